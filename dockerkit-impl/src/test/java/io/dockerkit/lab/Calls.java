package io.dockerkit.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Behaviours of the {@link ScriptedEngine} to one call, whose request has been read, and what they send. */
public final class Calls {
    /** The head of an answer that hands the connection over to framed output. */
    public static final String SWITCHED =
            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    /** The head of an answer whose chunks follow. */
    public static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private Calls() {}

    /** Answers with a status and JSON; each header is given as {@code Name: value}. */
    public static Behaviour answers(String status, String body, String... headers) {
        return answersAs("application/json", status, body, headers);
    }

    /** As {@link #answers}, with a body of another type. */
    public static Behaviour answersAs(String type, String status, String body, String... headers) {
        byte[] bytes = body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Type: ").append(type);
        head.append("\r\nContent-Length: ").append(bytes.length).append("\r\n\r\n");
        byte[] all = join(head.toString().getBytes(ISO_8859_1), bytes);
        return peer -> peer.send(all);
    }

    /** Sends a stream that ends with the connection, and ends it. */
    public static Behaviour streams(String head, byte[]... parts) {
        return peer -> {
            peer.send(head);
            for (byte[] part : parts) {
                peer.send(part);
            }
            peer.close();
        };
    }

    /** Returns a frame of output: 1 is stdout, 2 stderr. */
    public static byte[] frame(int kind, byte[] payload) {
        byte[] head = new byte[8];
        head[0] = (byte) kind;
        ByteBuffer.wrap(head).putInt(4, payload.length);
        return join(head, payload);
    }

    /** Returns the parts as one. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Returns the text in UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
