package io.dockerkit.compose.containers;

import io.dockerkit.ConflictException;
import io.dockerkit.NotFoundException;
import io.dockerkit.spi.ContainerBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The hooks of a service: {@code post_start} and {@code pre_stop}. Immutable and thread-safe.
 *
 * @param service the service's name
 * @param postStart what runs after the start of a container, in this order
 * @param preStop what runs before its stop
 */
public record Hooks(String service, List<Hook> postStart, List<Hook> preStop) {
    /** Copies the lists. */
    public Hooks {
        postStart = List.copyOf(postStart);
        preStop = List.copyOf(preStop);
    }

    /** Returns those of a service that has none, or whose files are not known. */
    public static Hooks none(String service) {
        return new Hooks(service, List.of(), List.of());
    }

    /** Returns those of a service of the files. */
    public static Hooks of(String service, Map<?, ?> config) {
        return new Hooks(service, hooks("post_start", config), hooks("pre_stop", config));
    }

    private static List<Hook> hooks(String key, Map<?, ?> config) {
        List<Hook> hooks = new ArrayList<>();
        if (config.get(key) instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> hook) {
                    hooks.add(Hook.of(key, hook));
                }
            }
        }
        return hooks;
    }

    /**
     * Runs those of the start.
     *
     * @throws io.dockerkit.ContainerExitException if one fails; those after it are not run
     */
    public void started(ContainerBackend engine, String container) {
        postStart.forEach(hook -> hook.run(engine, service, container));
    }

    /**
     * Runs those of the stop.
     *
     * @throws io.dockerkit.ContainerExitException if one fails; those after it are not run
     */
    public void stopping(ContainerBackend engine, String container) {
        preStop.forEach(hook -> hook.run(engine, service, container));
    }

    /**
     * Runs those of the stop, and then the stop, unless the hooks show that the container does not run any more.
     *
     * @throws io.dockerkit.ContainerExitException if one fails; those after it are not run
     */
    public void stop(ContainerBackend engine, String container, Runnable stop) {
        try {
            stopping(engine, container);
        } catch (NotFoundException | ConflictException ended) {
            return;
        }
        stop.run();
    }
}
