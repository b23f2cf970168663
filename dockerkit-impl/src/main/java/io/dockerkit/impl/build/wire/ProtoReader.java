package io.dockerkit.impl.build.wire;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.transport.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads one message of protocol buffers, field by field:
 *
 * <pre>{@code
 * while (reader.next()) {
 *     switch (reader.field()) {
 *         case 1 -> digest = reader.text();
 *         case 4 -> cached = reader.flag();
 *         default -> {}   // what is not known is passed over
 *     }
 * }
 * }</pre>
 *
 * <p>Bytes that are no message end with {@link DockerUnavailableException.MalformedAnswer}: a field that is cut, a number of
 * more than ten bytes, a field of number 0, a field that is read as another type than it has, a group (which proto3 does not
 * have). Each call of {@link #next()} goes forward, so that reading ends whatever the bytes are.
 *
 * <p>Not thread-safe.
 */
public final class ProtoReader {
    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int BYTES = 2;
    static final int FIXED_32 = 5;

    private static final int LONGEST_VARINT = 10;

    private final byte[] message;
    private final int end;
    private int at;
    private int field;
    private int type;
    private long number;
    private int start;
    private int length;

    /** Makes a reader of a whole message, which is not copied. */
    public ProtoReader(byte[] message) {
        this(message, 0, message.length);
    }

    private ProtoReader(byte[] message, int start, int length) {
        this.message = message;
        this.at = start;
        this.end = start + length;
    }

    /** Goes to the next field; returns false at the end of the message. */
    public boolean next() {
        if (at == end) {
            return false;
        }
        long tag = varint();
        long numbered = tag >>> 3;
        if (numbered == 0 || numbered > 0x1fff_ffff) {
            throw wrong("a field has the number " + numbered);
        }
        field = (int) numbered;
        type = (int) (tag & 7);
        switch (type) {
            case VARINT -> number = varint();
            case FIXED_64 -> number = fixed(8);
            case FIXED_32 -> number = fixed(4);
            case BYTES -> {
                long announced = varint();
                if (announced < 0 || announced > end - at) {
                    throw wrong("field " + field + " is cut");
                }
                length = (int) announced;
                start = at;
                at += length;
            }
            default -> throw wrong("field " + field + " is of the unknown type " + type);
        }
        return true;
    }

    /** Returns the number of the field. */
    public int field() {
        return field;
    }

    /** Returns the value of a field that is an integer, an enum or a fixed-size number. */
    public long number() {
        if (type == BYTES) {
            throw wrong("field " + field + " is no number");
        }
        return number;
    }

    /** Returns the value of a boolean field. */
    public boolean flag() {
        return number() != 0;
    }

    /** Returns the value of a text; bytes that are not UTF-8 become replacement characters. */
    public String text() {
        requireBytes();
        return new String(message, start, length, StandardCharsets.UTF_8);
    }

    /** Returns the value of a text as a byte name: each character stands for one byte. */
    public String byteName() {
        requireBytes();
        return new String(message, start, length, StandardCharsets.ISO_8859_1);
    }

    /** Returns a copy of the bytes of a field. */
    public byte[] bytes() {
        requireBytes();
        return Arrays.copyOfRange(message, start, start + length);
    }

    /** Returns a reader of a message that is the value of a field. */
    public ProtoReader message() {
        requireBytes();
        return new ProtoReader(message, start, length);
    }

    /** Puts the entry of a map of texts into a map. */
    public void entryInto(Map<? super String, ? super String> map) {
        String key = "";
        String value = "";
        ProtoReader entry = message();
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.text();
                case 2 -> value = entry.text();
                default -> {}
            }
        }
        map.put(key, value);
    }

    private void requireBytes() {
        if (type != BYTES) {
            throw wrong("field " + field + " is a number");
        }
    }

    private long fixed(int bytes) {
        if (end - at < bytes) {
            throw wrong("field " + field + " is cut");
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | (message[at + i] & 0xff);
        }
        at += bytes;
        return value;
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (at == end) {
                throw wrong("a number is cut");
            }
            byte b = message[at++];
            value |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw wrong("a number has more than " + LONGEST_VARINT + " bytes");
    }

    private DockerUnavailableException.MalformedAnswer wrong(String what) {
        return Malformed.answer(
                "a message of BuildKit cannot be read: " + what + ", before byte " + at, null);
    }
}
