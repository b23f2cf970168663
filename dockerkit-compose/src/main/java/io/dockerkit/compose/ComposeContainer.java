package io.dockerkit.compose;

import io.dockerkit.compose.containers.Listed;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.Port;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of {@code docker compose ps}.
 *
 * <p>Immutable and thread-safe; {@link #container()} gives the handle.
 */
public final class ComposeContainer {
    private final Listed listed;

    ComposeContainer(Listed listed) {
        this.listed = listed;
    }

    /** Returns the full id of 64 hex digits. */
    public String id() {
        return summary().id();
    }

    /** Returns the name without the leading slash: {@code shop-web-1}. */
    public String name() {
        return listed.member().name();
    }

    /** Returns the name of its service. */
    public String service() {
        return listed.member().service();
    }

    /** Returns its number in the service, from 1; 0 for a container of {@code run}. */
    public int number() {
        return listed.member().oneOff() ? 0 : listed.member().number();
    }

    /** Returns whether {@code run} created it. */
    public boolean oneOff() {
        return listed.member().oneOff();
    }

    /** Returns the image as the project names it. */
    public String image() {
        return summary().image();
    }

    /** Returns the entrypoint and the command as one text. */
    public String commandLine() {
        return summary().commandLine();
    }

    /** Returns when it was created. */
    public Instant created() {
        return summary().created();
    }

    /**
     * Returns {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code removing}, {@code exited} or {@code
     * dead}.
     */
    public String state() {
        return summary().state();
    }

    /** Returns whether it is {@code running}. */
    public boolean running() {
        return state().equals("running");
    }

    /** Returns the state in the engine's words: {@code Up 5 minutes (healthy)}, {@code Exited (0) 2 hours ago}. */
    public String status() {
        return summary().status();
    }

    /** Returns {@code starting}, {@code healthy} or {@code unhealthy}; empty if it is not running or has no health check. */
    public Optional<String> health() {
        return listed.health().isEmpty() ? Optional.empty() : Optional.of(listed.health());
    }

    /** Returns the exit code of a container that has exited, otherwise 0. */
    public int exitCode() {
        return listed.exitCode();
    }

    /** Returns the published ports. */
    public List<Port.Binding> ports() {
        return summary().ports();
    }

    /** Returns the labels, those of the project included. */
    public Map<String, String> labels() {
        return summary().labels();
    }

    /** Returns the names of its networks. */
    public List<String> networks() {
        return summary().networks();
    }

    /** Returns all that {@code docker ps} reports about it. */
    public ContainerSummary summary() {
        return listed.member().summary();
    }

    /** Returns the handle of the container. */
    public Container container() {
        return summary().container();
    }

    /** Returns name and status. */
    @Override
    public String toString() {
        return name() + ": " + status();
    }
}
