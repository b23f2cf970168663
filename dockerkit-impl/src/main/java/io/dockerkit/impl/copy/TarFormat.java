package io.dockerkit.impl.copy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Tells an archive from a Dockerfile by the first bytes, as the CLI does, and makes archives that BuildKit tells, too. Stateless
 * and thread-safe.
 */
public final class TarFormat {
    /** How many bytes are needed: the head of a tar archive. */
    public static final int LENGTH = 512;

    private static final int SUM = 148;
    private static final int SUM_END = 156;
    private static final int TYPE = 156;

    /** The types of entries that say more about the next one. */
    private static final String EXTENDED = "xgLK";

    private static final byte[][] COMPRESSED = {
        {0x42, 0x5A, 0x68},
        {0x1F, (byte) 0x8B, 0x08},
        {(byte) 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00},
        {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD}
    };

    private TarFormat() {}

    /** Returns whether these are the first bytes of a tar archive, or of one compressed by gzip, bzip2, xz or zstd. */
    public static boolean isArchive(byte[] head) {
        for (byte[] magic : COMPRESSED) {
            if (beginsWith(head, magic)) {
                return true;
            }
        }
        return head.length == LENGTH && (isEnd(head) || sumIsRight(head));
    }

    /** Returns whether the archive is not compressed and begins with an extended header. */
    private static boolean isExtended(byte[] head) {
        return head.length == LENGTH
                && sumIsRight(head)
                && EXTENDED.indexOf((char) (head[TYPE] & 0xff)) >= 0;
    }

    /**
     * Returns the archive as one that BuildKit knows for one. It looks at the first 512 bytes only, in which an extended
     * header does not end; an entry for the directory itself goes before it.
     *
     * @param head the first bytes of the archive
     * @param modified when the directory was modified, in seconds since 1970
     */
    public static InputStream plain(byte[] head, InputStream archive, long modified) {
        return isExtended(head)
                ? new SequenceInputStream(
                        new ByteArrayInputStream(directory(Math.max(0, modified))), archive)
                : archive;
    }

    private static byte[] directory(long modified) {
        byte[] entry = new byte[LENGTH];
        put(entry, 0, "./");
        put(entry, 100, "0000755");
        put(entry, 108, "0000000");
        put(entry, 116, "0000000");
        put(entry, 124, "00000000000");
        put(entry, 136, String.format(Locale.ROOT, "%011o", modified & 0x1_ffff_ffffL));
        put(entry, SUM, "        ");
        entry[TYPE] = '5';
        put(entry, 257, "ustar");
        put(entry, 263, "00");
        int sum = 0;
        for (byte one : entry) {
            sum += one & 0xff;
        }
        put(entry, SUM, String.format(Locale.ROOT, "%06o", sum));
        entry[SUM + 6] = 0;
        return entry;
    }

    private static void put(byte[] entry, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, entry, at, bytes.length);
    }

    private static boolean beginsWith(byte[] head, byte[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= head.length || head[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** An archive of nothing begins with its end. */
    private static boolean isEnd(byte[] head) {
        for (byte one : head) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** The sum counts its own bytes as blanks; some programs add signed bytes. */
    private static boolean sumIsRight(byte[] head) {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < head.length; i++) {
            int value = i >= SUM && i < SUM_END ? ' ' : head[i];
            unsigned += value & 0xff;
            signed += value;
        }
        String field =
                new String(head, SUM, SUM_END - SUM, StandardCharsets.ISO_8859_1)
                        .replace('\0', ' ')
                        .strip();
        if (!field.matches("[0-7]{1,7}")) {
            return false;
        }
        long sum = Long.parseLong(field, 8);
        return sum == unsigned || sum == signed;
    }
}
