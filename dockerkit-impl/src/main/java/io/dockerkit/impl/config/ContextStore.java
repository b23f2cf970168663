package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.InUseException;
import io.dockerkit.InvalidOptionException;
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
import org.jspecify.annotations.Nullable;

/**
 * The docker contexts of a user, as {@code docker context} has them: those in the files, and {@code default}, which stands for
 * what the environment names.
 *
 * <p>Thread-safe, between the threads of this process.
 */
final class ContextStore implements ContextBackend {
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final ContextPaths paths;
    private final ContextFiles files;
    private final ContextFileWriter writer;
    private final CurrentContext current;
    private final DefaultContext ofDefault;

    /**
     * Makes the store.
     *
     * @param ofDefault the endpoint of the context {@code default}
     */
    ContextStore(Path directory, Map<String, String> environment, Supplier<Endpoint> ofDefault) {
        this.paths = new ContextPaths(directory);
        this.files = new ContextFiles(paths);
        this.writer = new ContextFileWriter(paths);
        this.current = new CurrentContext(new ConfigFile(directory), environment);
        this.ofDefault = new DefaultContext(ofDefault);
    }

    @Override
    public List<Context> list() {
        List<String> names = new ArrayList<>(files.names());
        names.add(DefaultContext.NAME);
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
        return current.name();
    }

    private Optional<ObjectNode> meta(String name) {
        return name.equals(DefaultContext.NAME) ? Optional.of(ofDefault.meta()) : files.read(name);
    }

    private Map<String, byte[]> tls(String name) {
        return name.equals(DefaultContext.NAME) ? ofDefault.tlsFiles() : files.tlsFiles(name);
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
                        ContextMeta.putDescription(meta, description == null ? "" : description);
                        writer.write(name, meta, endpoint(meta, docker, Map.of()));
                    }
                    return get(name, "create");
                });
    }

    private void copy(String name, String source, @Nullable String description) {
        ObjectNode meta = existing(source, "create --from " + source);
        meta.put("Name", name);
        if (description != null && !description.isEmpty()) {
            ContextMeta.putDescription(meta, description);
        } else if (source.equals(DefaultContext.NAME)) {
            ContextMeta.putDescription(meta, DefaultContext.DESCRIPTION);
        }
        writer.write(name, meta, tls(source));
    }

    /** Puts the docker endpoint into meta, and returns all TLS files that belong to it then. */
    private Map<String, byte[]> endpoint(
            ObjectNode meta, Map<String, String> docker, Map<String, byte[]> before) {
        Map<String, byte[]> tls = new TreeMap<>(before);
        tls.keySet().removeIf(path -> path.startsWith("docker/"));
        String from = docker.get("from");
        if (from == null) {
            ContextEndpoint endpoint = ContextEndpoint.of(docker);
            ContextMeta.putEndpoint(meta, endpoint.host(), endpoint.skipTlsVerify());
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
        ContextMeta.putEndpoint(
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
                    ContextName.requireFile(name, "be changed");
                    ObjectNode meta = existing(name, "update " + name);
                    if (description != null) {
                        ContextMeta.putDescription(meta, description);
                    }
                    writer.write(
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
                    writer.write(name, meta, archive.tls());
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
        current.use(name);
    }

    /** Removes a context, and returns whether there was one. */
    boolean remove(String name, boolean force) {
        ContextName.requireFile(name, "be removed");
        return writing(
                () -> {
                    if (!files.exists(name)) {
                        return false;
                    }
                    boolean configured = current.isConfigured(name);
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
                        current.forget();
                    }
                    writer.delete(name);
                    return true;
                });
    }

    String metadataPath(String name) {
        return name.equals(DefaultContext.NAME) ? "<IN MEMORY>" : paths.meta(name).toString();
    }

    String tlsPath(String name) {
        return name.equals(DefaultContext.NAME) ? "<IN MEMORY>" : paths.tls(name).toString();
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
                        + "\"; docker context ls lists the existing contexts",
                0,
                "",
                "docker context " + command);
    }

    private void requireNew(String name, String command) {
        ContextName.requireNew(name);
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
