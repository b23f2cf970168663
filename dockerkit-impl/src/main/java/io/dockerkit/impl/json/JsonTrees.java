package io.dockerkit.impl.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
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
        if (!first.isStructStart()) {
            return scalar(parser, first.id(), asWritten);
        }
        Deque<ContainerNode<?>> around = new ArrayDeque<>();
        ContainerNode<?> open = begun(first);
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new JsonEOFException(parser, null, "Unexpected end of the text");
            }
            if (token.isStructEnd()) {
                if (around.isEmpty()) {
                    return open;
                }
                open = around.pop();
                continue;
            }
            String name = "";
            if (token == JsonToken.FIELD_NAME) {
                name = parser.currentName();
                token = parser.nextToken();
                if (token == null) {
                    throw new JsonEOFException(parser, null, "Unexpected end of the text");
                }
            }
            if (!token.isStructStart()) {
                put(open, name, scalar(parser, token.id(), asWritten));
                continue;
            }
            if (around.size() == JsonLimits.DEEPEST - 1) {
                throw new JsonParseException(
                        parser, "it is nested deeper than " + JsonLimits.DEEPEST);
            }
            ContainerNode<?> inner = begun(token);
            put(open, name, inner);
            around.push(open);
            open = inner;
        }
    }

    private static ContainerNode<?> begun(JsonToken token) {
        return token == JsonToken.START_OBJECT ? NODES.objectNode() : NODES.arrayNode();
    }

    private static void put(ContainerNode<?> around, String name, JsonNode value) {
        if (around instanceof ObjectNode object) {
            object.set(name, value);
        } else {
            ((ArrayNode) around).add(value);
        }
    }

    private static JsonNode scalar(JsonParser parser, int token, boolean asWritten)
            throws IOException {
        return switch (token) {
            case JsonTokenId.ID_STRING -> NODES.textNode(parser.getText());
            case JsonTokenId.ID_NUMBER_INT, JsonTokenId.ID_NUMBER_FLOAT ->
                    asWritten
                            ? NODES.pojoNode(new NumberText(parser.getText()))
                            : number(parser, token);
            case JsonTokenId.ID_TRUE -> NODES.booleanNode(true);
            case JsonTokenId.ID_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private static JsonNode number(JsonParser parser, int token) throws IOException {
        if (token == JsonTokenId.ID_NUMBER_FLOAT) {
            return NODES.numberNode(parser.getDoubleValue());
        }
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
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
