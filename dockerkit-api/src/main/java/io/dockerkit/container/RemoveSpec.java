package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ShellQuoting;
import java.util.List;
import java.util.Objects;

/**
 * How to remove a container: the flags of {@code docker rm}.
 *
 * <pre>{@code
 * container.remove(options -> options.force().volumes());
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 *
 * @param isForce whether a running container is killed first
 * @param isVolumes whether its anonymous volumes go too
 * @param link the alias of the link that is removed in place of the container, or the empty text
 */
public record RemoveSpec(boolean isForce, boolean isVolumes, String link) {
    /**
     * Checks the alias, if there is one.
     *
     * @throws InvalidOptionException if the alias is blank or has a slash
     */
    public RemoveSpec {
        Objects.requireNonNull(link, "link");
        if (!link.isEmpty() && (link.isBlank() || link.contains("/"))) {
            throw new InvalidOptionException(
                    "--link", link, "accepted form: the alias of a link of the container's");
        }
    }

    /** Returns a plain {@code docker rm}. */
    public static RemoveSpec defaults() {
        return new RemoveSpec(false, false, "");
    }

    /** Kills the container first if it runs: {@code --force}. */
    public RemoveSpec force() {
        return new RemoveSpec(true, isVolumes, link);
    }

    /** Removes its anonymous volumes too; named ones stay: {@code --volumes}. */
    public RemoveSpec volumes() {
        return new RemoveSpec(isForce, true, link);
    }

    /**
     * Removes its link to another container, and neither of the two: {@code docker rm --link web/db}.
     *
     * @param alias the name by which it finds the other one, as {@code --link other:alias} gave it
     * @throws InvalidOptionException if the alias is blank or has a slash
     */
    public RemoveSpec link(String alias) {
        return new RemoveSpec(isForce, isVolumes, Checks.text("--link", "alias", alias));
    }

    /** Returns the command line that removes a container in this way: {@code docker rm --force web}. */
    public String toCommandLine(String container) {
        Checks.text("container", "container", container);
        String operand = link.isEmpty() ? container : container + "/" + link;
        return "docker rm" + this + " " + ShellQuoting.join(List.of(operand));
    }

    /** Returns the flags as a command line has them. */
    @Override
    public String toString() {
        return (isForce ? " --force" : "")
                + (link.isEmpty() ? "" : " --link")
                + (isVolumes ? " --volumes" : "");
    }
}
