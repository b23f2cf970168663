package io.dockerkit.container.run;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.flags.ContainerName;
import java.nio.file.Path;
import java.util.Map;

/**
 * The options that a foreground and a detached run share: each is a flag of {@code docker run}.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class ContainerOptions<S extends ContainerOptions<S>> extends HealthOptions<S> {
    /**
     * Names the container; without it the engine chooses a name: {@code --name}.
     *
     * @throws io.dockerkit.InvalidOptionException if the name is malformed
     */
    public S name(String name) {
        return flag("name", ContainerName.check("--name", name));
    }

    /** Adds a label: {@code --label key=value}. */
    public S label(String key, String value) {
        return flag("label", Checks.pair("--label", "key", key, value));
    }

    /** Adds a label without a value: {@code --label key}. */
    public S label(String key) {
        return flag("label", Checks.text("--label", "key", key));
    }

    /** Adds labels: {@code --label} for each. */
    @SuppressWarnings("unchecked") // every spec is its own S
    public S labels(Map<String, String> labels) {
        S spec = (S) this;
        for (Map.Entry<String, String> label : Checks.entries("labels", labels).entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec;
    }

    /** Removes the container, and its anonymous volumes, when it ends: {@code --rm}. */
    public S rm() {
        return flag("rm", "true");
    }

    /** Sets when to pull the image: {@code missing} unless set, {@code always} or {@code never}: {@code --pull}. */
    public S pull(String policy) {
        return flag("pull", Checks.text("--pull", "policy", policy));
    }

    /** Asks for an image for this platform, {@code linux/arm64} for instance: {@code --platform}. */
    public S platform(String platform) {
        return flag("platform", Checks.text("--platform", "platform", platform));
    }

    /**
     * Reads labels from a file when the container is created, one {@code key=value} per line; {@link #label} wins: {@code
     * --label-file}.
     */
    public S labelFile(Path file) {
        return flag("label-file", Checks.file("--label-file", "file", file));
    }

    /** Adds an annotation for the runtime: {@code --annotation}. */
    public S annotation(String key, String value) {
        return flag("annotation", Checks.pair("--annotation", "key", key, value));
    }

    /** Sets the log driver, {@code none} for no logs: {@code --log-driver}. */
    public S logDriver(String driver) {
        return flag("log-driver", Checks.text("--log-driver", "driver", driver));
    }

    /** Sets an option of the log driver, {@code max-size}, {@code 10m} for instance: {@code --log-opt}. */
    public S logOpt(String name, String value) {
        return flag("log-opt", Checks.pair("--log-opt", "name", name, value));
    }

    /**
     * Gives the container the engine's socket, and a copy of this user's logins unless it has a variable {@code DOCKER_CONFIG}:
     * {@code --use-api-socket}. Whoever controls the container then controls the engine. The engine must be at a unix socket.
     */
    public S useApiSocket() {
        return flag("use-api-socket", "true");
    }

    /** Does not report the progress of the pull: {@code --quiet}. */
    public S quiet() {
        return flag("quiet", "true");
    }

    /** Writes the container's id into a file, which must not exist yet: {@code --cidfile}. */
    public S cidfile(Path file) {
        return flag("cidfile", Checks.file("--cidfile", "file", file));
    }

    /**
     * Passes the signals HUP, INT, TERM, USR2 and CONT that this process gets on to the container while it runs in the
     * foreground, and does not let them end this process meanwhile: {@code --sig-proxy}. Unlike the CLI's, it is off
     * unless it is set, since the signals of a program are its own; it has no effect with a terminal or detached.
     */
    public S sigProxy() {
        return flag("sig-proxy", "true");
    }

    /** Sets the keys that detach a terminal, {@code ctrl-p,ctrl-q} for instance: {@code --detach-keys}. */
    public S detachKeys(String keys) {
        return flag("detach-keys", Checks.text("--detach-keys", "keys", keys));
    }
}
