package io.dockerkit.impl.build.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Writes one message of protocol buffers. Numbers of 0 and empty texts are left out, as proto3 has it. Not thread-safe. */
public final class ProtoWriter {
    private static final int LONGEST_VARINT = 10;

    private byte[] out;
    private int count;

    /** Makes the writer of a small message, which may grow. */
    public ProtoWriter() {
        this(128);
    }

    /** Makes the writer of a message of about so many bytes. */
    public ProtoWriter(int size) {
        out = new byte[size];
    }

    /** Adds a number, which may be an enum or a boolean; a negative one takes ten bytes. */
    public ProtoWriter number(int field, long value) {
        if (value != 0) {
            tag(field, ProtoReader.VARINT);
            varint(value);
        }
        return this;
    }

    /** Adds a boolean. */
    public ProtoWriter flag(int field, boolean value) {
        return number(field, value ? 1 : 0);
    }

    /** Adds a text as UTF-8. */
    public ProtoWriter text(int field, String value) {
        return value.isEmpty() ? this : bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a text, also an empty one, which is an element of a repeated field. */
    public ProtoWriter element(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes, also none. */
    public ProtoWriter bytes(int field, byte[] value) {
        return bytes(field, value, value.length);
    }

    /** Adds the first bytes of an array. */
    public ProtoWriter bytes(int field, byte[] value, int length) {
        tag(field, ProtoReader.BYTES);
        varint(length);
        reserve(length);
        System.arraycopy(value, 0, out, count, length);
        count += length;
        return this;
    }

    /** Adds a message, also an empty one. */
    public ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.out, value.count);
    }

    /** Adds the entries of a map of texts. */
    public ProtoWriter entries(int field, Map<String, String> values) {
        values.forEach(
                (key, value) -> message(field, new ProtoWriter().text(1, key).text(2, value)));
        return this;
    }

    /** Returns the message. */
    public byte[] toBytes() {
        return Arrays.copyOf(out, count);
    }

    private void tag(int field, int type) {
        varint(((long) field << 3) | type);
    }

    private void varint(long value) {
        reserve(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out[count++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out[count++] = (byte) rest;
    }

    private void reserve(int more) {
        if (out.length - count < more) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(count, more)));
        }
    }
}
