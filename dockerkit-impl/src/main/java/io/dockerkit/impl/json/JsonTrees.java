package io.dockerkit.impl.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes trees without recursion, since they may be nested deeper than the stack of a thread allows. Stateless and
 * thread-safe.
 */
final class JsonTrees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTrees() {}

    /** A number as its document has it. */
    private record NumberText(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Reads the value that a token begins; its numbers may stay the texts that they are. */
    static JsonNode read(JsonParser parser, JsonToken first, boolean asWritten) throws IOException {
        Deque<ContainerNode<?>> open = new ArrayDeque<>();
        String name = "";
        for (JsonToken token = first; ; token = parser.nextToken()) {
            if (token == null) {
                throw new JsonEOFException(parser, null, "Unexpected end of the text");
            }
            if (token == JsonToken.FIELD_NAME) {
                name = parser.currentName();
            } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                JsonNode whole = open.pop();
                if (open.isEmpty()) {
                    return whole;
                }
            } else {
                JsonNode value =
                        asWritten && token.isNumeric()
                                ? NODES.pojoNode(new NumberText(parser.getText()))
                                : begun(parser, token);
                ContainerNode<?> around = open.peek();
                if (value instanceof ContainerNode<?> container) {
                    if (open.size() == JsonLimits.DEEPEST) {
                        throw new JsonParseException(
                                parser, "it is nested deeper than " + JsonLimits.DEEPEST);
                    }
                    open.push(container);
                } else if (around == null) {
                    return value;
                }
                put(around, name, value);
            }
        }
    }

    private static void put(@Nullable ContainerNode<?> around, String name, JsonNode value) {
        if (around instanceof ObjectNode object) {
            object.set(name, value);
        } else if (around instanceof ArrayNode array) {
            array.add(value);
        }
    }

    private static JsonNode begun(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> NODES.objectNode();
            case START_ARRAY -> NODES.arrayNode();
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT ->
                    switch (parser.getNumberType()) {
                        case INT -> NODES.numberNode(parser.getIntValue());
                        case LONG -> NODES.numberNode(parser.getLongValue());
                        default -> NODES.numberNode(parser.getBigIntegerValue());
                    };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    /** A container whose beginning is written, and what of it is not. */
    private record Open(JsonNode container, Iterator<String> names, Iterator<JsonNode> elements) {
        static Open of(JsonNode container) {
            return new Open(container, container.fieldNames(), container.elements());
        }
    }

    /** Writes a tree. */
    static void write(JsonNode tree, JsonGenerator to) throws IOException {
        Deque<Open> open = new ArrayDeque<>();
        begin(tree, to, open);
        while (!open.isEmpty()) {
            Open around = open.peek();
            if (around.elements().hasNext()) {
                if (around.container().isObject()) {
                    to.writeFieldName(around.names().next());
                }
                begin(around.elements().next(), to, open);
            } else {
                open.pop();
                if (around.container().isObject()) {
                    to.writeEndObject();
                } else {
                    to.writeEndArray();
                }
            }
        }
    }

    private static void begin(JsonNode node, JsonGenerator to, Deque<Open> open)
            throws IOException {
        if (node.isObject()) {
            to.writeStartObject();
            open.push(Open.of(node));
        } else if (node.isArray()) {
            to.writeStartArray();
            open.push(Open.of(node));
        } else if (node.isTextual()) {
            to.writeString(node.textValue());
        } else if (node.isBoolean()) {
            to.writeBoolean(node.booleanValue());
        } else if (node.isNumber()) {
            to.writeNumber(node.asText());
        } else if (node instanceof POJONode kept && kept.getPojo() instanceof NumberText number) {
            to.writeNumber(number.text());
        } else {
            to.writeNull();
        }
    }
}
