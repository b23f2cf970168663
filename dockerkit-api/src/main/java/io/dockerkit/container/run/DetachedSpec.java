package io.dockerkit.container.run;

import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Wait;
import io.dockerkit.image.Image;
import io.dockerkit.image.Progress;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.Started;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A {@code docker run --detach}. No request is sent until {@link #start()}, {@link #startScoped()} or
 * {@link #create()}.
 *
 * <pre>{@code
 * Container web = Containers.run("nginx").detached().port(8080, 80).start();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two specs are equal if they send the same request; progress
 * does not count.
 */
@CheckReturnValue
public final class DetachedSpec extends ContainerOptions<DetachedSpec> {
    private final ContainerBackend backend;
    private final RunPlan plan;

    DetachedSpec(ContainerBackend backend, RunPlan plan) {
        this.backend = backend;
        this.plan = plan;
    }

    @Override
    public DetachedSpec flag(String name, String value) {
        return new DetachedSpec(backend, plan.flag(name, value));
    }

    /**
     * Sets the command and its arguments, instead of the image's. The words are passed unchanged and are not split at
     * spaces.
     */
    public DetachedSpec command(String... words) {
        return command(Checks.elements("words", words));
    }

    /** Sets the command and its arguments, instead of the image's; an empty list keeps the image's own. */
    public DetachedSpec command(List<String> words) {
        return new DetachedSpec(backend, plan.command(words));
    }

    /** Reports the progress of the pull of a missing image. */
    public DetachedSpec onProgress(Progress progress) {
        return new DetachedSpec(backend, plan.progress(progress));
    }

    /** Returns the same spec for another connection: {@code spec.on(docker.containers())}. */
    public DetachedSpec on(ContainerCommands other) {
        return new DetachedSpec(Objects.requireNonNull(other, "other").backend(), plan);
    }

    /** Returns the name that the container is to have, or empty if the engine chooses one. */
    public Optional<String> name() {
        return plan.name();
    }

    /** Returns the image as it was named: {@code nginx}, {@code team/app:1.2} or an id. */
    public String image() {
        return plan.image();
    }

    /** Runs another image, such as one that was just built, by its id. */
    public DetachedSpec image(Image other) {
        return new DetachedSpec(backend, plan.image(Objects.requireNonNull(other, "other").id()));
    }

    /**
     * Returns the spec with other names: its own, and those of the networks, volumes and containers that it refers to, each
     * replaced by the result of the operator. This is for copies of related specs, for instance in tests that run in
     * parallel. The operator also gets predefined networks such as {@code host}, and must return them unchanged.
     */
    public DetachedSpec renamed(UnaryOperator<String> names) {
        return new DetachedSpec(backend, plan.renamed(names));
    }

    /**
     * Makes {@link #start()} wait until the container is ready. A container that does not become ready is removed.
     *
     * <pre>{@code
     * Containers.run("postgres").detached().port(5432).waitFor(Wait.port(5432)).start();
     * }</pre>
     */
    public DetachedSpec waitFor(Wait wait) {
        return new DetachedSpec(backend, plan.waitFor(Objects.requireNonNull(wait, "wait")));
    }

    /** Returns what {@link #start()} waits for, or empty if it does not wait. */
    public Optional<Wait> readiness() {
        return plan.readiness();
    }

    /** Sets what {@link #start()} does if a container with this name exists; the default is to fail. */
    public DetachedSpec ifExists(IfExists policy) {
        return new DetachedSpec(backend, plan.ifExists(Objects.requireNonNull(policy, "policy")));
    }

    /**
     * Ensures that a container of this spec is running, and returns it: {@code ifExists(IfExists.REUSE).start()}. For test
     * loops: the first run starts it, the next ones find it, and a changed spec or image replaces it.
     *
     * <p>What the spec says to docker is kept as a fingerprint in the label {@code io.dockerkit.fingerprint}. A spec
     * without a name has its container called {@code dockerkit-} and the fingerprint. Several programs may do this at the
     * same time: they get the same container.
     *
     * @throws io.dockerkit.NameInUseException if a container with this name was created in another way
     */
    @CanIgnoreReturnValue
    public Container ensure() {
        return ifExists(IfExists.REUSE).start();
    }

    /**
     * Creates and starts the container, pulling the image if it is missing, and returns its handle. The container keeps
     * running.
     *
     * @throws io.dockerkit.ImageNotFoundException if the registry does not have the image, or hides it from the caller
     * @throws io.dockerkit.NameInUseException if another container has the name
     * @throws io.dockerkit.PortInUseException if a port is taken; the container is removed again
     * @throws io.dockerkit.ContainerStartException if the command cannot be started; the container is removed again
     * @throws io.dockerkit.NotReadyException if it does not become ready as required by {@link #waitFor}; the container is
     *     removed
     */
    @CanIgnoreReturnValue
    public Container start() {
        Started started = plan.ask(backend, request -> backend.start(request, plan.ifExists()));
        plan.awaitReady(started);
        return started.container();
    }

    /**
     * Starts the container as {@link #start()} does. The container is removed when the handle is closed, and at the latest
     * when this program ends, in whatever way. The request has the labels of {@code io.dockerkit.Scope} besides what the
     * command line says. From a scope, {@code scope.containers().run(…)}, it belongs to that scope, too.
     *
     * <pre>{@code
     * try (ScopedContainer db = Containers.run("postgres:16").env("POSTGRES_PASSWORD", "x").detached().port(5432).startScoped()) {
     *     InetSocketAddress address = db.waitFor(Wait.port(5432)).address(5432);
     * }
     * }</pre>
     *
     * @throws io.dockerkit.InvalidOptionException if {@link #ifExists} is set: a container that another program owns cannot
     *     be removed with this one
     * @throws IllegalStateException if the program is ending, or the scope of the spec is closed
     */
    @CanIgnoreReturnValue
    public ScopedContainer startScoped() {
        plan.requireOnly("startScoped()", "waitFor");
        ScopedContainer container = plan.ask(backend, backend::startScoped);
        plan.awaitReady(new Started(container, true));
        return container;
    }

    /**
     * Creates the container without starting it: {@code docker create}.
     *
     * @throws io.dockerkit.InvalidOptionException if {@link #waitFor} or {@link #ifExists} is set: they apply only to
     *     {@link #start()}
     */
    @CanIgnoreReturnValue
    public Container create() {
        plan.requireOnly("create()");
        return plan.ask(backend, backend::create);
    }

    /**
     * Returns the line for another request than a container's; called for services.
     *
     * @hidden
     * @throws io.dockerkit.InvalidOptionException if an option of DockerKit's own is set, which only containers have
     */
    @SuppressWarnings("exports")
    public CommandLine line() {
        plan.requireOnly("Services.create(…)");
        return plan.commandLine();
    }

    /** Returns the equivalent command line, with the real values of variables; it may contain secrets. */
    public String toCommandLine() {
        return plan.toCommandLine();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DetachedSpec that && plan.equals(that.plan);
    }

    @Override
    public int hashCode() {
        return plan.hashCode();
    }

    /** Returns the equivalent command line, with {@code ***} for the values of variables. */
    @Override
    public String toString() {
        return plan.redacted();
    }

    /**
     * What {@link DetachedSpec#start()} does when there is a container of the spec's name already: an option of DockerKit's
     * own, {@link DetachedSpec#ifExists}.
     */
    public enum IfExists {
        /** Fails, as docker does, with {@link io.dockerkit.NameInUseException}. This is the default. */
        FAIL,

        /**
         * Reuses the existing container if it has an equal spec and the same image, and starts it if it is not running.
         * Otherwise removes it with its anonymous volumes and creates a new one, if this option created it. A container that
         * was created in any other way is not changed, and the start fails as with {@link #FAIL}.
         */
        REUSE,

        /** Removes the existing container, however it was created, with its anonymous volumes, and creates a new one. */
        REPLACE
    }
}
