package io.dockerkit.impl.scope;

import io.dockerkit.impl.config.Certificates;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.rest.Rest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an engine is, as one process tells another, in one line without a secret. Stateless and thread-safe. */
final class WatchedEngine {
    private WatchedEngine() {}

    /** Returns the words, separated by spaces. */
    static String write(Endpoint endpoint, @Nullable String apiVersion) {
        return String.join(
                " ",
                encode(endpoint.host()),
                encode(write(endpoint.certificates())),
                encode(apiVersion == null ? "" : apiVersion));
    }

    /** Reads them. */
    static Rest read(String host, String certificates, String apiVersion) {
        Endpoint endpoint =
                new Endpoint("watchdog", decode(host), readCertificates(decode(certificates)));
        return new Rest(Endpoints.ofThisProcess().wireTo(endpoint), decode(apiVersion));
    }

    private static String write(@Nullable Certificates certificates) {
        return certificates == null
                ? ""
                : (certificates.verified() ? "v" : "")
                        + (certificates.needsCa() ? "c" : "")
                        + ":"
                        + certificates.directory().toAbsolutePath();
    }

    private static @Nullable Certificates readCertificates(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return null;
        }
        String flags = text.substring(0, colon);
        return new Certificates(
                Path.of(text.substring(colon + 1)), flags.contains("v"), flags.contains("c"));
    }

    private static String encode(String text) {
        return text.isEmpty() ? "-" : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String word) {
        return word.equals("-") ? "" : URLDecoder.decode(word, StandardCharsets.UTF_8);
    }
}
