package io.dockerkit.buildkit.files;

import io.dockerkit.impl.build.wire.ProtoWriter;
import io.dockerkit.impl.tar.ByteNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes the messages of fsutil's protocol. Stateless and thread-safe. */
final class Packets {
    static final int STAT = 0;
    static final int REQUEST = 1;
    static final int DATA = 2;
    static final int FIN = 3;
    static final int ERROR = 4;

    /** The bytes of a file that one message carries. */
    static final int DATA_BYTES = 32 * 1024;

    private Packets() {}

    /** Returns the end of the list of files. */
    static byte[] endOfList() {
        return new byte[0];
    }

    /**
     * Returns the description of a file. The owner is root, as it is for each context of a build.
     *
     * @param link the first name of the same file, or where a symbolic link leads, or the empty text
     */
    static byte[] stat(String path, FileNode node, String link, Map<String, byte[]> attributes) {
        ProtoWriter stat =
                new ProtoWriter()
                        .bytes(1, ByteNames.bytes(path))
                        .number(2, node.goMode())
                        .number(5, node.state().isDirectory() ? 0 : node.state().size())
                        .number(6, nanos(node.state().modified()));
        if (!link.isEmpty()) {
            stat.bytes(7, ByteNames.bytes(link));
        }
        if (node.isDevice()) {
            long device = node.state().device();
            stat.number(8, (device >> 8) & 0xfff);
            stat.number(9, (device & 0xff) | ((device >> 12) & 0xfff00));
        }
        attributes.forEach(
                (key, value) -> stat.message(10, new ProtoWriter().text(1, key).bytes(2, value)));
        return new ProtoWriter().message(2, stat).toBytes();
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** Returns bytes of a file; none are its end. */
    static byte[] data(int id, byte[] bytes, int length) {
        ProtoWriter packet = new ProtoWriter().number(1, DATA).number(3, id);
        return (length == 0 ? packet : packet.bytes(4, bytes, length)).toBytes();
    }

    /** Returns the request for a file. */
    static byte[] request(int id) {
        return new ProtoWriter().number(1, REQUEST).number(3, id).toBytes();
    }

    /** Returns the end of the exchange. */
    static byte[] fin() {
        return new ProtoWriter().number(1, FIN).toBytes();
    }

    /** Returns the message that this side fails. */
    static byte[] error(String words) {
        return new ProtoWriter()
                .number(1, ERROR)
                .bytes(4, words.getBytes(StandardCharsets.UTF_8))
                .toBytes();
    }
}
