package io.dockerkit.image;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.StdinSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the request of a build from its flags. Not thread-safe. */
final class BuildRequestWriter {
    /** The options that BuildKit does not have; {@code --network} is one if it names a network. */
    private static final List<String> CLASSIC =
            List.of(
                    "cpu-period",
                    "cpu-quota",
                    "cpu-shares",
                    "cpuset-cpus",
                    "cpuset-mems",
                    "isolation",
                    "memory",
                    "memory-swap",
                    "rm",
                    "security-opt",
                    "squash");

    /** The options that need the session. */
    private static final List<String> SESSION =
            List.of("allow", "annotation", "build-context", "no-cache-filter", "secret", "ssh");

    private static final String LAYOUT = "oci-layout://";
    private static final Set<String> NO_NETWORK = Set.of("", "default", "host", "none");

    private final FlagValues flags;
    private final HostContext host;

    BuildRequestWriter(FlagValues flags, HostContext host) {
        this.flags = flags;
        this.host = host;
    }

    BuildRequest request(
            BuildRequest.Source source,
            @Nullable StdinSource dockerfile,
            Optional<BuildSpec.Builder> builder,
            Consumer<? super String> output,
            Progress progress,
            @Nullable Duration timeout,
            String commandLine) {
        RequestDraft draft = new RequestDraft(host);
        flags.writeTo(draft);
        Map<String, String> query = new LinkedHashMap<>(draft.query());
        Map<String, Object> structured = new LinkedHashMap<>(draft.body());
        Map<String, String> frontend = frontend(structured);
        BuildFlags.parameters(structured.remove("HostConfig"), query, structured);
        if (flags.isSet("rm")) {
            query.put("rm", "0");
        }
        BuildKitOptions buildKit = buildKit(frontend);
        List<String> tags = tags();
        if (buildKit.isPushed() && tags.isEmpty()) {
            throw new InvalidOptionException("--push", "true", "the image has no name; add tag(…)");
        }
        return new BuildRequest(
                source,
                dockerfile == null ? file(source) : "",
                dockerfile,
                builder,
                query,
                structured,
                buildKit,
                onlyClassic(),
                onlySession(buildKit),
                tags,
                output,
                progress,
                flags.value("iidfile").map(this::path).orElse(""),
                flags.value("metadata-file").map(this::path).orElse(""),
                timeout,
                flags.isSet("compress"),
                flags.isSet("quiet"),
                commandLine);
    }

    /** The Dockerfile of a directory is a file of this machine, that of another context a file in it. */
    private String file(BuildRequest.Source source) {
        String file = flags.value("file").orElse("");
        return file.isEmpty() || !(source instanceof BuildRequest.Directory) ? file : path(file);
    }

    /** Returns the path as it is seen from this process. */
    private String path(String name) {
        return HostFiles.text(HostFiles.resolve(host.directory(), name));
    }

    /** Takes the attributes of BuildKit's frontend out of a draft, and adds what the flags of a run have written. */
    private static Map<String, String> frontend(Map<String, Object> structured) {
        Map<String, String> frontend = new LinkedHashMap<>();
        if (structured.remove(BuildFlags.FRONTEND) instanceof Map<?, ?> attributes) {
            attributes.forEach(
                    (name, value) -> frontend.put(String.valueOf(name), String.valueOf(value)));
        }
        if (structured.get("HostConfig") instanceof Map<?, ?> limits) {
            if (limits.get("ExtraHosts") instanceof List<?> hosts) {
                frontend.put(
                        "add-hosts",
                        String.join(",", hosts.stream().map(BuildRequestWriter::host).toList()));
            }
            if (limits.get("ShmSize") != null) {
                frontend.put("shm-size", String.valueOf(limits.get("ShmSize")));
            }
            if (limits.get("Ulimits") instanceof List<?> ulimits) {
                frontend.put(
                        "ulimit",
                        String.join(
                                ",", ulimits.stream().map(BuildRequestWriter::ulimit).toList()));
            }
        }
        return frontend;
    }

    /** {@code name:address} is {@code name=address} for BuildKit. */
    private static String host(Object line) {
        return String.valueOf(line).replaceFirst(":", "=");
    }

    private static String ulimit(Object limit) {
        return limit instanceof Map<?, ?> fields
                ? fields.get("Name") + "=" + fields.get("Soft") + ":" + fields.get("Hard")
                : "";
    }

    private BuildKitOptions buildKit(Map<String, String> frontend) {
        List<String> stages = new ArrayList<>();
        flags.all("no-cache-filter").forEach(value -> stages.addAll(Words.csv(value)));
        if (!stages.isEmpty() && frontend.containsKey("no-cache")) {
            throw new InvalidOptionException(
                    "--no-cache-filter", String.join(",", stages), "--no-cache is set, too");
        }
        if (!stages.isEmpty()) {
            frontend.put("no-cache", String.join(",", stages));
        }
        Map<String, String> contexts = new LinkedHashMap<>();
        flags.all("build-context")
                .forEach(value -> contexts.put(Words.key(value), location(Words.value(value))));
        Map<String, String> exporter = new LinkedHashMap<>();
        flags.all("annotation").forEach(value -> exporter.putAll(BuildSyntax.annotation(value)));
        List<BuildKitOptions.Cache> from = new ArrayList<>();
        flags.all("cache-from").forEach(value -> from.addAll(caches(value, "src")));
        List<BuildKitOptions.Cache> to = new ArrayList<>();
        flags.all("cache-to").forEach(value -> to.addAll(caches(value, "dest")));
        return new BuildKitOptions(
                frontend,
                flags.all("secret").stream().map(this::secret).toList(),
                flags.all("ssh").stream().map(BuildSyntax::ssh).toList(),
                contexts,
                from,
                to,
                outputs(),
                BuildSyntax.platforms(flags.all("platform")),
                attestations(),
                flags.all("allow").stream().flatMap(value -> Words.csv(value).stream()).toList(),
                exporter,
                isPushed());
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>(flags.all("tag"));
        for (String value : flags.all("output")) {
            BuildKitOptions.Output output = BuildSyntax.output(value);
            if (isImage(output)) {
                tags.addAll(names(output));
            }
        }
        return tags;
    }

    private static List<String> names(BuildKitOptions.Output output) {
        String names = output.attributes().getOrDefault("name", "");
        return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
    }

    private boolean isPushed() {
        return flags.isSet("push")
                || flags.all("output").stream()
                        .map(BuildSyntax::output)
                        .anyMatch(BuildSyntax::isPushed);
    }

    private static boolean isImage(BuildKitOptions.Output output) {
        return Set.of("image", "docker").contains(output.type()) && output.destination().isEmpty();
    }

    /** An image of the engine is what a build makes if nothing else is asked for. Pushes and names are options of their own. */
    private List<BuildKitOptions.Output> outputs() {
        List<BuildKitOptions.Output> outputs = new ArrayList<>();
        for (String value : flags.all("output")) {
            BuildKitOptions.Output output = output(value);
            Map<String, String> attributes = new LinkedHashMap<>(output.attributes());
            attributes.remove("push");
            if (isImage(output)) {
                attributes.remove("name");
            }
            outputs.add(
                    new BuildKitOptions.Output(output.type(), output.destination(), attributes));
        }
        boolean image = outputs.stream().anyMatch(BuildRequestWriter::isImage);
        if (!outputs.isEmpty() && !image && (flags.isSet("push") || flags.isSet("load"))) {
            outputs.add(new BuildKitOptions.Output("image", "", Map.of()));
        }
        boolean usual =
                outputs.stream()
                        .allMatch(output -> isImage(output) && output.attributes().isEmpty());
        return usual ? List.of() : outputs;
    }

    /** The directory of a local cache is one of this machine. */
    private List<BuildKitOptions.Cache> caches(String value, String place) {
        List<BuildKitOptions.Cache> caches = new ArrayList<>();
        for (BuildKitOptions.Cache cache : BuildSyntax.cache(value)) {
            String directory = cache.attributes().getOrDefault(place, "");
            if (cache.type().equals("local") && !directory.isEmpty()) {
                Map<String, String> attributes = new LinkedHashMap<>(cache.attributes());
                attributes.put(place, path(directory));
                caches.add(new BuildKitOptions.Cache(cache.type(), attributes));
            } else {
                caches.add(cache);
            }
        }
        return caches;
    }

    /** A context without a scheme is a directory of this machine. */
    private String location(String value) {
        if (value.startsWith(LAYOUT)) {
            return LAYOUT + path(value.substring(LAYOUT.length()));
        }
        boolean address =
                value.matches("[a-z][a-z0-9+.-]*:.*") && !value.matches("[a-zA-Z]:[\\\\/].*");
        return address || BuildLine.isRemote(value) ? value : path(value);
    }

    private BuildKitOptions.Output output(String value) {
        BuildKitOptions.Output output = BuildSyntax.output(value);
        boolean file = !output.destination().isEmpty() && !output.destination().equals("-");
        return file
                ? new BuildKitOptions.Output(
                        output.type(), path(output.destination()), output.attributes())
                : output;
    }

    /** As the CLI: without file and variable the id names the variable, or else the file. */
    private BuildKitOptions.Secret secret(String value) {
        Map<String, String> fields = BuildSyntax.fields(value);
        String id = String.valueOf(fields.get("id"));
        String file = fields.getOrDefault("src", fields.getOrDefault("source", ""));
        String variable = fields.getOrDefault("env", "");
        if (variable.isEmpty() && "env".equals(fields.get("type"))) {
            variable = file.isEmpty() ? id : file;
            file = "";
        }
        if (variable.isEmpty() && file.isEmpty()) {
            boolean set = host.environment().containsKey(id);
            variable = set ? id : "";
            file = set ? "" : id;
        }
        if (!variable.isEmpty()) {
            String content = host.environment().get(variable);
            if (content == null) {
                throw new InvalidOptionException(
                        "--secret", value, "the variable " + variable + " is not set");
            }
            return new BuildKitOptions.Secret(id, StdinSource.of(content));
        }
        return new BuildKitOptions.Secret(
                id, StdinSource.of(HostFiles.resolve(host.directory(), file)));
    }

    private Map<String, @Nullable String> attestations() {
        Map<String, @Nullable String> attestations = new LinkedHashMap<>();
        flags.all("attest").forEach(value -> BuildSyntax.attest(value, attestations));
        for (String type : List.of("provenance", "sbom")) {
            flags.value(type)
                    .ifPresent(
                            value ->
                                    BuildSyntax.attest(
                                            BuildSyntax.attestation(type, value), attestations));
        }
        return attestations;
    }

    private List<String> onlyClassic() {
        List<String> only = new ArrayList<>();
        for (String name : CLASSIC) {
            boolean usual =
                    name.equals("isolation") && flags.value(name).orElse("").matches("|default");
            if (flags.isSet(name) && !usual) {
                only.add(name.equals("rm") ? "--rm=false" : "--" + name);
            }
        }
        String network = flags.value("network").orElse("");
        if (!NO_NETWORK.contains(network)) {
            only.add("--network " + network);
        }
        return only;
    }

    private List<String> onlySession(BuildKitOptions buildKit) {
        List<String> only = new ArrayList<>();
        for (String name : SESSION) {
            if (flags.isSet(name)) {
                only.add("--" + name);
            }
        }
        if (!buildKit.outputs().isEmpty()) {
            only.add("--output");
        }
        if (buildKit.platforms().size() > 1) {
            only.add("--platform with several platforms");
        }
        buildKit.cacheFrom().stream()
                .filter(cache -> !cache.type().equals("registry"))
                .forEach(cache -> only.add("--cache-from type=" + cache.type()));
        buildKit.cacheTo().stream()
                .filter(cache -> !cache.type().equals("inline"))
                .forEach(cache -> only.add("--cache-to type=" + cache.type()));
        buildKit.attestations()
                .forEach(
                        (type, fields) -> {
                            if (fields != null) {
                                only.add("--attest type=" + type);
                            }
                        });
        return only;
    }
}
