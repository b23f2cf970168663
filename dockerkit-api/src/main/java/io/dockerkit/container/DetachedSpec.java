package io.dockerkit.container;

import io.dockerkit.image.Progress;
import java.util.List;

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
        return command(List.of(words));
    }

    /** Sets the command and its arguments, in place of the image's; none for the image's own. */
    public DetachedSpec command(List<String> words) {
        return new DetachedSpec(backend, line.command(words));
    }

    /** Has the pull of a missing image reported. */
    public DetachedSpec onProgress(Progress progress) {
        return new DetachedSpec(backend, line.progress(progress));
    }

    /**
     * Creates and starts the container, pulling the image if it is missing, and returns its handle; the container goes on.
     *
     * @throws io.dockerkit.ImageNotFoundException if no registry has the image, or does not let the caller see it
     * @throws io.dockerkit.NameInUseException if another container has the name
     * @throws io.dockerkit.PortInUseException if a port is taken; the container is removed again
     * @throws io.dockerkit.ContainerStartException if the command cannot be started; the container is removed again
     */
    public Container start() {
        return backend.start(line.request());
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
     * @throws IllegalStateException if the program is ending, or the scope that the spec was made from is closed
     */
    public ScopedContainer startScoped() {
        return backend.startScoped(line.request());
    }

    /** Creates the container without starting it: {@code docker create}. */
    public Container create() {
        return backend.create(line.request());
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
