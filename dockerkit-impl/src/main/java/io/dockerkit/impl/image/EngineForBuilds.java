package io.dockerkit.impl.image;

import io.dockerkit.impl.build.BuildEngine;
import io.dockerkit.impl.build.SessionBuilder;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.RegistryLogin;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Duplex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine of one connection, as BuildKit's session needs it. Thread-safe. */
final class EngineForBuilds implements BuildEngine {
    private static final String HUB = "registry-1.docker.io";

    /** The engine answers at once, however long the build takes. */
    private static final Duration TO_CONNECT = Duration.ofMinutes(1);

    private final Rest rest;
    private final Logins logins;
    private final UserSettings settings;

    EngineForBuilds(Rest rest, Logins logins, UserSettings settings) {
        this.rest = rest;
        this.logins = logins;
        this.settings = settings;
    }

    @Override
    public String address() {
        return rest.address();
    }

    @Override
    public Duplex upgrade(
            String path, Map<String, List<String>> headers, @Nullable Duration atMost) {
        Call call =
                rest.post(path)
                        .to("open a connection to BuildKit")
                        .atMost(TO_CONNECT)
                        .atMost(atMost);
        headers.forEach(
                (name, values) -> {
                    for (int i = 0; i < values.size(); i++) {
                        call.header(spelled(name, i), values.get(i));
                    }
                });
        return call.upgrade(SessionBuilder.PROTOCOL)
                .duplex()
                .orElseThrow(() -> new IllegalStateException("an upgrade without a connection"));
    }

    @Override
    public Duplex connect(@Nullable Duration atMost) {
        Duration limit = atMost == null || atMost.compareTo(TO_CONNECT) > 0 ? TO_CONNECT : atMost;
        return rest.wire().connect("the connection to BuildKit", limit);
    }

    /**
     * Returns a spelling of a header's name. A request has one value for each name, and the names of HTTP's headers have no
     * case: several values go under several spellings, and the engine reads them as one header.
     */
    static String spelled(String name, int number) {
        StringBuilder spelled = new StringBuilder(name);
        int bits = number;
        for (int i = 0; i < name.length() && bits != 0; i++) {
            char c = name.charAt(i);
            if (Character.isLetter(c)) {
                if ((bits & 1) != 0) {
                    spelled.setCharAt(i, (char) (c ^ 0x20));
                }
                bits >>= 1;
            }
        }
        return spelled.toString();
    }

    @Override
    public Optional<Login> login(String registry) {
        RegistryLogin login = logins.of(registry.equals(HUB) ? "docker.io" : registry, null);
        return login.secret().isEmpty()
                ? Optional.empty()
                : Optional.of(new Login(login.username(), login.secret()));
    }

    @Override
    public Map<String, String> proxies() {
        return settings.proxies().get();
    }

    @Override
    public String defaultPlatform() {
        return settings.defaultPlatform().get();
    }
}
