package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.containers.ComposeLabels;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.ImageCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a service's {@code build} as the spec of a {@code docker build}. Immutable and thread-safe. */
final class BuildLines {
    private static final Pattern REMOTE =
            Pattern.compile("(?:https?|git|ssh)://.*|git@.*|github\\.com/.*");

    private final Model model;
    private final ImageCommands images;
    private final BuildOptions options;

    BuildLines(Model model, ImageCommands images, BuildOptions options) {
        this.model = model;
        this.images = images;
        this.options = options;
    }

    BuildSpec of(Service service) {
        Part build = service.build();
        BuildSpec spec = context(build);
        spec = names(spec, service, build);
        spec = inputs(spec, service, build);
        spec = limits(spec, build);
        return attestations(spec, build);
    }

    private BuildSpec context(Part build) {
        String context = build.text("context");
        boolean remote = REMOTE.matcher(context).matches();
        BuildSpec spec = remote ? images.build(context) : images.build(Path.of(context));
        String dockerfile = build.text("dockerfile");
        if (!build.text("dockerfile_inline").isEmpty()) {
            return spec.file(Dockerfile.inline(build.text("dockerfile_inline")));
        }
        if (dockerfile.isEmpty()) {
            return spec;
        }
        return spec.file(remote ? Path.of(dockerfile) : file(Path.of(context), dockerfile));
    }

    private static Path file(Path context, String dockerfile) {
        Path file = context.resolve(dockerfile);
        Path directory = file.getParent();
        try {
            return directory == null
                    ? file
                    : directory.toRealPath().resolve(String.valueOf(file.getFileName()));
        } catch (IOException missing) {
            return file;
        }
    }

    private BuildSpec names(BuildSpec plain, Service service, Part build) {
        BuildSpec spec = plain.tag(service.imageIn(model.name()));
        for (String tag : build.texts("tags")) {
            spec = spec.tag(tag);
        }
        Map<String, String> labels = new LinkedHashMap<>(build.pairs("labels"));
        labels.put(ComposeLabels.PROJECT, model.name());
        labels.put(ComposeLabels.SERVICE, service.name());
        labels.put(ComposeLabels.VERSION, Model.VERSION);
        spec = spec.labels(labels);
        for (Map.Entry<String, String> argument : arguments(build).entrySet()) {
            spec = spec.buildArg(argument.getKey(), argument.getValue());
        }
        return build.has("target") ? spec.target(build.text("target")) : spec;
    }

    /** An argument without a value has that of the project's variable, and is left out if there is none. */
    private Map<String, String> arguments(Part build) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>(build.part("args").map());
        given.putAll(options.arguments());
        Map<String, String> arguments = new LinkedHashMap<>();
        given.forEach(
                (name, value) -> {
                    Object used = value == null ? model.environment().get(name) : value;
                    if (used != null) {
                        arguments.put(name, String.valueOf(used));
                    }
                });
        return arguments;
    }

    private BuildSpec inputs(BuildSpec plain, Service service, Part build) {
        BuildSpec spec = plain;
        for (String cache : build.texts("cache_from")) {
            spec = spec.cacheFrom(cache);
        }
        for (String cache : build.texts("cache_to")) {
            spec = spec.cacheTo(cache);
        }
        for (Map.Entry<String, String> context : build.pairs("additional_contexts").entrySet()) {
            spec = context(spec, context.getKey(), context.getValue());
        }
        for (Part secret : build.parts("secrets")) {
            spec = secret(spec, service, secret);
        }
        for (String key : build.texts("ssh")) {
            spec = spec.flag("ssh", key);
        }
        for (Map.Entry<String, String> key : build.pairs("ssh").entrySet()) {
            String path = key.getValue();
            spec = spec.flag("ssh", path.isEmpty() ? key.getKey() : key.getKey() + "=" + path);
        }
        for (String key : options.ssh()) {
            spec = spec.flag("ssh", key);
        }
        return spec;
    }

    private BuildSpec context(BuildSpec spec, String name, String place) {
        if (place.startsWith("service:")) {
            String image = model.service(service(place)).imageIn(model.name());
            return spec.buildContext(name, "docker-image://" + image);
        }
        return place.contains("://") || REMOTE.matcher(place).matches()
                ? spec.buildContext(name, place)
                : spec.buildContext(name, Path.of(place));
    }

    /** Returns the service of {@code service:name}. */
    static String service(String place) {
        return place.substring("service:".length());
    }

    private BuildSpec secret(BuildSpec spec, Service service, Part reference) {
        String source = reference.text("source");
        String id = reference.text("target").isEmpty() ? source : reference.text("target");
        Part secret = model.secrets().getOrDefault(source, Part.EMPTY);
        String variable = secret.text("environment");
        if (!variable.isEmpty()) {
            return spec.secretValue(id, model.environment().getOrDefault(variable, ""));
        }
        if (!secret.text("file").isEmpty()) {
            return spec.secret(id, Path.of(secret.text("file")));
        }
        throw new InvalidOptionException(
                "services." + service.name() + ".build.secrets",
                source,
                "a build takes secrets with file or environment only");
    }

    private BuildSpec limits(BuildSpec plain, Part build) {
        BuildSpec spec = plain;
        if (build.flag("no_cache") || options.isWithoutCache()) {
            spec = spec.noCache();
        }
        if (build.flag("pull") || options.isPulling()) {
            spec = spec.pull();
        }
        for (Map.Entry<String, String> option :
                Map.of("network", "network", "isolation", "isolation", "shm_size", "shm-size")
                        .entrySet()) {
            if (!build.text(option.getKey()).isEmpty()) {
                spec = spec.flag(option.getValue(), build.text(option.getKey()));
            }
        }
        for (String platform : build.texts("platforms")) {
            spec = spec.platform(platform);
        }
        for (String host : build.texts("extra_hosts")) {
            spec = spec.addHost(Words.key(host), Words.value(host));
        }
        for (Map<String, Object> limit : Resources.ulimits(build)) {
            spec =
                    spec.flag(
                            "ulimit",
                            limit.get("Name") + "=" + limit.get("Soft") + ":" + limit.get("Hard"));
        }
        for (String entitlement : build.texts("entitlements")) {
            spec = spec.allow(entitlement);
        }
        if (build.flag("privileged")) {
            spec = spec.allow("security.insecure");
        }
        return options.memory().isEmpty() ? spec : spec.flag("memory", options.memory());
    }

    private BuildSpec attestations(BuildSpec plain, Part build) {
        BuildSpec spec = plain;
        for (Map.Entry<String, String> all :
                Map.of("provenance", options.provenance(), "sbom", options.sbom()).entrySet()) {
            String own = options.isAttested() ? build.text(all.getKey()) : "";
            String asked = all.getValue().isEmpty() ? own : all.getValue();
            if (!asked.isEmpty()) {
                spec = spec.flag(all.getKey(), asked);
            }
        }
        return spec;
    }

    /** Returns the services whose images this one's build reads. */
    static List<String> needed(Service service) {
        return service.build().pairs("additional_contexts").values().stream()
                .filter(place -> place.startsWith("service:"))
                .map(BuildLines::service)
                .toList();
    }
}
