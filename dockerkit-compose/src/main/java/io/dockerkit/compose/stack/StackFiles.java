package io.dockerkit.compose.stack;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.schema.Schema;
import io.dockerkit.compose.stack.Shapes.Named;
import io.dockerkit.compose.syntax.Interpolation;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlException;
import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.compose.yaml.YamlNode.Place;
import io.dockerkit.compose.yaml.YamlReader;
import io.dockerkit.compose.yaml.YamlWriter;
import io.dockerkit.container.flags.KeyValueFile;
import io.dockerkit.spi.StackLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads Compose files of version 3 as {@code docker stack} does. Stateless and thread-safe. */
public final class StackFiles implements StackLoader {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.swarm");
    private static final String LATEST = "3." + Schema.LATEST;
    private static final List<String> SECTIONS =
            List.of("services", "networks", "volumes", "secrets", "configs");
    private static final Map<String, Named> SHAPES =
            Map.of(
                    "services", new Named(StackFormat.SERVICE, false, false),
                    "networks", new Named(StackFormat.NETWORK, false, true),
                    "volumes", new Named(StackFormat.VOLUME, false, true),
                    "secrets", new Named(StackFormat.CONTENT, false, true),
                    "configs", new Named(StackFormat.CONTENT, false, true));

    /** Creates the loader; the service loader does. */
    public StackFiles() {}

    @Override
    public Loaded load(Request request) {
        if (request.files().isEmpty()) {
            throw new InvalidOptionException(
                    "--compose-file", "", "at least one Compose file is needed");
        }
        List<YamlNode> files = new ArrayList<>();
        for (String file : request.files()) {
            files.add(read(file, request));
        }
        return new Reading(request).load(files);
    }

    private static YamlNode read(String file, Request request) {
        String text;
        if (file.equals("-")) {
            text = Objects.requireNonNullElse(request.text(), "");
        } else {
            Path path = HostFiles.resolve(request.host().directory(), file);
            try {
                text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new LocalFileException(
                        file,
                        "cannot read the Compose file "
                                + path
                                + (Files.notExists(path) ? ": there is no such file" : ""),
                        e);
            }
        }
        try {
            YamlNode read = YamlReader.read(file, text);
            if (!read.isMap()) {
                throw Refusal.of(
                        "",
                        read,
                        "must be a mapping with services, networks, volumes, secrets and configs");
            }
            return read;
        } catch (YamlException e) {
            throw new InvalidOptionException(
                    "--compose-file",
                    file,
                    (e.line() > 0 ? "line " + e.line() + " is not YAML" : "it is not YAML")
                            + " as Compose files have it: "
                            + e.getMessage());
        }
    }

    /** Reads the files of one request. Not thread-safe. */
    private static final class Reading {
        private final HostContext host;
        private final boolean interpolate;
        private final Path directory;
        private final Map<String, String> places = new LinkedHashMap<>();
        private final Map<String, String> ignored = new TreeMap<>();

        Reading(Request request) {
            host = request.host();
            interpolate = request.interpolate();
            String first = request.files().get(0);
            Path own = host.directory();
            if (!first.equals("-")) {
                Path parent =
                        HostFiles.resolve(own, first).toAbsolutePath().normalize().getParent();
                own = parent == null ? own : parent;
            }
            directory = own;
        }

        Loaded load(List<YamlNode> files) {
            String version = version(files.get(0));
            Map<String, Object> merged = new LinkedHashMap<>();
            for (YamlNode file : files) {
                Map<String, Object> read = file(file, version);
                if (merged.isEmpty()) {
                    merged.putAll(read);
                    continue;
                }
                for (String section : SECTIONS) {
                    Object before = merged.get(section);
                    Object added = read.get(section);
                    if (added != null) {
                        Named shape = Objects.requireNonNull(SHAPES.get(section));
                        merged.put(section, before == null ? added : shape.merge(before, added));
                    }
                }
            }
            return new Loaded(merged, written(merged), places, ignored);
        }

        private static String version(YamlNode file) {
            YamlNode version = file.get("version");
            String text = version == null ? "" : version.text();
            return text.isEmpty() || text.equals("3") ? LATEST : text;
        }

        private Map<String, Object> file(YamlNode given, String version) {
            String own = version(given);
            YamlNode at = Objects.requireNonNullElse(given.get("version"), given);
            if (!own.equals(version)) {
                throw Refusal.of(
                        "version",
                        at.place(),
                        own,
                        "all files must have the version of the first, which is " + version);
            }
            forbidden(given);
            YamlNode file =
                    interpolate
                            ? new Interpolation(host.environment(), StackFormat.CASTS).apply(given)
                            : given;
            Schema.of(version)
                    .orElseThrow(
                            () ->
                                    Refusal.of(
                                            "version",
                                            at.place(),
                                            version,
                                            "docker stack reads versions 3.0 to " + LATEST))
                    .check(file);
            notice(file);
            place(file, "");
            Map<String, Object> read = new LinkedHashMap<>();
            read.put("version", version);
            for (String section : SECTIONS) {
                YamlNode node = file.get(section);
                Object found =
                        node == null
                                ? null
                                : Objects.requireNonNull(SHAPES.get(section)).read(node, section);
                read.put(section, found == null ? new LinkedHashMap<String, Object>() : found);
            }
            file.map()
                    .forEach(
                            (key, value) -> {
                                Object plain = value.plain();
                                if (key.startsWith("x-") && plain != null) {
                                    read.put(key, plain);
                                }
                            });
            each(
                    read,
                    "services",
                    (name, service) -> {
                        environment(service, file, name);
                        binds(service, file, name);
                    });
            each(read, "networks", (name, network) -> external("networks", name, network, version));
            each(read, "volumes", (name, volume) -> volume(name, volume, version));
            each(read, "secrets", (name, secret) -> content("secrets", name, secret, version));
            each(read, "configs", (name, config) -> content("configs", name, config, version));
            return read;
        }

        private interface Change {
            void apply(String name, Map<String, Object> object);
        }

        private static void each(Map<String, Object> read, String section, Change change) {
            Struct.map(Objects.requireNonNull(read.get(section)))
                    .forEach((name, object) -> change.apply(name, Struct.map(object)));
        }

        private static void forbidden(YamlNode file) {
            YamlNode services = file.get("services");
            if (services == null) {
                return;
            }
            for (Map.Entry<String, YamlNode> service : services.map().entrySet()) {
                for (Map.Entry<String, YamlNode> key : service.getValue().map().entrySet()) {
                    String reason = StackFormat.FORBIDDEN.get(key.getKey());
                    if (reason != null) {
                        throw Refusal.of(
                                "services." + service.getKey(),
                                key.getValue().place(),
                                key.getKey(),
                                "docker stack does not take this key: " + reason);
                    }
                }
            }
        }

        /** Remembers what does not count. */
        private void notice(YamlNode file) {
            YamlNode services = file.get("services");
            if (services == null) {
                return;
            }
            for (YamlNode service : services.map().values()) {
                for (String key : service.map().keySet()) {
                    if (StackFormat.UNSUPPORTED.contains(key)) {
                        ignored.put(key, "");
                    }
                    String reason = StackFormat.DEPRECATED.get(key);
                    if (reason != null) {
                        ignored.put(key, reason);
                    }
                }
            }
        }

        private void place(YamlNode node, String path) {
            node.map()
                    .forEach(
                            (key, value) -> {
                                String below = Refusal.below(path, key);
                                places.put(below, value.place().toString());
                                place(value, below);
                            });
        }

        private Place placeOf(YamlNode file, String... keys) {
            YamlNode node = file;
            for (String key : keys) {
                YamlNode next = node.get(key);
                if (next == null) {
                    break;
                }
                node = next;
            }
            return node.place();
        }

        /** Variables of the host count where the file says no value. */
        private void environment(Map<String, Object> service, YamlNode file, String name) {
            Object files = service.get("env_file");
            Object own = service.get("environment");
            if (files == null && own == null) {
                return;
            }
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            for (Object given : files == null ? List.of() : (List<?>) files) {
                Path path = HostFiles.resolve(directory, String.valueOf(given));
                String where =
                        "services."
                                + name
                                + ".env_file in "
                                + placeOf(file, "services", name, "env_file");
                for (String pair : KeyValueFile.read(where, path, host.environment())) {
                    put(all, Words.key(pair), Words.value(pair));
                }
            }
            if (own != null) {
                Struct.map(own).forEach((key, value) -> put(all, key, (String) value));
            }
            @SuppressWarnings("unchecked")
            Map<String, Object> environment = (Map<String, Object>) (Map<String, ?>) all;
            service.put("environment", environment);
        }

        private void put(Map<String, @Nullable Object> all, String key, @Nullable String value) {
            String inherited = host.environment().get(key);
            boolean silent = value == null || value.isEmpty();
            all.put(key, silent && inherited != null ? inherited : value);
        }

        private void binds(Map<String, Object> service, YamlNode file, String name) {
            Object volumes = service.get("volumes");
            if (volumes == null) {
                return;
            }
            for (Object one : (List<?>) volumes) {
                Map<String, Object> mount = Struct.map(one);
                if (!"bind".equals(mount.get("type"))) {
                    continue;
                }
                String source = Objects.toString(mount.get("source"), "");
                if (source.isEmpty()) {
                    throw Refusal.of(
                            "services." + name + ".volumes",
                            placeOf(file, "services", name, "volumes"),
                            "",
                            "a mount of type bind needs a source, a path of the nodes");
                }
                mount.put("source", absolute(home(source)));
            }
        }

        private String home(String path) {
            if (!path.startsWith("~")) {
                return path;
            }
            String home = host.environment().get("HOME");
            if (home == null) {
                LOG.warn("{} stays as it is, since the variable HOME is not set", path);
                return path;
            }
            return home + path.substring(1);
        }

        /** The paths are those of nodes, which may run another system than this machine. */
        private String absolute(String path) {
            boolean known =
                    path.startsWith("/")
                            || path.matches("[A-Za-z]:[\\\\/].*")
                            || path.matches(
                                    "[\\\\/]{2}[^\\\\/.][^\\\\/]*[\\\\/][^\\\\/.].*[\\\\/].*");
            return known ? path : local(path);
        }

        private String local(String path) {
            return HostFiles.text(HostFiles.resolve(directory, path).normalize());
        }

        private static boolean isExternal(Map<String, Object> object) {
            Object given = object.get("external");
            return given != null && Boolean.TRUE.equals(Struct.map(given).get("external"));
        }

        private boolean external(
                String section, String name, Map<String, Object> object, String version) {
            boolean external = isExternal(object);
            if (!external) {
                // as in the CLI, keys of the user's own are kept at external ones only
                if (section.equals("networks") || section.equals("volumes")) {
                    object.keySet()
                            .removeIf(key -> key.startsWith("x-") && !key.equals("x-cluster-spec"));
                }
                object.remove("external");
                return false;
            }
            Object given = Objects.requireNonNull(object.get("external"));
            String old = Objects.toString(Struct.map(given).get("name"), "");
            String path = section + "." + name;
            if (!old.isEmpty()) {
                if (!Objects.toString(object.get("name"), "").isEmpty()) {
                    throw refused(path, old, "name and external.name do not go together; use name");
                }
                if (minor(version) >= (section.equals("volumes") ? 4 : 5)) {
                    LOG.warn("{}: external.name is deprecated; use name", path);
                }
                object.put("name", old);
            } else if (Objects.toString(object.get("name"), "").isEmpty()) {
                object.put("name", name);
            }
            object.put("external", new LinkedHashMap<String, Object>(Map.of("external", true)));
            return true;
        }

        private InvalidOptionException refused(String path, String value, String reason) {
            String place = places.get(path);
            return new InvalidOptionException(
                    place == null ? path : path + " in " + place, value, reason);
        }

        private static int minor(String version) {
            return Integer.parseInt(version.substring(version.indexOf('.') + 1));
        }

        private void volume(String name, Map<String, Object> volume, String version) {
            boolean external = isExternal(volume);
            for (String key : List.of("driver", "driver_opts", "labels")) {
                Object value = volume.get(key);
                boolean says =
                        value instanceof Map<?, ?> map
                                ? !map.isEmpty()
                                : value != null && !value.equals("");
                if (external && says) {
                    throw refused(
                            "volumes." + name,
                            key,
                            "an external volume is there already, and takes no " + key);
                }
            }
            external("volumes", name, volume, version);
        }

        private void content(
                String section, String name, Map<String, Object> object, String version) {
            if (external(section, name, object, version)) {
                return;
            }
            String file = Objects.toString(object.get("file"), "");
            if (Objects.toString(object.get("driver"), "").isEmpty()) {
                object.put("file", local(file));
            } else if (!file.isEmpty()) {
                throw refused(
                        section + "." + name,
                        file,
                        "driver and file do not go together; the driver keeps the content");
            }
        }

        private static String written(Map<String, Object> merged) {
            Map<String, @Nullable Object> text = new LinkedHashMap<>();
            text.put("version", merged.get("version"));
            for (String section : SECTIONS) {
                Object objects = Objects.requireNonNull(merged.get(section));
                Named shape = Objects.requireNonNull(SHAPES.get(section));
                if (section.equals("services") || !shape.isEmpty(objects)) {
                    text.put(section, shape.written(objects));
                }
            }
            Map<String, Object> extras = new LinkedHashMap<>();
            merged.forEach(
                    (key, value) -> {
                        if (key.startsWith("x-")) {
                            extras.put(key, Shapes.sorted(value));
                        }
                    });
            text.putAll(YamlWriter.sorted(extras));
            return YamlWriter.write(text);
        }
    }
}
