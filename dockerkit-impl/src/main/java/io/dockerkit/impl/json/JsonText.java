package io.dockerkit.impl.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON by Jackson's streams and trees, without its ObjectMapper: that would load some four hundred classes,
 * a third of the time that the first call of a JVM takes.
 *
 * <p>Thread-safe.
 */
public final class JsonText {
    private static final JsonFactory FACTORY = JsonLimits.factory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonText() {}

    /** Reads the first value; one that is missing where there is none. Does not read to the end of the stream. */
    public static JsonNode read(InputStream in) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            JsonNode node = next(parser);
            return node == null ? NODES.missingNode() : node;
        }
    }

    /**
     * Reads a list to the end of the stream. Items that have the same object in a field share its node, which nobody may change.
     */
    public static JsonNode readList(InputStream in, String sharedField) throws IOException {
        return SharedPart.read(FACTORY, in.readAllBytes(), sharedField);
    }

    /** Reads the first value; one that is missing where there is none. */
    public static JsonNode read(byte[] text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonNode node = next(parser);
            return node == null ? NODES.missingNode() : node;
        }
    }

    /** Reads the first value; one that is missing where there is none. */
    public static JsonNode read(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonNode node = next(parser);
            return node == null ? NODES.missingNode() : node;
        }
    }

    /** Begins to read one value behind another, by {@link #next}. */
    public static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    /** Reads the next value as soon as it is whole, or returns null at the end. */
    public static @Nullable JsonNode next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        return token == null ? null : JsonTrees.read(parser, token, false);
    }

    /**
     * As {@link #next}, for a document that is written again: its numbers stay the texts that they are, as {@code 1e400} or
     * {@code 1.0}, in nodes that are values of no other use.
     */
    public static @Nullable JsonNode nextAsWritten(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        return token == null ? null : JsonTrees.read(parser, token, true);
    }

    /** Returns an object without fields. */
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /**
     * Returns the fields of an object in their order, and none of anything else. In place of {@code
     * JsonNode.properties()}, which Jackson has from 2.15 on only.
     */
    public static List<Map.Entry<String, JsonNode>> fields(JsonNode object) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(name -> fields.add(Map.entry(name, object.get(name))));
        return fields;
    }

    /** Returns a tree as text, as its own {@code toString()} does, which would need the ObjectMapper. */
    public static String text(JsonNode tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            JsonTrees.write(tree, generator);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes what is written", e);
        }
        return text.toString();
    }

    /** Returns a tree as text for people, with lines and tabs as docker's own files have them. */
    public static String pretty(JsonNode tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            DefaultIndenter lines = new DefaultIndenter("\t", "\n");
            DefaultPrettyPrinter printer = new ColonAndSpace();
            printer.indentObjectsWith(lines);
            printer.indentArraysWith(lines);
            generator.setPrettyPrinter(printer);
            JsonTrees.write(tree, generator);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes what is written", e);
        }
        return text.append('\n').toString();
    }

    /** Writes {@code "name": value}. Jackson has an option for it from 2.16 on only. */
    private static final class ColonAndSpace extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator to) throws IOException {
            to.writeRaw(": ");
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new ColonAndSpace();
        }
    }

    /**
     * Writes a value of maps, lists, texts, numbers and booleans.
     *
     * @throws IllegalArgumentException if there is anything else in it
     */
    public static byte[] write(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            write(value, generator);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes what is written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(@Nullable Object value, JsonGenerator to) throws IOException {
        if (value instanceof Map<?, ?> map) {
            to.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                to.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), to);
            }
            to.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            to.writeStartArray();
            for (Object element : list) {
                write(element, to);
            }
            to.writeEndArray();
        } else if (value instanceof String text) {
            to.writeString(text);
        } else if (value instanceof Boolean flag) {
            to.writeBoolean(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            to.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigInteger large) {
            to.writeNumber(large);
        } else if (value instanceof Number number) {
            to.writeNumber(number.doubleValue());
        } else if (value == null) {
            to.writeNull();
        } else {
            throw new IllegalArgumentException("not a value for JSON: " + value.getClass());
        }
    }
}
