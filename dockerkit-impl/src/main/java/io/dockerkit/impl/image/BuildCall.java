package io.dockerkit.impl.image;

import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.BuildRequest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code POST /build}, which both builders of an engine take. Thread-safe. */
final class BuildCall {
    /** What a caller whose own time is over still waits for. The end of the connection cancels the build, too. */
    private static final Duration CANCEL = Duration.ofSeconds(1);

    /** The parameters that are there once for each value, but for podman; other lists are JSON. */
    private static final Set<String> REPEATED = Set.of("extrahosts", "securityopt");

    private final Rest rest;
    private final Logins logins;
    private final UserSettings settings;
    private final BuildRequest request;

    BuildCall(Rest rest, Logins logins, UserSettings settings, BuildRequest request) {
        this.rest = rest;
        this.logins = logins;
        this.settings = settings;
        this.request = request;
    }

    /** Returns the parameters but for the tags and the builder's version: texts, lists and maps. */
    static Map<String, Object> parameters(BuildRequest request, BuildContext context) {
        Map<String, Object> parameters = new LinkedHashMap<>(request.query());
        parameters.put("dockerfile", context.dockerfile());
        if (!context.remote().isEmpty()) {
            parameters.put("remote", context.remote());
        }
        parameters.putAll(request.structured());
        return parameters;
    }

    /** Sends the call, and returns the answer, which the caller closes; it has what is left of the time-out. */
    Answer open(BuildContext context, InputStream archive, Map<String, Object> parameters) {
        Call call =
                rest.post("build")
                        .queryAll("t", request.tags())
                        .header("X-Registry-Config", logins.all())
                        .to("build " + request.source().shown())
                        .as(request.commandLine())
                        .unhurried();
        if (context.remote().isEmpty()) {
            call.body(
                    request.isCompressed() ? Gzip.compressed(archive) : archive,
                    "application/x-tar");
        }
        String platform = settings.defaultPlatform().get();
        if (!platform.isEmpty() && !parameters.containsKey("platform")) {
            call.query("platform", platform);
        }
        withProxies(parameters).forEach((name, value) -> put(call, name, value));
        return call.openWithin(request.timeout());
    }

    private void put(Call call, String name, Object value) {
        if (value instanceof String text) {
            call.query(name, text);
        } else if (REPEATED.contains(name) && value instanceof List<?> values && !rest.isPodman()) {
            call.queryAll(name, values.stream().map(String::valueOf).toList());
        } else {
            call.query(name, new String(JsonText.write(value), StandardCharsets.UTF_8));
        }
    }

    /** As the CLI does: an argument that the request has is left as it is. */
    private Map<String, Object> withProxies(Map<String, Object> parameters) {
        Map<String, String> proxies = settings.proxies().get();
        if (proxies.isEmpty()) {
            return parameters;
        }
        Map<Object, Object> arguments = new LinkedHashMap<>(proxies);
        if (parameters.get("buildargs") instanceof Map<?, ?> given) {
            arguments.putAll(given);
        }
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put("buildargs", arguments);
        return all;
    }

    /** Tells the engine to end a build by BuildKit. */
    void cancel(String buildId) {
        rest.post("build", "cancel")
                .query("id", buildId)
                .to("cancel the build of " + request.source().shown())
                .within(CANCEL)
                .status();
    }
}
