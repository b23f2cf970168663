package io.dockerkit.buildkit;

import io.dockerkit.buildkit.solve.Solve;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The caches to read, as the frontend takes them: a list of JSON. Stateless and thread-safe. */
final class CacheImports {
    private CacheImports() {}

    static String json(List<Solve.Typed> imports) {
        StringBuilder json = new StringBuilder("[");
        for (Solve.Typed each : imports) {
            json.append(json.length() > 1 ? "," : "").append("{\"Type\":");
            quote(each.type(), json);
            json.append(",\"Attrs\":{");
            String comma = "";
            for (Map.Entry<String, String> attribute : each.attributes().entrySet()) {
                json.append(comma);
                quote(attribute.getKey(), json);
                json.append(':');
                quote(attribute.getValue(), json);
                comma = ",";
            }
            json.append("}}");
        }
        return json.append(']').toString();
    }

    private static void quote(String text, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                into.append('\\').append(c);
            } else if (c < 0x20) {
                into.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                into.append(c);
            }
        }
        into.append('"');
    }
}
