package io.dockerkit.impl.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;

/** Writes a tar archive of entries that are in memory. Not thread-safe. */
public final class TarWriter {
    private static final int END = 2 * TarHead.BLOCK;

    private final OutputStream out;

    /** Writes to this stream, which stays open. */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes an entry with its content. */
    public void write(TarHead head, byte[] content) throws IOException {
        out.write(entry(head, content));
    }

    /** Writes what an archive ends with. */
    public void end() throws IOException {
        out.write(new byte[END]);
        out.flush();
    }

    /** Returns the bytes of an entry with its content. */
    public static byte[] entry(TarHead head, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + 2 * TarHead.BLOCK);
        bytes.writeBytes(head.size(content.length).blocks());
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[TarHead.padding(content.length)]);
        return bytes.toByteArray();
    }

    /** Returns an archive of one file, by its byte name, that root owns. */
    public static byte[] single(String name, int mode, byte[] content) {
        FileTime now = FileTime.fromMillis(System.currentTimeMillis());
        byte[] entry = entry(TarHead.of(name, TarHead.FILE, mode, now), content);
        return Arrays.copyOf(entry, entry.length + END);
    }
}
