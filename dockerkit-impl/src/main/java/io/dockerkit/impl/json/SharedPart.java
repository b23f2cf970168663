package io.dockerkit.impl.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list whose items have a part in common, byte by byte, as the tasks of a service have their {@code Spec}. The part is
 * read once, and left out of what Jackson reads for each item: half of the work for a thousand tasks. Items share the node, so
 * nobody may change it. Reads one text; not thread-safe.
 */
final class SharedPart {
    /** Stands for the part. A text that has it already is read as it is. */
    private static final byte STAND_IN = '0';

    /** By how many bytes an item may be shorter than the one before. */
    private static final int SLACK = 64;

    private final JsonFactory factory;
    private final byte[] text;
    private final String field;
    private final byte[] key;
    private int shared;

    private SharedPart(JsonFactory factory, byte[] text, String field) {
        this.factory = factory;
        this.text = text;
        this.field = field;
        this.key = ('"' + field + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the list that a text is.
     *
     * @param field the field that the items may share: an object
     * @throws JsonProcessingException if the text is no JSON
     */
    static JsonNode read(JsonFactory factory, byte[] text, String field) throws IOException {
        JsonNode list = new SharedPart(factory, text, field).list();
        return list == null ? JsonText.read(text) : list;
    }

    /** Returns the list, or null if it has no such part or is no list of objects. */
    private @Nullable JsonNode list() throws IOException {
        int start = next(0) + key.length;
        if (start < key.length || start >= text.length || text[start] != '{') {
            return null;
        }
        try {
            ByteArrayInputStream rest = new ByteArrayInputStream(text, start, text.length - start);
            JsonNode part;
            int end;
            try (JsonParser parser = factory.createParser(rest)) {
                part = JsonTrees.read(parser, parser.nextToken(), false);
                ByteArrayOutputStream unread = new ByteArrayOutputStream();
                parser.releaseBuffered(unread);
                end = text.length - rest.available() - unread.size();
            }
            byte[] less = without(start, end);
            return less == null || shared < 2 ? null : with(part, JsonText.read(less));
        } catch (JsonProcessingException malformed) {
            // read again, for an error with the place in the whole text
            return null;
        }
    }

    /** Returns where the field is next, or -1. */
    private int next(int from) {
        byte[] bytes = text;
        int colon = key.length - 1;
        for (int i = from + colon; i < bytes.length; i++) {
            if (bytes[i] == ':'
                    && bytes[i - 1] == '"'
                    && Arrays.equals(bytes, i - colon, i, key, 0, colon)) {
                return i - colon;
            }
        }
        return -1;
    }

    /** Returns the text with the stand-in for each occurrence of the part; null if it could not be told from others. */
    private byte @Nullable [] without(int start, int end) {
        byte[] less = new byte[text.length];
        int length = 0;
        int copied = 0;
        int before = 0;
        int from = 0;
        for (int at = next(0); at >= 0; at = next(from)) {
            // items are about as long as one another: what is passed over stays as it is
            from = Math.max(at + key.length, at + (at - before) - SLACK);
            before = at;
            int value = at + key.length;
            int behind = value + end - start;
            if (value < text.length && text[value] == STAND_IN) {
                return null;
            }
            if (behind <= text.length && Arrays.equals(text, value, behind, text, start, end)) {
                System.arraycopy(text, copied, less, length, value - copied);
                length += value - copied;
                less[length++] = STAND_IN;
                copied = behind;
                from = Math.max(from, behind);
                shared++;
            }
        }
        System.arraycopy(text, copied, less, length, text.length - copied);
        return Arrays.copyOf(less, length + text.length - copied);
    }

    /** Puts the part into the items; returns null if it was left out elsewhere, too. */
    private @Nullable JsonNode with(JsonNode part, JsonNode list) {
        int given = 0;
        for (JsonNode item : list) {
            if (list.isArray()
                    && item instanceof ObjectNode object
                    && object.path(field).isInt()
                    && object.path(field).intValue() == 0) {
                object.set(field, part);
                given++;
            }
        }
        return given == shared ? list : null;
    }
}
