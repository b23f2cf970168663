package io.dockerkit.impl.copy;

import java.nio.charset.StandardCharsets;

/** Tells an archive from a Dockerfile by the first bytes, as the CLI does. Stateless and thread-safe. */
public final class TarFormat {
    /** How many bytes are needed: the head of a tar archive. */
    public static final int LENGTH = 512;

    private static final int SUM = 148;
    private static final int SUM_END = 156;
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
