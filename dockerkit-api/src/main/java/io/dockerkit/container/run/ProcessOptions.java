package io.dockerkit.container.run;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.flags.Signals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What runs in the container, as whom, and with which environment.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class ProcessOptions<S extends ProcessOptions<S>> extends UpdateOptions<S> {
    /** Keeps standard input open: {@code --interactive}, {@code -i}. */
    public S interactive() {
        return flag("interactive", "true");
    }

    /** Allocates a TTY, which merges both output streams: {@code --tty}, {@code -t}. */
    public S tty() {
        return flag("tty", "true");
    }

    /** Sets an environment variable: {@code --env NAME=value}. */
    public S env(String name, String value) {
        return flag("env", Checks.pair("--env", "name", name, value));
    }

    /**
     * Inherits an environment variable from this process, or unsets the image's where this process has none: {@code --env
     * NAME}. It is read when the container is created.
     */
    public S env(String name) {
        return flag("env", Checks.text("--env", "name", name));
    }

    /** Sets environment variables: {@code --env} for each. */
    @SuppressWarnings("unchecked") // every spec is its own S
    public S env(Map<String, String> variables) {
        S spec = (S) this;
        for (Map.Entry<String, String> variable :
                Checks.entries("variables", variables).entrySet()) {
            spec = spec.env(variable.getKey(), variable.getValue());
        }
        return spec;
    }

    /**
     * Replaces the image's entrypoint with this program: {@code --entrypoint}. The empty text clears the image's, so
     * that the command is the program.
     */
    public S entrypoint(String program) {
        return flag("entrypoint", Objects.requireNonNull(program, "program"));
    }

    /** Sets the user, {@code name|uid[:group|gid]}: {@code --user}. */
    public S user(String user) {
        return flag("user", Checks.text("--user", "user", user));
    }

    /** Sets the working directory in the container: {@code --workdir}. */
    public S workdir(String path) {
        return flag("workdir", Checks.text("--workdir", "path", path));
    }

    /** Runs an init in the container that forwards signals and reaps processes: {@code --init}. */
    public S init() {
        return flag("init", "true");
    }

    /** Sets the signal that stops the container, {@code SIGQUIT} for instance: {@code --stop-signal}. */
    public S stopSignal(String signal) {
        return flag(
                "stop-signal",
                Signals.check("--stop-signal", Objects.requireNonNull(signal, "signal")));
    }

    /**
     * Sets how long a stop waits before it kills, in whole seconds, rounded up: {@code --stop-timeout}. Zero kills at once.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is negative or longer than 876000 h
     */
    public S stopTimeout(Duration time) {
        return flag(
                "stop-timeout",
                String.valueOf(
                        Checks.seconds("--stop-timeout", Objects.requireNonNull(time, "time"))));
    }

    /**
     * Attaches to one stream in the foreground, {@code stdin}, {@code stdout} or {@code stderr}, instead of both outputs:
     * {@code --attach}.
     */
    public S attach(String stream) {
        return flag("attach", Checks.text("--attach", "stream", stream));
    }

    /**
     * Reads environment variables from a file when the container is created, one {@code NAME=value} per line; {@link #env}
     * wins: {@code --env-file}.
     */
    public S envFile(Path file) {
        return flag("env-file", Checks.file("--env-file", "file", file));
    }

    /** Adds a group, by name or id: {@code --group-add}. */
    public S groupAdd(String group) {
        return flag("group-add", Checks.text("--group-add", "group", group));
    }
}
