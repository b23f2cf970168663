package io.dockerkit.compose;

import io.dockerkit.Removal;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.compose.containers.OneOff;
import io.dockerkit.compose.containers.ProjectResources;
import io.dockerkit.compose.containers.ServiceContainers;
import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.engine.EventsSpec;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The handle of a service of a project: its containers, of which there is one unless it is scaled. Methods that are about one
 * container take the one with the lowest number.
 *
 * <pre>{@code
 * ComposeService db = project.service("db");
 * InetSocketAddress address = db.address(5432);
 * String version = db.exec("postgres", "--version").execute().stdout();
 * }</pre>
 *
 * <p>Methods that need a container throw {@link io.dockerkit.NotFoundException} if the service has none; the message says
 * what exists of the project.
 *
 * <p>Thread-safe. Two handles are equal if they stand for the same service of the same project.
 */
@CheckReturnValue
public final class ComposeService {
    private final ComposeProject project;
    private final String name;
    private final ServiceContainers containers;

    ComposeService(ComposeProject project, String name, ProjectResources resources) {
        this.project = project;
        this.name = name;
        this.containers = new ServiceContainers(resources, name);
    }

    /** Returns the service's name. */
    public String name() {
        return name;
    }

    /** Returns the project. */
    public ComposeProject project() {
        return project;
    }

    /** Returns its running containers: {@code docker compose ps SERVICE}. */
    @CanIgnoreReturnValue
    public List<ComposeContainer> ps() {
        return project.ps(name);
    }

    /** Returns its containers, running or not, by their numbers, without those of {@code run}. */
    public List<Container> containers() {
        return containers.all();
    }

    /**
     * Returns its first container, running or not: for what this handle has no method for, {@code attach()} and {@code
     * inspect()} for instance.
     */
    public Container container() {
        return containers.first(OneOff.EXCLUDED);
    }

    /**
     * Returns one of its containers, running or not: {@code --index}.
     *
     * @param index the number in the service, from 1
     * @throws io.dockerkit.NotFoundException if there is none of this number
     */
    public Container container(int index) {
        return containers.get((int) Checks.between("--index", index, 1, Integer.MAX_VALUE));
    }

    /**
     * Returns the address at which this program reaches a published TCP port of the first running container, by the rules of
     * {@link Container#address(int)}.
     *
     * @throws IllegalStateException if it is not published; the message lists the published ports
     */
    public InetSocketAddress address(int containerPort) {
        return address(Port.tcp(containerPort));
    }

    /** Returns the address at which this program reaches a published port of any protocol. */
    public InetSocketAddress address(Port containerPort) {
        return containers.running().address(containerPort);
    }

    /** Returns the host port of a published TCP port of the first running container. */
    public int hostPort(int containerPort) {
        return hostPort(Port.tcp(containerPort));
    }

    /** Returns the host port of a published port of any protocol. */
    public int hostPort(Port containerPort) {
        return containers.running().hostPort(containerPort);
    }

    /**
     * Returns where a TCP port of the first running container is published: {@code docker compose port}.
     *
     * @throws IllegalStateException if it is not published; the message lists the published ports
     */
    public Port.Binding port(int containerPort) {
        return port(Port.tcp(containerPort));
    }

    /** Returns where a port of any protocol is published: {@code docker compose port --protocol}. */
    public Port.Binding port(Port containerPort) {
        return containers.binding(containerPort);
    }

    /**
     * Returns the spec of a command to run in the first running container: {@code docker compose exec}. The words are passed
     * unchanged and are not split at spaces. {@code container(2).exec(…)} is for another container. {@link
     * ExecSpec#toCommandLine()} has the usual name of the first container.
     */
    public ExecSpec exec(String... command) {
        return exec(List.of(command));
    }

    /** Returns the spec of a command to run in the first running container: {@code docker compose exec}. */
    public ExecSpec exec(List<String> command) {
        return containers.exec(command);
    }

    /** Returns the spec of the logs of its containers: {@code docker compose logs SERVICE}. */
    public ComposeLogsSpec logs() {
        return project.logs(name);
    }

    /** Starts it, and what it depends on: {@code docker compose start SERVICE}. */
    public void start() {
        project.start(name);
    }

    /** Stops its containers: {@code docker compose stop SERVICE}. */
    public void stop() {
        project.stop(name);
    }

    /** Stops its containers with options. */
    public void stop(UnaryOperator<ComposeStopSpec> options) {
        project.stop(options, name);
    }

    /** Restarts its containers: {@code docker compose restart SERVICE}. */
    public void restart() {
        project.restart(name);
    }

    /** Restarts its containers with options. */
    public void restart(UnaryOperator<ComposeRestartSpec> options) {
        project.restart(options, name);
    }

    /** Kills its running containers with SIGKILL: {@code docker compose kill SERVICE}. */
    public void kill() {
        project.kill(name);
    }

    /**
     * Sends its running containers a signal: {@code docker compose kill --signal}.
     *
     * @param signal a name, {@code SIGHUP} or {@code HUP}, or a number
     */
    public void kill(String signal) {
        project.kill(options -> options.signal(signal), name);
    }

    /** Pauses its containers: {@code docker compose pause SERVICE}. */
    public void pause() {
        project.pause(name);
    }

    /** Resumes its containers: {@code docker compose unpause SERVICE}. */
    public void unpause() {
        project.unpause(name);
    }

    /** Removes those of its containers that do not run: {@code docker compose rm SERVICE}. */
    @CanIgnoreReturnValue
    public Removal remove() {
        return project.remove(name);
    }

    /** Removes its containers with options. */
    @CanIgnoreReturnValue
    public Removal remove(UnaryOperator<ComposeRemoveSpec> options) {
        return project.remove(options, name);
    }

    /** Returns the processes of its running containers, by the containers' names: {@code docker compose top SERVICE}. */
    public Map<String, Container.ProcessTable> top() {
        return project.top(name);
    }

    /** Returns the spec of what happens to its containers: {@code docker compose events SERVICE}. */
    public EventsSpec events() {
        return project.events(name);
    }

    /**
     * Copies a file or a directory into each of its containers: {@code docker compose cp SOURCE SERVICE:TARGET}, by the rules
     * of {@link Container#copyTo(Path, String)}.
     */
    public void copyTo(Path source, String target) {
        copyTo(source, target, options -> options);
    }

    /** Copies into each of its containers with options: {@code web.copyTo(file, "/etc/", options -> options.all())}. */
    public void copyTo(Path source, String target, UnaryOperator<ComposeCopySpec> options) {
        ComposeCopySpec spec = options.apply(ComposeCopySpec.defaults());
        containers.forEach(
                oneOff(spec), container -> container.copyTo(source, target, spec::ofOne));
    }

    /**
     * Copies a file or a directory out of its first container: {@code docker compose cp SERVICE:SOURCE TARGET}, by the rules
     * of {@link Container#copyFrom(String, Path)}.
     */
    public void copyFrom(String source, Path target) {
        copyFrom(source, target, options -> options);
    }

    /** Copies out of its first container with options. */
    public void copyFrom(String source, Path target, UnaryOperator<ComposeCopySpec> options) {
        ComposeCopySpec spec = options.apply(ComposeCopySpec.defaults());
        containers.first(oneOff(spec)).copyFrom(source, target, spec::ofOne);
    }

    private static OneOff oneOff(ComposeCopySpec spec) {
        return spec.isAll() ? OneOff.INCLUDED : OneOff.EXCLUDED;
    }

    /**
     * Waits until each of its containers is ready, and returns the service.
     *
     * @throws io.dockerkit.NotReadyException.TimedOut if one is not ready in time
     * @throws io.dockerkit.NotReadyException immediately, if one exits instead; the message has the end of its logs
     */
    @CanIgnoreReturnValue
    public ComposeService waitFor(Wait wait) {
        containers.forEach(OneOff.EXCLUDED, container -> container.waitFor(wait));
        return this;
    }

    /**
     * Waits until its containers have exited, and returns the exit code, of several the first that is not 0: {@code docker
     * compose wait SERVICE}.
     */
    @CanIgnoreReturnValue
    public int awaitExit() {
        return project.awaitExit(name).values().stream()
                .filter(code -> code != 0)
                .findFirst()
                .orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComposeService that
                && name.equals(that.name)
                && project.equals(that.project);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the names of service and project. */
    @Override
    public String toString() {
        return "service " + name + " of " + project;
    }
}
