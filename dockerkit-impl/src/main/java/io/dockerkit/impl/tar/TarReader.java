package io.dockerkit.impl.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive: {@link #next()} goes to the next entry, and the stream is what that entry holds. An archive ends
 * with a block of zeros; bytes that end before it are an error unless the reader is {@link #unpadded}, since an engine that fails within an archive ends its
 * answer as if all were well.
 *
 * <p>Not thread-safe.
 */
public final class TarReader extends InputStream {
    private static final int MOST_SAID_OF_AN_ENTRY = 1024 * 1024;
    private static final int MOST_BEHIND_THE_END = 1024 * 1024;

    private final InputStream archive;
    private final boolean padded;
    private long left;
    private int padding;

    /** Reads an archive that is whole. */
    public TarReader(InputStream archive) {
        this(archive, true);
    }

    private TarReader(InputStream archive, boolean padded) {
        this.archive = archive;
        this.padded = padded;
    }

    /** Reads an archive that may end right after the bytes of its last file, as those of {@code docker context export} do. */
    public static TarReader unpadded(InputStream archive) {
        return new TarReader(archive, false);
    }

    /** Returns the next entry, or null at the end of the archive. */
    public @Nullable TarHead next() throws IOException {
        skip();
        Map<String, String> more = new TreeMap<>();
        while (true) {
            byte[] block = archive.readNBytes(TarHead.BLOCK);
            if (block.length == 0 && !padded && more.isEmpty()) {
                return null;
            }
            if (block.length < TarHead.BLOCK) {
                throw cut();
            }
            if (isEmpty(block)) {
                finish();
                return null;
            }
            TarHead head = TarHead.read(block, Map.of());
            switch (head.type()) {
                case 'x' -> more.putAll(records(said(head)));
                // of all that follow: docker heeds none either
                case 'g' -> said(head);
                case 'L' -> more.putIfAbsent("path", withoutNull(said(head)));
                case 'K' -> more.putIfAbsent("linkpath", withoutNull(said(head)));
                default -> {
                    return entry(TarHead.read(block, more));
                }
            }
        }
    }

    private TarHead entry(TarHead head) {
        left = head.type() == TarHead.FILE && !head.isDirectory() ? head.size() : 0;
        padding = TarHead.padding(left);
        return head;
    }

    private static EOFException cut() {
        return new EOFException("the archive was cut: its end is missing");
    }

    private static boolean isEmpty(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns what an extension says of the next entry. */
    private String said(TarHead head) throws IOException {
        if (head.size() > MOST_SAID_OF_AN_ENTRY) {
            throw new IOException(
                    "the archive says more than "
                            + MOST_SAID_OF_AN_ENTRY
                            + " bytes about an entry, without its content");
        }
        int size = (int) head.size();
        byte[] bytes = archive.readNBytes(size + TarHead.padding(size));
        if (bytes.length < size + TarHead.padding(size)) {
            throw cut();
        }
        return new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    }

    private static String withoutNull(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static Map<String, String> records(String text) throws IOException {
        Map<String, String> records = new TreeMap<>();
        int at = 0;
        while (at < text.length()) {
            int blank = text.indexOf(' ', at);
            int length = blank < 0 ? -1 : length(text.substring(at, blank));
            int equals = text.indexOf('=', blank + 1);
            if (length < 0
                    || length > text.length() - at
                    || equals < 0
                    || equals >= at + length - 1) {
                throw new IOException("the archive is damaged: a record about an entry has no end");
            }
            records.put(
                    text.substring(blank + 1, equals), text.substring(equals + 1, at + length - 1));
            at += length;
        }
        return records;
    }

    private static int length(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void skip() throws IOException {
        byte[] scratch = new byte[(int) Math.min(64 * 1024, left + padding)];
        while (left + padding > 0) {
            int count = archive.read(scratch, 0, (int) Math.min(scratch.length, left + padding));
            if (count < 0 && left == 0 && !padded) {
                padding = 0;
                return;
            }
            if (count < 0) {
                throw cut();
            }
            long content = Math.min(left, count);
            left -= content;
            padding -= (int) (count - content);
        }
    }

    /** Reads what fills up the last record, so that the connection is free for another call. */
    private void finish() throws IOException {
        byte[] scratch = new byte[16 * 1024];
        int sum = 0;
        for (int count = archive.read(scratch);
                count >= 0 && sum < MOST_BEHIND_THE_END;
                count = archive.read(scratch)) {
            sum += count;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = archive.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw cut();
        }
        left -= count;
        return count;
    }
}
