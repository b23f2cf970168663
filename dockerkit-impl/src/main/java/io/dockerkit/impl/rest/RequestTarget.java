package io.dockerkit.impl.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The path and the query of a call, percent-encoded.
 *
 * <p>Not thread-safe.
 */
final class RequestTarget {
    private final String path;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final List<Map.Entry<String, String>> repeated = new ArrayList<>();

    /** Starts with a path, without the version, whose segments are encoded here. */
    RequestTarget(String... segments) {
        StringBuilder encoded = new StringBuilder();
        for (String segment : segments) {
            encoded.append('/').append(encode(segment).replace("%3A", ":"));
        }
        // an engine's routes take the slashes of an image's name as they are; some releases accept
        // no other form
        this.path =
                segments[0].equals("images")
                        ? encoded.toString().replace("%2F", "/")
                        : encoded.toString();
    }

    /** Returns the path, without version and query. */
    String path() {
        return path;
    }

    /** Sets a parameter. */
    void query(String name, String value) {
        query.put(name, value);
    }

    /** Adds a parameter that may occur several times. */
    void repeat(String name, String value) {
        repeated.add(Map.entry(name, value));
    }

    /** Returns the target as the request line has it. */
    String of(ApiVersion version) {
        StringBuilder target = new StringBuilder("/v").append(version).append(path);
        char separator = '?';
        List<Map.Entry<String, String>> parameters = new ArrayList<>(query.entrySet());
        parameters.addAll(repeated);
        for (Map.Entry<String, String> parameter : parameters) {
            target.append(separator)
                    .append(encode(parameter.getKey()))
                    .append('=')
                    .append(encode(parameter.getValue()));
            separator = '&';
        }
        return target.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
