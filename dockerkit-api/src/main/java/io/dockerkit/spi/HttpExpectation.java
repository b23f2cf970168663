package io.dockerkit.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a response by HTTP must be like, and what the request says. Immutable and thread-safe.
 *
 * @param status the status; 0 for any from 200 to 399
 * @param body a text that the body must contain; empty for any body
 * @param headers the headers of the request
 */
public record HttpExpectation(int status, String body, Map<String, String> headers) {
    /** Copies the headers. */
    public HttpExpectation {
        Objects.requireNonNull(body, "body");
        headers =
                Collections.unmodifiableMap(
                        new LinkedHashMap<>(Objects.requireNonNull(headers, "headers")));
    }

    /** Returns what is asked for; the values of headers, which may be secret, are not shown. */
    @Override
    public String toString() {
        return "HTTP "
                + (status == 0 ? "2xx or 3xx" : String.valueOf(status))
                + (body.isEmpty() ? "" : " with \"" + body + "\"");
    }
}
