package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerPruneSpec;
import io.dockerkit.container.ContainerQuery;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.container.run.UpdateSpec;
import io.dockerkit.image.Image;
import java.util.List;
import java.util.Optional;

/**
 * The {@code docker container} commands on the default connection.
 *
 * <pre>{@code
 * Containers.run("ubuntu").detached().port(80, 8080).volume("data_volume", "/www").start();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Containers {
    private Containers() {}

    /**
     * Returns the spec of a foreground run: {@code docker run IMAGE}. No request is sent until a terminal operation such as
     * {@link RunSpec#execute()}.
     *
     * <pre>{@code
     * String greeting = Containers.run("hello-world").execute().stdout();
     * }</pre>
     *
     * @param image {@code [host[:port]/]path[:tag][@digest]}, or an id
     * @throws InvalidOptionException if the name is malformed
     */
    @CheckReturnValue
    public static RunSpec run(String image) {
        return Docker.deferred().containers().run(image);
    }

    /** Returns the spec of a foreground run of this very image, by its id: {@code docker run IMAGE}. */
    @CheckReturnValue
    public static RunSpec run(Image image) {
        return Docker.deferred().containers().run(image);
    }

    /**
     * Reads a command line, {@code docker run …} or {@code docker create …}, as a shell and the CLI read it: quotes, line
     * continuations, bundled letters, options only before the image. Nothing is expanded: a line with {@code $NAME} or
     * {@code $(…)} is rejected. Relative paths and {@code -e NAME} are those of this process when the terminal operation is
     * called.
     *
     * <p>A spec belongs to its connection, so flags before the command, {@code docker --context build run …} or {@code
     * docker -H ssh://me@build run …}, must name the engine of that connection. If they name another engine, the
     * terminal operation throws an {@link InvalidOptionException}, and no request is sent; read such a line with a
     * connection to that engine: {@code Docker.connect("ssh://me@build").containers().parse(line)}. {@code --debug} and
     * {@code --log-level} have no effect; {@code --config} and the {@code --tls…} flags are rejected, since a
     * connection gets them from its environment. The other {@code parse} methods follow the same rules.
     *
     * <pre>{@code
     * RunSpec web = Containers.parse("docker run -d --name web -p 8080:80 -v ./www:/usr/share/nginx/html:ro nginx");
     * Container started = web.detached().start();
     * }</pre>
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static RunSpec parse(String commandLine) {
        return Docker.deferred().containers().parse(commandLine);
    }

    /** Reads a command line that was typed elsewhere: relative paths and variables to inherit are those of {@code host}. */
    @CheckReturnValue
    public static RunSpec parse(String commandLine, HostContext host) {
        return Docker.deferred().containers().parse(commandLine, host);
    }

    /** Reads the words of a command line, {@code docker} first, as the CLI reads them. */
    @CheckReturnValue
    public static RunSpec parse(List<String> words) {
        return Docker.deferred().containers().parse(words);
    }

    /** Reads the words of a command line that was typed elsewhere. */
    @CheckReturnValue
    public static RunSpec parse(List<String> words, HostContext host) {
        return Docker.deferred().containers().parse(words, host);
    }

    /**
     * Reads a command line, {@code docker exec …}, by the rules of {@link #parse(String)}. The container is looked up by the
     * terminal operation. A line with {@code -d} has {@code start()}, others have {@code execute()} and {@code attach()}.
     *
     * <pre>{@code
     * String version = Containers.parseExec("docker exec -u postgres db psql --version").execute().stdout();
     * }</pre>
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static ExecSpec parseExec(String commandLine) {
        return Docker.deferred().containers().parseExec(commandLine);
    }

    /** Reads a {@code docker exec} line that was typed elsewhere: relative paths and variables are those of {@code host}. */
    @CheckReturnValue
    public static ExecSpec parseExec(String commandLine, HostContext host) {
        return Docker.deferred().containers().parseExec(commandLine, host);
    }

    /** Reads the words of a command line, {@code docker exec …}. */
    @CheckReturnValue
    public static ExecSpec parseExec(List<String> words) {
        return Docker.deferred().containers().parseExec(words);
    }

    /** Reads the words of a {@code docker exec} line that was typed elsewhere. */
    @CheckReturnValue
    public static ExecSpec parseExec(List<String> words, HostContext host) {
        return Docker.deferred().containers().parseExec(words, host);
    }

    /**
     * Reads a command line, {@code docker update …}, by the rules of {@link #parse(String)}. The containers are looked up by
     * the terminal operation.
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static UpdateSpec parseUpdate(String commandLine) {
        return Docker.deferred().containers().parseUpdate(commandLine);
    }

    /** Reads the words of a command line, {@code docker update …}. */
    @CheckReturnValue
    public static UpdateSpec parseUpdate(List<String> words) {
        return Docker.deferred().containers().parseUpdate(words);
    }

    /** Returns the running containers, newest first: {@code docker ps}. */
    public static List<ContainerSummary> list() {
        return Docker.deferred().containers().list();
    }

    /**
     * Returns a query with options: {@code docker ps …}.
     *
     * <pre>{@code
     * Containers.query().all().label("demo").removeAll();
     * }</pre>
     */
    @CheckReturnValue
    public static ContainerQuery query() {
        return Docker.deferred().containers().query();
    }

    /**
     * Returns the container with this name, id or unique id prefix, running or not.
     *
     * <pre>{@code
     * Containers.get("5d").stop();
     * }</pre>
     *
     * @throws NotFoundException if there is none
     * @throws AmbiguousIdException if several have this prefix; the message lists them
     * @throws InvalidOptionException if the text is blank
     */
    public static Container get(String reference) {
        return Docker.deferred().containers().get(reference);
    }

    /** Returns the container with this name, id or unique id prefix, or empty if there is none. */
    public static Optional<Container> find(String reference) {
        return Docker.deferred().containers().find(reference);
    }

    /**
     * Returns the spec of a prune of stopped containers: {@code docker container prune}.
     *
     * <pre>{@code
     * long bytes = Containers.prune().label("demo").execute().spaceReclaimed();
     * }</pre>
     */
    @CheckReturnValue
    public static ContainerPruneSpec prune() {
        return Docker.deferred().containers().prune();
    }
}
