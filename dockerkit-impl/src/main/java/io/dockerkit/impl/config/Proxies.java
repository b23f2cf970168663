package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The proxies that the docker configuration wants every new container to know: {@code proxies} in config.json. Stateless and thread-safe. */
final class Proxies {
    private static final Map<String, String> FIELDS = fields();

    private Proxies() {}

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("httpProxy", "HTTP_PROXY");
        fields.put("httpsProxy", "HTTPS_PROXY");
        fields.put("noProxy", "NO_PROXY");
        fields.put("ftpProxy", "FTP_PROXY");
        fields.put("allProxy", "ALL_PROXY");
        return fields;
    }

    /** Returns the variables, in capitals and in small letters, that the configuration has for the engine at {@code host}. */
    static Map<String, String> of(JsonNode config, String host) {
        JsonNode proxies = config.path("proxies");
        JsonNode own = proxies.has(host) ? proxies.path(host) : proxies.path("default");
        Map<String, String> variables = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : FIELDS.entrySet()) {
            String value = own.path(field.getKey()).asText("");
            if (!value.isEmpty()) {
                variables.put(field.getValue(), value);
                variables.put(field.getValue().toLowerCase(Locale.ROOT), value);
            }
        }
        return variables;
    }
}
