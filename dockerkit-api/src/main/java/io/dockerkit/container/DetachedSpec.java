package io.dockerkit.container;

import io.dockerkit.image.Progress;
import java.util.List;

/**
 * A {@code docker run --detach}. Nothing happens until {@link #start()} or {@link #create()}.
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
        return line.ask(backend::start);
    }

    /** Creates the container without starting it: {@code docker create}. */
    public Container create() {
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
