package io.dockerkit.compose.converge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** Writes a tar archive with one file. Stateless and thread-safe. */
final class SingleFileTar {
    private static final int BLOCK = 512;
    private static final int NAME = 100;

    private SingleFileTar() {}

    /**
     * Returns the archive.
     *
     * @param path the path of the file
     * @param mode the permission bits
     */
    static byte[] of(String path, byte[] content, long mode, long uid, long gid) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > NAME) {
            // GNU's way of long names: they are the content of an entry of their own
            byte[] ended = Arrays.copyOf(name, name.length + 1);
            tar.writeBytes(
                    head(
                            "././@LongLink".getBytes(StandardCharsets.UTF_8),
                            'L',
                            ended.length,
                            0,
                            0,
                            0));
            tar.writeBytes(padded(ended));
        }
        tar.writeBytes(head(name, '0', content.length, mode, uid, gid));
        tar.writeBytes(padded(content));
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    private static byte[] padded(byte[] content) {
        return Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK);
    }

    private static byte[] head(byte[] name, char type, long size, long mode, long uid, long gid) {
        byte[] head = new byte[BLOCK];
        System.arraycopy(name, 0, head, 0, Math.min(name.length, NAME));
        number(head, 100, 8, mode);
        number(head, 108, 8, uid);
        number(head, 116, 8, gid);
        number(head, 124, 12, size);
        number(head, 136, 12, Instant.now().getEpochSecond());
        Arrays.fill(head, 148, 156, (byte) ' ');
        head[156] = (byte) type;
        text(head, 257, "ustar  ");
        int sum = 0;
        for (byte b : head) {
            sum += b & 0xFF;
        }
        text(head, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        return head;
    }

    /** Writes octal digits, or bytes where the number has too many of them. */
    private static void number(byte[] head, int at, int length, long value) {
        String digits = String.format(Locale.ROOT, "%0" + (length - 1) + "o", value);
        if (digits.length() < length) {
            text(head, at, digits);
            return;
        }
        for (int i = 0; i < 8 && i < length - 1; i++) {
            head[at + length - 1 - i] = (byte) (value >> (8 * i));
        }
        head[at] = (byte) 0x80;
    }

    private static void text(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }
}
