package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The secrets and configs of a service that are files of this machine: they are mounted. Immutable and thread-safe. */
final class FileMounts {
    private final Model model;
    private final Service service;
    private final Report report;

    FileMounts(Model model, Service service, Report report) {
        this.model = model;
        this.service = service;
        this.report = report;
    }

    /** Returns the secrets in the form of the service's volumes. */
    List<Part> secrets() {
        List<Part> mounts = new ArrayList<>();
        for (Part reference : service.config().parts("secrets")) {
            Part secret = definition("secrets", model.secrets(), reference);
            if (secret.text("environment").isEmpty()) {
                String file = secret.text("file");
                if (!Files.exists(Path.of(file))) {
                    report.warn("Secret " + reference.text("source"), "there is no file " + file);
                }
                mounts.add(
                        mount(reference, file, "/run/secrets/")
                                .with("bind", Map.of("create_host_path", false)));
            }
        }
        return mounts;
    }

    /** Returns the configs in the form of the service's volumes. */
    List<Part> configs() {
        List<Part> mounts = new ArrayList<>();
        for (Part reference : service.config().parts("configs")) {
            Part config = definition("configs", model.configs(), reference);
            if (config.text("environment").isEmpty() && config.text("content").isEmpty()) {
                mounts.add(mount(reference, config.text("file"), "/"));
            }
        }
        return mounts;
    }

    private Part definition(String kind, Map<String, Part> all, Part reference) {
        String source = reference.text("source");
        Part defined = all.getOrDefault(source, Part.EMPTY);
        if (defined.flag("external")) {
            throw new InvalidOptionException(
                    kind + "." + source,
                    "external",
                    "service "
                            + service.name()
                            + " can only use a file, a variable or a content; only a swarm has external "
                            + kind);
        }
        for (String key : List.of("driver", "template_driver")) {
            if (!defined.text(key).isEmpty()) {
                throw new InvalidOptionException(
                        kind + "." + source + "." + key,
                        defined.text(key),
                        "only a swarm has drivers of " + kind);
            }
        }
        return defined;
    }

    private Part mount(Part reference, String file, String directory) {
        if (reference.has("uid") || reference.has("gid") || reference.has("mode")) {
            report.warn(
                    "Service " + service.name(),
                    "uid, gid and mode of "
                            + reference.text("source")
                            + " are ignored, because a file that is mounted keeps its own");
        }
        return Part.EMPTY
                .with("type", "bind")
                .with("source", file)
                .with("target", target(reference, directory))
                .with("read_only", true);
    }

    static String target(Part reference, String directory) {
        String target = reference.text("target");
        return target.isEmpty()
                ? directory + reference.text("source")
                : Mounts.isAbsolute(target) ? target : directory + target;
    }
}
