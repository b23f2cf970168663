package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.Container;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies secrets and configs that are no files into containers before their start. Immutable and thread-safe. */
final class FileCopies {
    private static final long READABLE = 0444;

    private final Model model;

    FileCopies(Model model) {
        this.model = model;
    }

    void copyInto(Container container, Service service) {
        copy(container, service, "secrets", model.secrets(), "/run/secrets/");
        copy(container, service, "configs", model.configs(), "");
    }

    private void copy(
            Container container,
            Service service,
            String kind,
            Map<String, Part> definitions,
            String directory) {
        for (Part reference : service.config().parts(kind)) {
            String source = reference.text("source");
            String content = content(kind, source, definitions.getOrDefault(source, Part.EMPTY));
            if (content.isEmpty()) {
                continue;
            }
            if (service.config().flag("read_only")) {
                throw new InvalidOptionException(
                        "services." + service.name() + ".read_only",
                        "true",
                        kind
                                + "."
                                + source
                                + " cannot be copied into a container whose files cannot be written; use file: for it");
            }
            boolean owned = reference.has("uid") || reference.has("gid");
            byte[] tar =
                    SingleFileTar.of(
                            target(reference, directory),
                            content.getBytes(StandardCharsets.UTF_8),
                            mode(reference),
                            id(service, reference, "uid"),
                            id(service, reference, "gid"));
            container.copyTo(
                    new ByteArrayInputStream(tar),
                    "/",
                    options -> owned ? options.archive() : options);
        }
    }

    /** A relative target of a config begins at the root, where the archive is unpacked. */
    private static String target(Part reference, String directory) {
        boolean isConfig = directory.isEmpty();
        return FileMounts.target(
                reference, isConfig && reference.text("target").isEmpty() ? "/" : directory);
    }

    private String content(String kind, String source, Part defined) {
        String content = defined.text("content");
        String variable = defined.text("environment");
        if (!content.isEmpty() || variable.isEmpty()) {
            return content;
        }
        @Nullable String value = model.environment().get(variable);
        if (value == null) {
            throw new InvalidOptionException(
                    kind + "." + source + ".environment",
                    variable,
                    "the project has no such variable");
        }
        return value;
    }

    /** The document writes a mode as a text of octal digits. */
    private static long mode(Part reference) {
        return !reference.has("mode")
                ? READABLE
                : reference.get("mode") instanceof Number number
                        ? number.longValue()
                        : Long.parseLong(reference.text("mode"), 8);
    }

    private static long id(Service service, Part reference, String key) {
        String text = reference.text(key);
        if (!text.isEmpty() && !text.matches("\\d{1,10}")) {
            throw new InvalidOptionException(
                    "services." + service.name() + "." + reference.text("source") + "." + key,
                    text,
                    "accepted form: a number");
        }
        return reference.number(key);
    }
}
