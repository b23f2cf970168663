package io.dockerkit.impl.build.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes one message of protocol buffers. Numbers of 0 and empty texts are left out, as proto3 has it. Not thread-safe. */
public final class ProtoWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

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
        out.write(value, 0, length);
        return this;
    }

    /** Adds a message, also an empty one. */
    public ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.toBytes());
    }

    /** Adds the entries of a map of texts. */
    public ProtoWriter entries(int field, Map<String, String> values) {
        values.forEach(
                (key, value) -> message(field, new ProtoWriter().text(1, key).text(2, value)));
        return this;
    }

    /** Returns the message. */
    public byte[] toBytes() {
        return out.toByteArray();
    }

    private void tag(int field, int type) {
        varint(((long) field << 3) | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
