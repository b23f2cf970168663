package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.containers.ComposeLabels;
import io.dockerkit.compose.syntax.PortSyntax;
import io.dockerkit.compose.syntax.VolumeSyntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service as a container of {@code docker compose run} sees it. Stateless and thread-safe. */
final class RunService {
    private static final int SHOWN = 12;

    private RunService() {}

    /** Returns the service with the ports and the volumes of the options. */
    static Service withOwnPorts(Service service, RunOptions options) {
        Service next = service;
        if (!options.hasServicePorts()) {
            List<Object> ports = new ArrayList<>();
            options.publish().forEach(text -> ports.addAll(ports(text)));
            Part config = service.config().without("ports");
            next = service.with(ports.isEmpty() ? config : config.with("ports", ports));
        }
        if (!options.volumes().isEmpty()) {
            List<@Nullable Object> volumes = new ArrayList<>();
            service.config().parts("volumes").forEach(volume -> volumes.add(volume.map()));
            options.volumes().forEach(text -> volumes.add(volume(text)));
            next = next.with("volumes", volumes);
        }
        return next;
    }

    private static List<Map<String, Object>> ports(String text) {
        try {
            return PortSyntax.parse(text).stream()
                    .map(
                            port ->
                                    new Fields()
                                            .put("mode", "ingress")
                                            .put("host_ip", port.ip())
                                            .put("target", port.target())
                                            .put(
                                                    "published",
                                                    port.published() == 0
                                                            ? ""
                                                            : String.valueOf(port.published()))
                                            .put("protocol", port.protocol())
                                            .map())
                    .toList();
        } catch (IllegalArgumentException malformed) {
            throw new InvalidOptionException(
                    "--publish",
                    text,
                    malformed.getMessage() + "; accepted form: " + PortSyntax.FORM);
        }
    }

    private static Map<String, Object> volume(String text) {
        try {
            VolumeSyntax volume = VolumeSyntax.parse(text);
            boolean bind = volume.type().equals("bind");
            return new Fields()
                    .put("type", volume.type())
                    .put("source", volume.source())
                    .put("target", volume.target())
                    .put("read_only", volume.isReadOnly())
                    .putAlways(
                            "bind",
                            bind
                                    ? new Fields()
                                            .put("propagation", volume.propagation())
                                            .put("create_host_path", true)
                                            .map()
                                    : null)
                    .putAlways(
                            "volume",
                            bind ? null : new Fields().put("nocopy", volume.isNotFilled()).map())
                    .map();
        } catch (IllegalArgumentException malformed) {
            throw new InvalidOptionException(
                    "--volume",
                    text,
                    malformed.getMessage() + "; accepted form: " + VolumeSyntax.FORM);
        }
    }

    /**
     * Returns the service of the container.
     *
     * @param slug its random name
     */
    static Service of(Service service, Model model, RunOptions options, String slug) {
        String name =
                options.name().isEmpty()
                        ? model.name() + "-" + service.name() + "-run-" + slug.substring(0, SHOWN)
                        : options.name();
        Part config =
                service.config()
                        .without("restart", "tty", "stdin_open", "container_name")
                        .with("container_name", name)
                        .with("scale", 1L);
        if (options.hasTty()) {
            config = config.with("tty", true);
        }
        if (options.isInteractive()) {
            config = config.with("stdin_open", true);
        }
        if (config.has("deploy")) {
            config = config.with("deploy", config.part("deploy").without("restart_policy").map());
        }
        config = command(config, options);
        config = process(config, model, options);
        return service.with(config)
                .label(ComposeLabels.SLUG, slug)
                .label(ComposeLabels.ONE_OFF, "True");
    }

    private static Part command(Part config, RunOptions options) {
        Part next = config;
        if (!options.command().isEmpty()) {
            next = next.with("command", options.command());
        }
        if (options.entrypoint() != null) {
            next = next.with("entrypoint", options.entrypoint());
            if (options.command().isEmpty()) {
                next = next.with("command", List.of());
            }
        }
        return next;
    }

    private static Part process(Part config, Model model, RunOptions options) {
        Part next = config;
        if (!options.user().isEmpty()) {
            next = next.with("user", options.user());
        }
        if (!options.workingDirectory().isEmpty()) {
            next = next.with("working_dir", options.workingDirectory());
        }
        next = moved(next, "cap_add", "cap_drop", options.capAdd());
        next = moved(next, "cap_drop", "cap_add", options.capDrop());
        if (!options.environment().isEmpty()) {
            Map<String, @Nullable Object> variables =
                    new LinkedHashMap<>(config.part("environment").map());
            options.environment()
                    .forEach(
                            (name, value) -> {
                                String used = value == null ? model.environment().get(name) : value;
                                if (used != null) {
                                    variables.put(name, used);
                                }
                            });
            next = next.with("environment", variables);
        }
        if (!options.labels().isEmpty()) {
            Map<String, String> labels = config.pairs("labels");
            labels.putAll(options.labels());
            next = next.with("labels", labels);
        }
        return next;
    }

    private static Part moved(Part config, String to, String from, List<String> names) {
        if (names.isEmpty()) {
            return config;
        }
        List<String> more = config.texts(to);
        more.addAll(names);
        List<String> fewer = config.texts(from);
        fewer.removeAll(names);
        Part next = config.with(to, more);
        return fewer.isEmpty() ? next.without(from) : next.with(from, fewer);
    }
}
