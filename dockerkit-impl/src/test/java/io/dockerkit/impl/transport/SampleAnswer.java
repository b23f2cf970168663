package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.List;

/** A valid answer, byte by byte, with what a client must make of it. */
final class SampleAnswer {
    /** How its end is told. */
    enum Framing {
        LENGTH,
        CHUNKS,
        END_OF_CONNECTION,
        NO_BODY,
        HAND_OVER
    }

    /** All of the samples. */
    static final List<SampleAnswer> ALL =
            List.of(
                    new SampleAnswer("length", 200, Framing.LENGTH)
                            .frame(
                                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 22\r\n\r\n")
                            .body("two\r\n\r\nlines\0\u00ff\u0080HTTP/1."),
                    new SampleAnswer("no reason, bare line feeds", 404, Framing.LENGTH)
                            .frame("HTTP/1.1 404\nX:  y \ncontent-length:7\n\n")
                            .body("{\"a\":1}"),
                    new SampleAnswer("HTTP/1.0, kept alive", 200, Framing.LENGTH)
                            .frame(
                                    "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 3\r\n\r\n")
                            .body("old"),
                    new SampleAnswer("length 0", 201, Framing.LENGTH)
                            .frame("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"),
                    new SampleAnswer("interim answers", 200, Framing.LENGTH)
                            .frame(
                                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n")
                            .frame("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
                            .body("ok"),
                    new SampleAnswer("chunks, extensions, trailers", 200, Framing.CHUNKS)
                            .frame(
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n5;a=\"b\"\r\n")
                            .body("0\r\n\r\n")
                            .frame("\r\n0011 ; x\r\n")
                            .body("seventeen bytes\r\n")
                            .frame("\r\nA\r\n")
                            .body("abcdef\0\u0001\u0002\u00fe")
                            .frame("\r\n000;last\r\nT: 1\r\nU: 2\r\n\r\n"),
                    new SampleAnswer("no chunk but the last", 500, Framing.CHUNKS)
                            .frame(
                                    "HTTP/1.1 500 Oh\r\ntransfer-encoding: Chunked\r\n\r\n0\r\n\r\n"),
                    new SampleAnswer(
                                    "until the end of the connection",
                                    200,
                                    Framing.END_OF_CONNECTION)
                            .frame("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
                            .body("all that comes, 0\r\n\r\n too"),
                    new SampleAnswer("204", 204, Framing.NO_BODY)
                            .frame("HTTP/1.1 204 No Content\r\nServer: Docker\r\n\r\n"),
                    new SampleAnswer("304 with a length", 304, Framing.NO_BODY)
                            .frame("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"),
                    new SampleAnswer("101", 101, Framing.HAND_OVER)
                            .frame(
                                    "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
                            .body("\1\0\0\0\0\0\0\2ok"),
                    new SampleAnswer("200 that hands over", 200, Framing.HAND_OVER)
                            .frame(
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n")
                            .body("raw\r\n"));

    private final String name;
    private final int status;
    private final Framing framing;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final BitSet inBody = new BitSet();

    private SampleAnswer(String name, int status, Framing framing) {
        this.name = name;
        this.status = status;
        this.framing = framing;
    }

    private SampleAnswer frame(String text) {
        bytes.writeBytes(text.getBytes(ISO_8859_1));
        return this;
    }

    private SampleAnswer body(String text) {
        inBody.set(bytes.size(), bytes.size() + text.length());
        body.writeBytes(text.getBytes(ISO_8859_1));
        return frame(text);
    }

    int status() {
        return status;
    }

    Framing framing() {
        return framing;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    byte[] body() {
        return body.toByteArray();
    }

    /** Returns where in the body the byte of that index is, or -1 if it is none of the body. */
    int indexInBody(int index) {
        return inBody.get(index) ? inBody.get(0, index).cardinality() : -1;
    }

    /** Returns whether the connection can be used again. */
    boolean keepsAlive() {
        return framing != Framing.END_OF_CONNECTION && framing != Framing.HAND_OVER;
    }

    @Override
    public String toString() {
        return name;
    }
}
