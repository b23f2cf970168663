package io.dockerkit.impl.address;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.transport.TlsMaterial;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An address as somebody wrote it. Immutable and thread-safe.
 *
 * @param source where it was written: {@code DOCKER_HOST}, or {@code argument} for that of a method
 * @param text what was written
 * @param tls makes the TLS material for an address; null for a connection without TLS
 */
record WrittenAddress(String source, String text, @Nullable Function<String, TlsMaterial> tls) {
    /** Returns what stands behind the scheme. */
    String after(Scheme scheme) {
        return text.substring(scheme.prefix().length());
    }

    URI uri() {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused("it is no address");
        }
    }

    InvalidOptionException refused(String reason) {
        return refused(source, text, reason);
    }

    /**
     * Returns the error for an address that does not have the accepted form.
     *
     * @param shown the address without its secrets
     */
    static InvalidOptionException refused(String source, String shown, String reason) {
        String name =
                source.equals("argument")
                        ? "the engine's address"
                        : "the engine's address (from " + source + ")";
        return new InvalidOptionException(name, shown, reason + "; accepted form: " + forms());
    }

    private static String forms() {
        String forms = Scheme.all().stream().map(Scheme::form).collect(Collectors.joining(", "));
        int last = forms.lastIndexOf(", ");
        return forms.substring(0, last) + " or " + forms.substring(last + 2);
    }
}
