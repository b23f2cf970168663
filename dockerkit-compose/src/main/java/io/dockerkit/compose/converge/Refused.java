package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import java.util.Map;

/** The keys of a service that are not carried out: they are refused by name. Stateless and thread-safe. */
final class Refused {
    private static final Map<String, String> REASONS =
            Map.of(
                    "provider",
                    "a provider is a program that brings the service up in its own way; run it apart",
                    "models",
                    "models are run by Docker Model Runner, which the Engine API does not reach",
                    "use_api_socket",
                    "it would give the container the engine's socket and all logins of the user; mount the socket as a volume");

    private Refused() {}

    static void check(Service service) {
        REASONS.forEach(
                (key, reason) -> {
                    boolean off = key.equals("use_api_socket") && !service.config().flag(key);
                    if (service.config().has(key) && !off) {
                        throw new InvalidOptionException(
                                "services." + service.name() + "." + key, "", reason);
                    }
                });
    }
}
