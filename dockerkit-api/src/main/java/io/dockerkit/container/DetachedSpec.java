package io.dockerkit.container;

import io.dockerkit.cli.Checks;
import io.dockerkit.image.Progress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A {@code docker run --detach}. Nothing happens until {@link #start()}, {@link #startScoped()} or
 * {@link #create()}.
 *
 * <pre>{@code
 * Container web = Containers.run("nginx").detached().port(8080, 80).start();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal when they say the same to docker; progress
 * does not count.
 */
public final class DetachedSpec implements ContainerOptions<DetachedSpec> {
    private final ContainerBackend backend;
    private final RunLine line;

    DetachedSpec(ContainerBackend backend, RunLine line) {
        this.backend = backend;
        this.line = line;
    }

    @Override
    public DetachedSpec flag(String name, String value) {
        return new DetachedSpec(backend, line.flag(name, value));
    }

    /** Sets the command and its arguments, in place of the image's; passed as they are, nothing splits them on spaces. */
    public DetachedSpec command(String... words) {
        return command(Checks.elements("words", words));
    }

    /** Sets the command and its arguments, in place of the image's; none for the image's own. */
    public DetachedSpec command(List<String> words) {
        return new DetachedSpec(backend, line.command(words));
    }

    /** Has the pull of a missing image reported. */
    public DetachedSpec onProgress(Progress progress) {
        return new DetachedSpec(backend, line.progress(progress));
    }

    /** Returns the same spec for another connection: {@code spec.on(docker.containers())}. */
    public DetachedSpec on(ContainerCommands other) {
        return new DetachedSpec(Objects.requireNonNull(other, "other").backend(), line);
    }

    /** Returns the name that the container is to have, or empty where the engine is to make one up. */
    public Optional<String> name() {
        return line.name();
    }

    /**
     * Returns the spec with other names: its own, and those of the networks, volumes and containers that it refers to, each
     * replaced by what the operator makes of it. For copies of related specs side by side, in tests that run in parallel
     * for instance; for predefined networks such as {@code host} the operator is asked as
     * well, and must return them as they are.
     */
    public DetachedSpec renamed(UnaryOperator<String> names) {
        return new DetachedSpec(backend, line.renamed(names));
    }

    /**
     * Has {@link #start()} wait until the container is ready. One that does not get there is removed again.
     *
     * <pre>{@code
     * Containers.run("postgres").detached().port(5432).waitFor(Wait.port(5432)).start();
     * }</pre>
     */
    public DetachedSpec waitFor(Wait wait) {
        return new DetachedSpec(backend, line.waitFor(Objects.requireNonNull(wait, "wait")));
    }

    /** Returns what {@link #start()} waits for, or empty where it does not wait. */
    public Optional<Wait> readiness() {
        return line.readiness();
    }

    /** Sets what {@link #start()} does when there is a container of this name already; it fails unless set. */
    public DetachedSpec ifExists(IfExists policy) {
        return new DetachedSpec(backend, line.ifExists(Objects.requireNonNull(policy, "policy")));
    }

    /**
     * Makes sure that a container of this spec runs, and returns it: {@code ifExists(IfExists.REUSE).start()}. For test
     * loops: the first run starts it, the next ones find it, and a changed spec or image replaces it.
     *
     * <p>What the spec says to docker is kept as a fingerprint in the label {@code io.dockerkit.fingerprint}. A spec
     * without a name has its container called {@code dockerkit-} and the fingerprint. Several programs may do this at the
     * same time: they get the same container.
     *
     * @throws io.dockerkit.NameInUseException if a container of this name was made in another way
     */
    public Container ensure() {
        return ifExists(IfExists.REUSE).start();
    }

    /**
     * Creates and starts the container, pulling the image if it is missing, and returns its handle; the container goes on.
     *
     * @throws io.dockerkit.ImageNotFoundException if no registry has the image, or does not let the caller see it
     * @throws io.dockerkit.NameInUseException if another container has the name
     * @throws io.dockerkit.PortInUseException if a port is taken; the container is removed again
     * @throws io.dockerkit.ContainerStartException if the command cannot be started; the container is removed again
     * @throws io.dockerkit.NotReadyException if it does not become ready, as {@link #waitFor} asks; the container is removed
     *     again
     */
    public Container start() {
        Started started = line.ask(request -> backend.start(request, line.ifExists()));
        line.awaitReady(started);
        return started.container();
    }

    /**
     * Starts the container as {@link #start()} does, and ties it to its owner: it is removed when it is closed, and at the
     * latest with this program, however that ends. The request has the labels of {@code io.dockerkit.Scope} besides what
     * the command line says. From a scope, {@code scope.containers().run(…)}, it belongs to that scope, too.
     *
     * <pre>{@code
     * try (ScopedContainer db = Containers.run("postgres:16").env("POSTGRES_PASSWORD", "x").detached().port(5432).startScoped()) {
     *     InetSocketAddress address = db.waitFor(Wait.port(5432)).address(5432);
     * }
     * }</pre>
     *
     * @throws io.dockerkit.InvalidOptionException if {@link #ifExists} is set: a container that belongs to somebody else cannot
     *     be tied to this program
     * @throws IllegalStateException if the program is ending, or the scope that the spec was made from is closed
     */
    public ScopedContainer startScoped() {
        line.requireOnly("startScoped()", "waitFor");
        ScopedContainer container = line.ask(backend::startScoped);
        line.awaitReady(new Started(container, true));
        return container;
    }

    /**
     * Creates the container without starting it: {@code docker create}.
     *
     * @throws io.dockerkit.InvalidOptionException if {@link #waitFor} or {@link #ifExists} is set, which start() is for
     */
    public Container create() {
        line.requireOnly("create()");
        return line.ask(backend::create);
    }

    /** Returns the equivalent command line, with the values of variables as they are; it may hold secrets. */
    public String toCommandLine() {
        return line.toCommandLine();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DetachedSpec that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    /** Returns the equivalent command line, with {@code ***} for the values of variables. */
    @Override
    public String toString() {
        return line.redacted();
    }
}
