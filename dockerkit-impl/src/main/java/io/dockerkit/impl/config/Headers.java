package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headers that the user wants in each request to an engine: {@code HttpHeaders} of config.json, or in their place those
 * of the variable {@code DOCKER_CUSTOM_HEADERS}. Stateless and thread-safe.
 */
final class Headers {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final String VARIABLE = "DOCKER_CUSTOM_HEADERS";
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** What the transport itself decides. */
    private static final Set<String> NOT_THE_USERS =
            Set.of(
                    "host",
                    "connection",
                    "upgrade",
                    "content-length",
                    "transfer-encoding",
                    "user-agent");

    private Headers() {}

    /**
     * Returns the headers.
     *
     * @throws InvalidOptionException if the variable is malformed; its values are not shown, since they may be secrets
     */
    static Map<String, String> of(JsonNode config, Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "");
        Map<String, String> headers =
                variable.isEmpty() ? ofConfig(config.path("HttpHeaders")) : ofVariable(variable);
        headers.keySet().removeIf(name -> NOT_THE_USERS.contains(Words.lower(name)));
        return headers;
    }

    private static Map<String, String> ofConfig(JsonNode fields) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            String value = fields.path(name).asText("");
            if (isHeader(name, value)) {
                headers.put(name, value);
            } else {
                LOG.warn(
                        "the header \"{}\" of HttpHeaders in config.json is left out: HTTP allows no such one",
                        name);
            }
        }
        return headers;
    }

    private static boolean isHeader(String name, String value) {
        return NAME.matcher(name).matches() && VALUE.matcher(value).matches();
    }

    private static Map<String, String> ofVariable(String text) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try {
            for (String field : Words.csv(text)) {
                String name = Words.strip(Words.key(field));
                if (!field.contains("=") || !isHeader(name, Words.value(field))) {
                    throw new IllegalArgumentException(
                            field.contains("=")
                                    ? "HTTP allows no such header"
                                    : "the value is missing");
                }
                headers.put(name, Words.value(field));
            }
        } catch (IllegalArgumentException malformed) {
            throw new InvalidOptionException(
                    "the variable " + VARIABLE,
                    String.join(",", new LinkedHashMap<>(headers).keySet()) + "…",
                    malformed.getMessage()
                            + "; accepted form: name=value, separated by commas, a pair with a comma in double quotes");
        }
        return headers;
    }
}
