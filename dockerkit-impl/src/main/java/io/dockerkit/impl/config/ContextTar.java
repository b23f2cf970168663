package io.dockerkit.impl.config;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The few entries of a tar file that a docker context has, in the form ustar: regular files and directories with short names.
 * Other entries are refused: no docker command writes them. Stateless and thread-safe.
 */
final class ContextTar {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int MODE_AT = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE = 12;
    private static final int SUM_AT = 148;
    private static final int SUM = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX = 155;

    private ContextTar() {}

    /**
     * Reads the files. The CLI's archives end right after the bytes of the last file, without padding and end.
     *
     * @throws IOException if it is no tar file, it was cut, or it has entries of other types
     */
    static Map<String, byte[]> read(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        int at = 0;
        while (at < archive.length && archive[at] != 0) {
            if (at + BLOCK > archive.length
                    || sum(archive, at) != octal(archive, at + SUM_AT, SUM)) {
                throw new FileSystemException("-", null, "it is no tar or zip file, or is damaged");
            }
            String name = text(archive, at, NAME);
            String prefix =
                    text(archive, at + MAGIC_AT, "ustar".length()).equals("ustar")
                            ? text(archive, at + PREFIX_AT, PREFIX)
                            : "";
            String path = prefix.isEmpty() ? name : prefix + "/" + name;
            long size = octal(archive, at + SIZE_AT, SIZE);
            byte type = archive[at + TYPE_AT];
            at += BLOCK;
            if (type == '5') {
                continue;
            }
            if (type != '0' && type != 0) {
                throw new FileSystemException(path, null, "a context has no such file: " + path);
            }
            if (size > archive.length - at) {
                throw new EOFException("the archive was cut within " + path);
            }
            files.put(path, Arrays.copyOfRange(archive, at, at + (int) size));
            at += (int) ((size + BLOCK - 1) / BLOCK * BLOCK);
        }
        return files;
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < at + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] bytes, int at, int length) throws IOException {
        String digits = text(bytes, at, length).strip();
        if (!digits.matches("[0-7]{1,11}")) {
            throw new FileSystemException("-", null, "it is no tar or zip file, or is damaged");
        }
        return Long.parseLong(digits, 8);
    }

    /** The sum of a head's bytes, with blanks for the sum itself. */
    private static long sum(byte[] bytes, int at) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= SUM_AT && i < SUM_AT + SUM;
            sum += own ? ' ' : bytes[at + i] & 0xff;
        }
        return sum;
    }

    /** Writes a directory, whose name ends with a slash. */
    static void directory(OutputStream out, String name) throws IOException {
        out.write(head(name, '5', "0000700", 0));
    }

    /** Writes a file. */
    static void file(OutputStream out, String name, String mode, byte[] bytes) throws IOException {
        out.write(head(name, '0', mode, bytes.length));
        out.write(bytes);
        out.write(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
    }

    /** Writes what an archive ends with. */
    static void end(OutputStream out) throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private static byte[] head(String name, char type, String mode, int size) throws IOException {
        byte[] head = new byte[BLOCK];
        if (name.getBytes(StandardCharsets.UTF_8).length > NAME) {
            throw new FileNotFoundException("the name of " + name + " is too long for an archive");
        }
        put(head, 0, name);
        put(head, MODE_AT, mode);
        put(head, MODE_AT + 8, "0000000");
        put(head, MODE_AT + 16, "0000000");
        put(head, SIZE_AT, octal(size, SIZE - 1));
        put(head, SIZE_AT + SIZE, octal(0, SIZE - 1));
        head[TYPE_AT] = (byte) type;
        put(head, MAGIC_AT, "ustar\u000000");
        put(head, SUM_AT, octal((int) sum(head, 0), SUM - 2) + "\u0000 ");
        return head;
    }

    private static String octal(int number, int digits) {
        String text = Integer.toOctalString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private static void put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }
}
