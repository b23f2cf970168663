package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.impl.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what an engine said into maps and lists that can be changed and sent back. Stateless and thread-safe. */
final class JsonMaps {
    private JsonMaps() {}

    /** Returns the fields of an object; none of anything else. */
    @SuppressWarnings("NullAway") // null is JSON's null
    static Map<String, Object> map(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : JsonText.fields(object)) {
            map.put(field.getKey(), value(field.getValue()));
        }
        return map;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            return map(node);
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return list;
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() ? null : node.asText();
    }
}
