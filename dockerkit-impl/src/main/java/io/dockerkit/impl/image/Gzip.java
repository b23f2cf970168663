package io.dockerkit.impl.image;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;

/** Compresses by gzip what is read, which the JDK does only for what is written. Stateless and thread-safe. */
final class Gzip {
    /** Deflate, no name, no time, an unknown system. */
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private Gzip() {}

    /** Returns the compressed stream; closing it closes the given one and frees the compressor. */
    static InputStream compressed(InputStream plain) {
        CRC32 sum = new CRC32();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        InputStream packed =
                new DeflaterInputStream(new CheckedInputStream(plain, sum), deflater) {
                    @Override
                    public void close() throws IOException {
                        super.close();
                        deflater.end();
                    }
                };
        // the end is asked for when all has been read, before the compressor is freed
        byte[] end = new byte[8];
        InputStream counted =
                new FilterInputStream(packed) {
                    @Override
                    public int read() throws IOException {
                        byte[] one = new byte[1];
                        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        int count = in.read(into, offset, length);
                        if (count < 0) {
                            ByteBuffer.wrap(end)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .putInt((int) sum.getValue())
                                    .putInt((int) deflater.getBytesRead());
                        }
                        return count;
                    }
                };
        return new SequenceInputStream(
                Collections.enumeration(
                        List.of(
                                new ByteArrayInputStream(HEAD),
                                counted,
                                new ByteArrayInputStream(end))));
    }
}
