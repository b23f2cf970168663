package io.dockerkit.engine;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.spi.ContextBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker context create} or {@code docker context update}. Nothing is written until {@link #execute()}, and no engine
 * is asked.
 *
 * <pre>{@code
 * Contexts.create("build-host")
 *     .description("the machine under the desk")
 *     .host("tcp://build-host:2376")
 *     .tls(Path.of("ca.pem"), Path.of("cert.pem"), Path.of("key.pem"))
 *     .execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class ContextSpec {
    private static final Set<String> KEYS =
            Set.of("from", "host", "ca", "cert", "key", "skip-tls-verify");
    private static final String FORM =
            "accepted form: key=value, with commas between several; the keys are from, host, ca, cert, key and"
                    + " skip-tls-verify";

    private final Supplier<ContextBackend> backend;
    private final String name;
    private final boolean exists;
    private final @Nullable String from;
    private final @Nullable String description;
    private final Map<String, String> docker;

    private ContextSpec(
            Supplier<ContextBackend> backend,
            String name,
            boolean exists,
            @Nullable String from,
            @Nullable String description,
            Map<String, String> docker) {
        this.backend = backend;
        this.name = name;
        this.exists = exists;
        this.from = from;
        this.description = description;
        this.docker = docker;
    }

    /**
     * Returns the spec of a new context; applications use {@code Contexts.create}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ContextSpec create(Supplier<ContextBackend> backend, String name) {
        return new ContextSpec(
                Objects.requireNonNull(backend, "backend"),
                Checks.text("CONTEXT", "name", name),
                false,
                null,
                null,
                Map.of());
    }

    /**
     * Returns the spec of a change; applications use {@link Context#update()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ContextSpec update(Supplier<ContextBackend> backend, String name) {
        return new ContextSpec(
                Objects.requireNonNull(backend, "backend"),
                Checks.text("CONTEXT", "name", name),
                true,
                null,
                null,
                Map.of());
    }

    /** Sets the description; the empty text for none: {@code --description}. */
    public ContextSpec description(String text) {
        return new ContextSpec(
                backend, name, exists, from, Objects.requireNonNull(text, "text"), docker);
    }

    /**
     * Copies another context with its TLS files: {@code --from}. Without this option and without an endpoint, a new context is
     * a copy of the current one.
     *
     * @throws InvalidOptionException if the name is blank, or the context exists already; see {@link #docker(String)} with
     *     {@code from=} for that
     */
    public ContextSpec from(String context) {
        Checks.text("--from", "context", context);
        if (exists) {
            throw new InvalidOptionException(
                    "--from",
                    context,
                    "only a new context can be a copy; docker(\"from="
                            + context
                            + "\") copies the endpoint");
        }
        return new ContextSpec(backend, name, false, context, description, docker);
    }

    /**
     * Sets the address of the engine: {@code --docker host=tcp://host:2376}.
     *
     * @param address {@code unix:///path}, {@code tcp://host:port}, {@code ssh://user@host} or {@code npipe:////./pipe/name}
     */
    public ContextSpec host(String address) {
        return with("host", Checks.text("--docker host", "address", address));
    }

    /** Sets the CA that the engine's certificate must be signed by: {@code --docker ca=FILE}. The file is copied. */
    public ContextSpec ca(Path file) {
        return with("ca", Checks.file("--docker ca", "file", file));
    }

    /**
     * Sets the certificate and the private key that the client shows: {@code --docker cert=FILE,key=FILE}. The files are
     * copied; the key's copy can be read by this user only.
     */
    public ContextSpec certificate(Path cert, Path key) {
        return with("cert", Checks.file("--docker cert", "cert", cert))
                .with("key", Checks.file("--docker key", "key", key));
    }

    /** Sets all three TLS files, as {@link #ca} and {@link #certificate} do. */
    public ContextSpec tls(Path ca, Path cert, Path key) {
        return with("ca", Checks.file("--docker ca", "ca", ca)).certificate(cert, key);
    }

    /** Takes any engine's certificate for genuine: {@code --docker skip-tls-verify=true}. */
    public ContextSpec skipTlsVerify() {
        return with("skip-tls-verify", "true");
    }

    /**
     * Sets the endpoint in the CLI's own syntax: {@code --docker host=tcp://host:2376,ca=FILE}. What is set replaces the whole
     * endpoint of an existing context, its TLS files, too.
     *
     * @param endpoint {@code key=value}, with commas between several; the keys are {@code from}, {@code host}, {@code ca},
     *     {@code cert}, {@code key} and {@code skip-tls-verify}; {@code from=NAME}, which is given alone, copies the endpoint of
     *     another context with its TLS files
     * @throws InvalidOptionException if it is malformed, or has another key
     */
    public ContextSpec docker(String endpoint) {
        Checks.text("--docker", "endpoint", endpoint);
        ContextSpec next = this;
        for (String pair : endpoint.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (equals < 0 || !KEYS.contains(key)) {
                throw new InvalidOptionException("--docker", endpoint, FORM);
            }
            next = next.with(key, pair.substring(equals + 1));
        }
        return next;
    }

    private ContextSpec with(String key, String value) {
        Map<String, String> next = new LinkedHashMap<>(docker);
        next.put(key, value);
        return new ContextSpec(
                backend, name, exists, from, description, Collections.unmodifiableMap(next));
    }

    /**
     * Creates or changes the context, and returns it. It appears as a whole or not at all.
     *
     * @throws InvalidOptionException if the name is malformed or reserved, the address is malformed, {@code --from} and {@code
     *     --docker} are both given, or a certificate has no key
     * @throws io.dockerkit.NameInUseException if a context with this name exists, for {@code create}
     * @throws io.dockerkit.NotFoundException if there is no such context, for {@code update}, {@code --from} and {@code from=}
     * @throws io.dockerkit.LocalFileException if a TLS file cannot be read
     * @throws io.dockerkit.DockerException if the docker configuration cannot be written
     */
    @CanIgnoreReturnValue
    public Context execute() {
        if (from != null && !docker.isEmpty()) {
            throw new InvalidOptionException(
                    "--from",
                    from,
                    "not together with --docker: the copy has an endpoint of its own");
        }
        return exists
                ? backend.get().update(name, description, docker)
                : backend.get().create(name, from, description, docker);
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        List<String> words =
                new ArrayList<>(List.of("docker", "context", exists ? "update" : "create"));
        if (description != null) {
            words.add("--description");
            words.add(description);
        }
        if (from != null) {
            words.add("--from");
            words.add(from);
        }
        if (!docker.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            docker.forEach((key, value) -> pairs.add(key + "=" + value));
            words.add("--docker");
            words.add(String.join(",", pairs));
        }
        words.add(name);
        return ShellQuoting.join(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContextSpec that
                && exists == that.exists
                && name.equals(that.name)
                && Objects.equals(from, that.from)
                && Objects.equals(description, that.description)
                && docker.equals(that.docker);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, exists, from, description, docker);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
