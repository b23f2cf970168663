package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.InUseException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.engine.Context;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.spi.ContextBackend;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The docker contexts of a user, as {@code docker context} has them: those in the files, and {@code default}, which stands for
 * what the environment names.
 *
 * <p>Thread-safe, between the threads of this process.
 */
final class ContextStore implements ContextBackend {
    static final String DEFAULT = "default";
    static final String OF_DEFAULT = "Current DOCKER_HOST based configuration";

    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final ReentrantLock WRITING = new ReentrantLock();
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.+-]+");

    private final ContextFiles files;
    private final ConfigFile config;
    private final Map<String, String> environment;
    private final Supplier<Endpoint> ofDefault;

    /**
     * Makes the store.
     *
     * @param ofDefault the endpoint of the context {@code default}
     */
    ContextStore(Path directory, Map<String, String> environment, Supplier<Endpoint> ofDefault) {
        this.files = new ContextFiles(directory);
        this.config = new ConfigFile(directory);
        this.environment = environment;
        this.ofDefault = ofDefault;
    }

    @Override
    public List<Context> list() {
        List<String> names = new ArrayList<>(files.names());
        names.add(DEFAULT);
        names.sort(Comparator.naturalOrder());
        List<Context> all = new ArrayList<>();
        for (String name : names) {
            find(name).ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    @Override
    public Optional<Context> find(String name) {
        return meta(name)
                .map(meta -> new StoredContext(this, name, meta, tls(name), isCurrent(name)));
    }

    private boolean isCurrent(String name) {
        return name.equals(current());
    }

    @Override
    public String current() {
        if (!variable("DOCKER_HOST").isEmpty()) {
            return DEFAULT;
        }
        String chosen = variable("DOCKER_CONTEXT");
        if (chosen.isEmpty()) {
            chosen = configured(config.readOrWarn());
        }
        return chosen.isEmpty() ? DEFAULT : chosen;
    }

    private static String configured(ObjectNode config) {
        return config.path("currentContext").asText("");
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private Optional<ObjectNode> meta(String name) {
        return name.equals(DEFAULT) ? Optional.of(metaOfDefault()) : files.read(name);
    }

    private ObjectNode metaOfDefault() {
        Endpoint endpoint = ofDefault.get();
        Certificates tls = endpoint.certificates();
        ObjectNode meta = JsonText.object().put("Name", DEFAULT);
        meta.putObject("Metadata");
        putEndpoint(meta, endpoint.host(), tls != null && !tls.verified());
        return meta;
    }

    private Map<String, byte[]> tls(String name) {
        return name.equals(DEFAULT) ? tlsOfDefault() : files.tlsFiles(name);
    }

    private Map<String, byte[]> tlsOfDefault() {
        Certificates tls = ofDefault.get().certificates();
        Map<String, byte[]> read = new TreeMap<>();
        for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
            Path file = tls == null ? null : tls.directory().resolve(name);
            if (file != null && Files.isRegularFile(file)) {
                try {
                    read.put("docker/" + name, Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new LocalFileException(
                            file.toString(),
                            "the TLS file " + file + " cannot be read: " + ContextFiles.reason(e),
                            e);
                }
            }
        }
        return read;
    }

    private static void putEndpoint(ObjectNode meta, String host, boolean skipTlsVerify) {
        ObjectNode endpoints =
                meta.get("Endpoints") instanceof ObjectNode known
                        ? known
                        : meta.putObject("Endpoints");
        endpoints.putObject("docker").put("Host", host).put("SkipTLSVerify", skipTlsVerify);
    }

    private static void putDescription(ObjectNode meta, String description) {
        ObjectNode metadata =
                meta.get("Metadata") instanceof ObjectNode known
                        ? known
                        : meta.putObject("Metadata");
        if (description.isEmpty()) {
            metadata.remove("Description");
        } else {
            metadata.put("Description", description);
        }
    }

    @Override
    public Context create(
            String name,
            @Nullable String from,
            @Nullable String description,
            Map<String, String> docker) {
        return writing(
                () -> {
                    requireNew(name, "create");
                    if (docker.isEmpty()) {
                        copy(name, from == null ? current() : from, description);
                    } else {
                        ObjectNode meta = JsonText.object().put("Name", name);
                        putDescription(meta, description == null ? "" : description);
                        files.write(name, meta, endpoint(meta, docker, Map.of()));
                    }
                    return get(name, "create");
                });
    }

    private void copy(String name, String source, @Nullable String description) {
        ObjectNode meta = existing(source, "create --from " + source);
        meta.put("Name", name);
        if (description != null && !description.isEmpty()) {
            putDescription(meta, description);
        } else if (source.equals(DEFAULT)) {
            putDescription(meta, OF_DEFAULT);
        }
        files.write(name, meta, tls(source));
    }

    /** Puts the docker endpoint into meta, and returns all TLS files that belong to it then. */
    private Map<String, byte[]> endpoint(
            ObjectNode meta, Map<String, String> docker, Map<String, byte[]> before) {
        Map<String, byte[]> tls = new TreeMap<>(before);
        tls.keySet().removeIf(path -> path.startsWith("docker/"));
        String from = docker.get("from");
        if (from == null) {
            ContextEndpoint endpoint = ContextEndpoint.of(docker);
            putEndpoint(meta, endpoint.host(), endpoint.skipTlsVerify());
            tls.putAll(endpoint.tls());
            return tls;
        }
        if (docker.size() > 1) {
            throw new InvalidOptionException(
                    "--docker",
                    docker.toString(),
                    "from= copies a whole endpoint; give no other key with it");
        }
        ObjectNode source = existing(from, "update --docker from=" + from);
        putEndpoint(
                meta,
                source.path("Endpoints").path("docker").path("Host").asText(""),
                source.path("Endpoints").path("docker").path("SkipTLSVerify").asBoolean(false));
        tls(from)
                .forEach(
                        (path, bytes) -> {
                            if (path.startsWith("docker/")) {
                                tls.put(path, bytes);
                            }
                        });
        return tls;
    }

    @Override
    public Context update(String name, @Nullable String description, Map<String, String> docker) {
        return writing(
                () -> {
                    requireFile(name, "be changed");
                    ObjectNode meta = existing(name, "update " + name);
                    if (description != null) {
                        putDescription(meta, description);
                    }
                    files.write(
                            name,
                            meta,
                            docker.isEmpty() ? null : endpoint(meta, docker, tls(name)));
                    return get(name, "update");
                });
    }

    @Override
    public Context importFrom(String name, Path archive) {
        try (InputStream in = Files.newInputStream(archive)) {
            return importFrom(name, archive.toString(), in);
        } catch (IOException e) {
            throw ContextArchive.unreadable(archive.toString(), e);
        }
    }

    @Override
    public Context importFrom(String name, InputStream archive) {
        try {
            return importFrom(name, "-", archive);
        } catch (IOException e) {
            throw ContextArchive.unreadable("-", e);
        }
    }

    private Context importFrom(String name, String source, InputStream in) throws IOException {
        ContextArchive archive = ContextArchive.read(source, in);
        return writing(
                () -> {
                    requireNew(name, "import");
                    ObjectNode meta = archive.meta();
                    meta.put("Name", name);
                    files.write(name, meta, archive.tls());
                    return get(name, "import");
                });
    }

    void export(String name, Path file) {
        ContextArchive.of(existing(name, "export " + name), tls(name)).write(file);
    }

    void export(String name, OutputStream out) {
        ContextArchive.of(existing(name, "export " + name), tls(name)).write(out);
    }

    /** Makes a context the current one of the configuration. */
    void use(String name) {
        existing(name, "use " + name);
        config.change(
                file -> {
                    if (name.equals(DEFAULT)) {
                        file.remove("currentContext");
                    } else {
                        file.put("currentContext", name);
                    }
                });
        for (String variable : List.of("DOCKER_HOST", "DOCKER_CONTEXT")) {
            if (!variable(variable).isEmpty()) {
                LOG.warn(
                        "the docker context \"{}\" is the current one of the docker configuration, but {} names another"
                                + " engine; unset it",
                        name,
                        variable);
                return;
            }
        }
    }

    /** Removes a context, and returns whether there was one. */
    boolean remove(String name, boolean force) {
        requireFile(name, "be removed");
        return writing(
                () -> {
                    if (!files.exists(name)) {
                        return false;
                    }
                    boolean configured = name.equals(configured(config.readOrWarn()));
                    if (!force && (configured || name.equals(current()))) {
                        throw new InUseException(
                                "cannot remove the docker context \""
                                        + name
                                        + "\": it is the current one; use another one first, or"
                                        + " remove(options -> options.force())",
                                0,
                                "",
                                "docker context rm " + name,
                                List.of());
                    }
                    if (configured) {
                        config.change(file -> file.remove("currentContext"));
                    }
                    files.delete(name);
                    return true;
                });
    }

    String metadataPath(String name) {
        return name.equals(DEFAULT) ? "<IN MEMORY>" : files.meta(name).toString();
    }

    String tlsPath(String name) {
        return name.equals(DEFAULT) ? "<IN MEMORY>" : files.tls(name).toString();
    }

    private Context get(String name, String command) {
        return find(name).orElseThrow(() -> missing(name, command));
    }

    private ObjectNode existing(String name, String command) {
        return meta(name).orElseThrow(() -> missing(name, command));
    }

    private static NotFoundException missing(String name, String command) {
        return new NotFoundException(
                "there is no docker context \""
                        + name
                        + "\"; docker context ls lists the existing ones",
                0,
                "",
                "docker context " + command);
    }

    private static void requireFile(String name, String verb) {
        if (name.equals(DEFAULT)) {
            throw new InvalidOptionException(
                    "CONTEXT",
                    name,
                    "it stands for what the environment names, and cannot " + verb);
        }
    }

    private void requireNew(String name, String command) {
        if (name.equals(DEFAULT)) {
            throw new InvalidOptionException("CONTEXT", name, "the name is reserved");
        }
        if (!NAME.matcher(name).matches()) {
            throw new InvalidOptionException(
                    "CONTEXT",
                    name,
                    "accepted form: two or more of letters, digits, \"_\", \".\", \"+\" and \"-\", a letter or digit"
                            + " first");
        }
        if (files.exists(name)) {
            throw new NameInUseException(
                    "there is already a docker context \""
                            + name
                            + "\"; remove it, or change it with update()",
                    0,
                    "",
                    "docker context " + command + " " + name,
                    List.of());
        }
    }

    private static <T> T writing(Supplier<T> action) {
        WRITING.lock();
        try {
            return action.get();
        } finally {
            WRITING.unlock();
        }
    }
}
