package io.dockerkit.impl.container;

import io.dockerkit.cli.Checks;
import io.dockerkit.container.run.Exec;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.rest.Rest;
import java.time.Duration;
import java.util.Objects;

/** A command in the background of a container, by the id of its exec. Thread-safe. */
final class EngineExec implements Exec {
    private final Rest rest;
    private final String id;
    private final String commandLine;

    EngineExec(Rest rest, String id, String commandLine) {
        this.rest = rest;
        this.id = id;
        this.commandLine = commandLine;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Details inspect() {
        return new JsonExecDetails(
                rest.get("exec", id, "json")
                        .to("inspect exec " + ShortId.of(id))
                        .as(commandLine)
                        .read());
    }

    @Override
    public int awaitExit() {
        return new ExecEnd(rest, id, commandLine).await(null);
    }

    @Override
    public int awaitExit(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return new ExecEnd(rest, id, commandLine).await(Checks.positive("timeout", timeout));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EngineExec that
                && id.equals(that.id)
                && rest.address().equals(that.rest.address());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "exec " + ShortId.of(id) + " (" + commandLine + ")";
    }
}
