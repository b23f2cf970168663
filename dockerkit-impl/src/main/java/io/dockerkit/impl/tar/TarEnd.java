package io.dockerkit.impl.tar;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Notices whether an archive came to its end, which is a block of zeros. An engine that fails within an archive ends its
 * answer as if all were well. Not thread-safe.
 */
public final class TarEnd extends FilterInputStream {
    private static final int BLOCK = 512;

    private long zeros;

    /** Watches this archive. */
    public TarEnd(InputStream archive) {
        super(archive);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        int at = offset + count;
        while (at > offset && into[at - 1] == 0) {
            at--;
        }
        int trailing = offset + Math.max(0, count) - at;
        zeros = count > 0 && trailing < count ? trailing : zeros + Math.max(0, trailing);
        return count;
    }

    @Override
    public long skip(long number) throws IOException {
        // what is skipped must be seen
        byte[] scratch = new byte[(int) Math.min(number, 64 * 1024)];
        return number <= 0 ? 0 : Math.max(0, read(scratch, 0, scratch.length));
    }

    /** Returns whether the archive has come to its end. */
    public boolean isReached() {
        return zeros >= BLOCK;
    }
}
