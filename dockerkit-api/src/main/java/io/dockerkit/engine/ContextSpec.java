package io.dockerkit.engine;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.ContextBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

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
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ContextSpec extends CommandOptions<ContextSpec>
        implements FlagOptions<ContextSpec> {
    private static final List<String> KEYS =
            List.of("from", "host", "ca", "cert", "key", "skip-tls-verify");
    private static final String FORM =
            "key=value, with commas between several; the keys are from, host, ca, cert, key and"
                    + " skip-tls-verify";
    private static final String UPDATE_COMMAND = "docker context update";
    private static final FlagTable CREATE =
            new FlagTable(
                    "docker context create",
                    List.of(
                            Flag.one("description", "a text", "Description of the context"),
                            Flag.many("docker", FORM, "Endpoint of the engine")
                                    .checked(ContextSpec::checkEndpoint),
                            Flag.one("from", "the name of a context", "Copy this context")
                                    .checked(Words::checkNotBlank)
                                    .absentFrom(UPDATE_COMMAND)));
    private static final FlagTable UPDATE = CREATE.of(UPDATE_COMMAND);

    private final Supplier<ContextBackend> backend;
    private final boolean exists;

    private ContextSpec(Supplier<ContextBackend> backend, CommandLine line, boolean exists) {
        super(line);
        this.backend = backend;
        this.exists = exists;
    }

    private static ContextSpec of(
            Supplier<ContextBackend> backend, String name, FlagTable table, boolean exists) {
        return new ContextSpec(
                Objects.requireNonNull(backend, "backend"),
                CommandLine.of(table, List.of(Checks.text("CONTEXT", "name", name))),
                exists);
    }

    @Override
    protected ContextSpec with(CommandLine next) {
        return new ContextSpec(backend, next, exists);
    }

    /**
     * Returns the spec of a new context; applications use {@code Contexts.create}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ContextSpec create(Supplier<ContextBackend> backend, String name) {
        return of(backend, name, CREATE, false);
    }

    /**
     * Returns the spec of a change; applications use {@link Context#update()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ContextSpec update(Supplier<ContextBackend> backend, String name) {
        return of(backend, name, UPDATE, true);
    }

    /** Sets the description; the empty text for none: {@code --description}. */
    public ContextSpec description(String text) {
        return flag("description", Objects.requireNonNull(text, "text"));
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
        return flag("from", context);
    }

    /**
     * Sets the address of the engine: {@code --docker host=tcp://host:2376}.
     *
     * @param address {@code unix:///path}, {@code tcp://host:port}, {@code ssh://user@host} or {@code npipe:////./pipe/name}
     */
    public ContextSpec host(String address) {
        return endpoint("host", Checks.text("--docker host", "address", address));
    }

    /** Sets the CA that the engine's certificate must be signed by: {@code --docker ca=FILE}. The file is copied. */
    public ContextSpec ca(Path file) {
        return endpoint("ca", Checks.file("--docker ca", "file", file));
    }

    /**
     * Sets the certificate and the private key that the client shows: {@code --docker cert=FILE,key=FILE}. The files are
     * copied; the key's copy can be read by this user only.
     */
    public ContextSpec certificate(Path cert, Path key) {
        return endpoint("cert", Checks.file("--docker cert", "cert", cert))
                .endpoint("key", Checks.file("--docker key", "key", key));
    }

    /** Sets all three TLS files, as {@link #ca} and {@link #certificate} do. */
    public ContextSpec tls(Path ca, Path cert, Path key) {
        return endpoint("ca", Checks.file("--docker ca", "ca", ca)).certificate(cert, key);
    }

    /** Takes any engine's certificate for genuine: {@code --docker skip-tls-verify=true}. */
    public ContextSpec skipTlsVerify() {
        return endpoint("skip-tls-verify", "true");
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
        return flag("docker", Checks.text("--docker", "endpoint", endpoint));
    }

    private ContextSpec endpoint(String key, String value) {
        return flag("docker", Words.toCsv(List.of(key + "=" + value)));
    }

    /** {@inheritDoc} What {@code --docker} says at several places comes together, as with the CLI. */
    @Override
    public ContextSpec flag(String name, String value) {
        CommandLine next = line().with(name, value);
        if (next.flags().all("docker").size() < 2) {
            return with(next);
        }
        List<String> pairs = new ArrayList<>();
        docker(next).forEach((key, set) -> pairs.add(key + "=" + set));
        return with(next.flags(next.flags().without("docker")).with("docker", Words.toCsv(pairs)));
    }

    private static String checkEndpoint(String endpoint) {
        for (String pair : Words.csv(endpoint)) {
            if (!pair.contains("=") || !KEYS.contains(Words.key(pair))) {
                throw new IllegalArgumentException("no endpoint");
            }
        }
        return endpoint;
    }

    /** What the line says of the endpoint, in one order. */
    private static Map<String, String> docker(CommandLine line) {
        Map<String, String> given = new HashMap<>();
        for (String pair : Words.csv(line.flags().all("docker"))) {
            given.put(Words.key(pair), Words.value(pair));
        }
        Map<String, String> sorted = new LinkedHashMap<>();
        for (String key : KEYS) {
            if (given.containsKey(key)) {
                sorted.put(key, given.get(key));
            }
        }
        return Collections.unmodifiableMap(sorted);
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
        String name = line().operand(0);
        String from = line().flags().value("from").orElse(null);
        String description = line().flags().value("description").orElse(null);
        Map<String, String> docker = docker(line());
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
}
