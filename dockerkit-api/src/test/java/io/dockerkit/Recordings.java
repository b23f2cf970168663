package io.dockerkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the docker CLI 28.2.2 sent, recorded, and how it is compared: once zero values are dropped. */
public final class Recordings {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Dropping zero values must not hide these: nil and empty differ in meaning, and empty entries are entries. */
    private static final Set<String> EXACT = Set.of("Entrypoint", "Cmd");

    private static final Set<String> ENTRIES =
            Set.of("ExposedPorts", "Volumes", "PortBindings", "EndpointsConfig", "Tmpfs", "Labels");

    private Recordings() {}

    /** Returns the recordings of a file, each with its line and its query and body, or the error of the CLI. */
    public static Stream<JsonNode> lines(String file) {
        try (InputStream in = Recordings.class.getResourceAsStream("/parity/" + file)) {
            List<JsonNode> nodes = new ArrayList<>();
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                nodes.add(JSON.readTree(line));
            }
            return nodes.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads JSON text. */
    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns maps and lists as JSON. */
    public static ObjectNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /** Returns the node without what is nil, empty, zero or false, its fields sorted. */
    public static JsonNode withoutZeros(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            ObjectNode kept = JSON.createObjectNode();
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.stream()
                    .sorted()
                    .forEach(field -> keep(kept, field, object.get(field), ENTRIES.contains(name)));
            return kept;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode kept = JSON.createArrayNode();
            array.forEach(item -> kept.add(withoutZeros(item, name)));
            return kept;
        }
        return node;
    }

    private static void keep(ObjectNode kept, String field, JsonNode value, boolean isEntry) {
        JsonNode clean = withoutZeros(value, field);
        boolean zero =
                clean.isNull()
                        || clean.isMissingNode()
                        || (clean.isContainerNode() && clean.isEmpty())
                        || (clean.isTextual() && clean.asText().isEmpty())
                        || (clean.isNumber() && clean.asDouble() == 0)
                        || (clean.isBoolean() && !clean.asBoolean());
        boolean exact = EXACT.contains(field) && !clean.isNull();
        if (!zero || isEntry || exact) {
            kept.set(field, clean);
        }
    }
}
