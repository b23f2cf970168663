package io.dockerkit.impl.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The head of one entry of a tar archive. It is written and read here and not by a library, since a library makes names
 * into text, and a name that is not UTF-8 is another one after that. Immutable and thread-safe.
 *
 * @param name the byte name
 * @param type one of the constants
 * @param mode the permissions
 * @param link the byte name of what a link leads to, or empty
 * @param attributes the extended attributes by their names; values are bytes, as in byte names
 */
public record TarHead(
        String name,
        char type,
        int mode,
        long owner,
        long group,
        long size,
        FileTime modified,
        String link,
        long major,
        long minor,
        Map<String, String> attributes) {
    public static final int BLOCK = 512;
    public static final char FILE = '0';
    public static final char HARD_LINK = '1';
    public static final char SYMBOLIC_LINK = '2';
    public static final char CHARACTER_DEVICE = '3';
    public static final char BLOCK_DEVICE = '4';
    public static final char DIRECTORY = '5';
    public static final char PIPE = '6';
    static final String ATTRIBUTE = "SCHILY.xattr.";

    private static final char EXTENSION = 'x';
    private static final int NAME = 100;
    private static final long MOST_IN_8 = 07777777L;
    private static final long MOST_IN_12 = 077777777777L;

    /** Returns the head of an entry that belongs to root, without content. */
    public static TarHead of(String name, char type, int mode, FileTime modified) {
        return new TarHead(name, type, mode, 0, 0, 0, modified, "", 0, 0, Map.of());
    }

    /** Sets the size of its content. */
    public TarHead size(long bytes) {
        return new TarHead(
                name, type, mode, owner, group, bytes, modified, link, major, minor, attributes);
    }

    /** Sets the numbers of its user and group. */
    public TarHead owner(long user, long itsGroup) {
        return new TarHead(
                name, type, mode, user, itsGroup, size, modified, link, major, minor, attributes);
    }

    /** Sets what a link leads to. */
    public TarHead link(String target) {
        return new TarHead(
                name, type, mode, owner, group, size, modified, target, major, minor, attributes);
    }

    /** Sets which device it is, by the number that Linux gives it. */
    public TarHead device(long number) {
        return new TarHead(
                name,
                type,
                mode,
                owner,
                group,
                size,
                modified,
                link,
                ((number >> 8) & 0xfff) | ((number >> 32) & ~0xfffL),
                (number & 0xff) | ((number >> 12) & ~0xffL),
                attributes);
    }

    /** Sets its extended attributes, by their names; each value is the bytes as ISO-8859-1 reads them. */
    public TarHead attributes(Map<String, String> others) {
        return new TarHead(
                name, type, mode, owner, group, size, modified, link, major, minor, others);
    }

    /** Returns whether it is a directory, also where only the slash of its name says so. */
    public boolean isDirectory() {
        return type == DIRECTORY || (type == FILE && name.endsWith("/"));
    }

    /** Returns whether it is a pipe or a device. */
    public boolean isNode() {
        return type == PIPE || type == CHARACTER_DEVICE || type == BLOCK_DEVICE;
    }

    /** Returns the bytes: the head, and before it what does not fit into it. */
    public byte[] blocks() {
        Map<String, String> more = new TreeMap<>();
        attributes.forEach((key, value) -> more.put(ATTRIBUTE + key, value));
        if (isLong(name)) {
            more.put("path", name);
        }
        if (isLong(link)) {
            more.put("linkpath", link);
        }
        Instant time = modified.toInstant();
        boolean plainTime =
                time.getNano() == 0
                        && time.getEpochSecond() >= 0
                        && time.getEpochSecond() <= MOST_IN_12;
        if (!plainTime) {
            more.put("mtime", decimal(time));
        }
        putIfAbove(more, "uid", owner, MOST_IN_8);
        putIfAbove(more, "gid", group, MOST_IN_8);
        putIfAbove(more, "size", size, MOST_IN_12);
        byte[] head = head(plainTime || time.getEpochSecond() > 0 ? time.getEpochSecond() : 0);
        if (more.isEmpty()) {
            return head;
        }
        ByteArrayOutputStream blocks = new ByteArrayOutputStream(3 * BLOCK);
        byte[] records = records(more);
        String base = ascii(name.substring(name.lastIndexOf('/', name.length() - 2) + 1));
        TarHead extension =
                of(ascii("PaxHeaders.0/" + base), EXTENSION, 0644, FileTime.fromMillis(0))
                        .size(records.length);
        blocks.writeBytes(extension.head(0));
        blocks.writeBytes(records);
        blocks.writeBytes(new byte[padding(records.length)]);
        blocks.writeBytes(head);
        return blocks.toByteArray();
    }

    /** Returns how many bytes of zero follow a content of this size. */
    public static int padding(long size) {
        return (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    private static boolean isLong(String text) {
        return text.length() > NAME || !ByteNames.isAscii(text);
    }

    private static void putIfAbove(Map<String, String> more, String key, long value, long most) {
        if (value > most) {
            more.put(key, String.valueOf(value));
        }
    }

    private static String decimal(Instant time) {
        // before 1970 the fraction counts backwards
        boolean before = time.getEpochSecond() < 0 && time.getNano() > 0;
        long seconds = before ? time.getEpochSecond() + 1 : time.getEpochSecond();
        int nanos = before ? 1_000_000_000 - time.getNano() : time.getNano();
        String sign = before && seconds == 0 ? "-" : "";
        return nanos == 0
                ? String.valueOf(seconds)
                : sign + String.format(Locale.ROOT, "%d.%09d", seconds, nanos);
    }

    private static byte[] records(Map<String, String> more) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        more.forEach(
                (key, value) -> {
                    // the number at its start counts itself, too
                    int length = key.length() + value.length() + 3;
                    int whole = length + String.valueOf(length).length();
                    whole = length + String.valueOf(whole).length();
                    records.writeBytes(ByteNames.bytes(whole + " " + key + "=" + value + "\n"));
                });
        return records.toByteArray();
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.chars().filter(c -> c < 0x80).forEach(c -> ascii.append((char) c));
        ascii.setLength(Math.min(NAME, ascii.length()));
        return ascii.toString();
    }

    private byte[] head(long seconds) {
        byte[] head = new byte[BLOCK];
        String shortName = ascii(name);
        if (type == DIRECTORY && !shortName.endsWith("/")) {
            // readers that know no extensions see a directory by its slash
            shortName = shortName.substring(0, Math.min(NAME - 1, shortName.length())) + "/";
        }
        put(head, 0, shortName);
        octal(head, 100, 8, mode & 07777);
        octal(head, 108, 8, owner > MOST_IN_8 ? 0 : owner);
        octal(head, 116, 8, group > MOST_IN_8 ? 0 : group);
        octal(head, 124, 12, size > MOST_IN_12 ? 0 : size);
        octal(head, 136, 12, seconds > MOST_IN_12 ? 0 : seconds);
        Arrays.fill(head, 148, 156, (byte) ' ');
        head[156] = (byte) type;
        put(head, 157, ascii(link));
        put(head, 257, "ustar\00000");
        octal(head, 329, 8, major);
        octal(head, 337, 8, minor);
        int sum = 0;
        for (byte b : head) {
            sum += b & 0xff;
        }
        put(head, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        return head;
    }

    private static void put(byte[] head, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, head, offset, bytes.length);
    }

    private static void octal(byte[] head, int offset, int length, long value) {
        String digits = Long.toOctalString(value);
        put(head, offset, "0".repeat(length - 1 - digits.length()) + digits);
    }

    /**
     * Returns the entry of a block, completed by what was said before it.
     *
     * @param more the records of extensions; {@code path}, {@code linkpath}, {@code size} and others win
     * @throws IOException if the block is no head
     */
    static TarHead read(byte[] block, Map<String, String> more) throws IOException {
        int sum = 0;
        int signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
            sum += b & 0xff;
            signed += b;
        }
        long said = number(block, 148, 8);
        if (said != sum && said != signed) {
            throw new IOException("the archive is damaged: the checksum of an entry is wrong");
        }
        String name = text(block, 0, NAME);
        if (text(block, 257, 6).equals("ustar") && block[262] == 0 && block[345] != 0) {
            name = text(block, 345, 155) + "/" + name;
        }
        Map<String, String> attributes = new TreeMap<>();
        more.forEach(
                (key, value) -> {
                    if (key.startsWith(ATTRIBUTE)) {
                        attributes.put(key.substring(ATTRIBUTE.length()), value);
                    }
                });
        char type = (char) (block[156] & 0xff);
        try {
            long size = number(more, "size", number(block, 124, 12));
            if (size < 0) {
                throw new IOException("the archive is damaged: an entry has a negative size");
            }
            return new TarHead(
                    more.getOrDefault("path", name),
                    type == 0 || type == '7' ? FILE : type,
                    (int) number(block, 100, 8),
                    number(more, "uid", number(block, 108, 8)),
                    number(more, "gid", number(block, 116, 8)),
                    size,
                    time(more.get("mtime"), number(block, 136, 12)),
                    more.getOrDefault("linkpath", text(block, 157, NAME)),
                    number(block, 329, 8),
                    number(block, 337, 8),
                    attributes);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IOException(
                    "the archive is damaged: an entry has no number where one must be", e);
        }
    }

    private static String text(byte[] block, int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.ISO_8859_1);
    }

    private static long number(Map<String, String> more, String key, long otherwise) {
        String value = more.get(key);
        return value == null ? otherwise : Long.parseLong(value);
    }

    /** Reads a number: octal digits, or binary if the highest bit is set. */
    private static long number(byte[] block, int offset, int length) throws IOException {
        if ((block[offset] & 0x80) != 0) {
            long value = (block[offset] & 0x40) != 0 ? -1 : 0;
            value = (value << 6) | (block[offset] & 0x3f);
            for (int i = offset + 1; i < offset + length; i++) {
                value = (value << 8) | (block[i] & 0xff);
            }
            return value;
        }
        String digits = text(block, offset, length).trim();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException(
                    "the archive is damaged: \"" + ByteNames.shown(digits) + "\" is no number", e);
        }
    }

    private static FileTime time(@Nullable String precise, long seconds) {
        if (precise == null) {
            return FileTime.from(Instant.ofEpochSecond(seconds));
        }
        BigDecimal time = new BigDecimal(precise);
        long whole = time.setScale(0, RoundingMode.FLOOR).longValueExact();
        long nanos = time.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return FileTime.from(Instant.ofEpochSecond(whole, nanos));
    }
}
