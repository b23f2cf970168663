package io.dockerkit.compose.containers;

import io.dockerkit.ContainerExitException;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.ExecRequest;
import io.dockerkit.spi.ProcessStreams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command of the files that runs in a container after its start, or before its stop. Immutable and thread-safe.
 *
 * @param key {@code post_start} or {@code pre_stop}
 * @param command the command
 * @param body the request of its exec
 */
public record Hook(String key, List<String> command, Map<String, Object> body) {
    /** Copies the list and the map. */
    public Hook {
        Objects.requireNonNull(key, "key");
        command = List.copyOf(command);
        body = Map.copyOf(body);
    }

    /** Returns the hook that the files describe so. */
    static Hook of(String key, Map<?, ?> config) {
        List<String> command = texts(config.get("command"));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Cmd", command);
        putText(body, "User", config.get("user"));
        putText(body, "WorkingDir", config.get("working_dir"));
        if (Boolean.TRUE.equals(config.get("privileged"))) {
            body.put("Privileged", true);
        }
        List<String> variables = new ArrayList<>();
        if (config.get("environment") instanceof Map<?, ?> environment) {
            // a name without a value takes the variable away
            environment.forEach(
                    (name, value) -> variables.add(value == null ? "" + name : name + "=" + value));
        }
        if (!variables.isEmpty()) {
            body.put("Env", variables);
        }
        return new Hook(key, command, body);
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> texts.add(String.valueOf(element)));
        }
        return texts;
    }

    private static void putText(Map<String, Object> body, String field, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            body.put(field, value.toString());
        }
    }

    /**
     * Runs it in a container and waits for its end. As with docker compose, what it prints is not read, so that it can leave a
     * process behind.
     *
     * @param container the name of the container
     * @throws ContainerExitException if its exit code is not 0
     */
    void run(ContainerBackend engine, String service, String container) {
        String line = ExecSpec.of(engine.exec(container), container, command).toCommandLine();
        int code =
                engine.exec(container)
                        .start(new ExecRequest(body, false, false, ProcessStreams.KEPT, null, line))
                        .awaitExit();
        if (code != 0) {
            throw new ContainerExitException(
                    "service " + service + ": its " + key + " hook, " + line,
                    code,
                    "",
                    "",
                    null,
                    "");
        }
    }
}
