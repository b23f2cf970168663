package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ShellQuoting;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code docker rm}.
 *
 * <pre>{@code
 * container.remove(options -> options.force().volumes());
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class RemoveSpec {
    private static final RemoveSpec DEFAULTS = new RemoveSpec(false, false, null);

    private final boolean force;
    private final boolean volumes;
    private final @Nullable String link;

    private RemoveSpec(boolean force, boolean volumes, @Nullable String link) {
        this.force = force;
        this.volumes = volumes;
        this.link = link;
    }

    /** Returns a plain {@code docker rm}. */
    public static RemoveSpec defaults() {
        return DEFAULTS;
    }

    /** Kills the container first if it runs: {@code --force}. */
    public RemoveSpec force() {
        return new RemoveSpec(true, volumes, link);
    }

    /** Removes its anonymous volumes too; named ones stay: {@code --volumes}. */
    public RemoveSpec volumes() {
        return new RemoveSpec(force, true, link);
    }

    /**
     * Removes its link to another container, and neither of the two: {@code docker rm --link web/db}.
     *
     * @param alias the name by which it finds the other one, as {@code --link other:alias} gave it
     * @throws InvalidOptionException if the alias is blank or has a slash
     */
    public RemoveSpec link(String alias) {
        if (Checks.text("--link", "alias", alias).contains("/")) {
            throw new InvalidOptionException(
                    "--link", alias, "accepted form: the alias of a link of the container's");
        }
        return new RemoveSpec(force, volumes, alias);
    }

    /** Returns whether a running container is killed first. */
    public boolean isForce() {
        return force;
    }

    /** Returns whether its anonymous volumes go too. */
    public boolean isVolumes() {
        return volumes;
    }

    /** Returns the alias of the link that is removed in place of the container; empty if the container is. */
    public Optional<String> link() {
        return Optional.ofNullable(link);
    }

    /** Returns the command line that removes a container in this way: {@code docker rm --force web}. */
    public String toCommandLine(String container) {
        Checks.text("container", "container", container);
        String operand = link == null ? container : container + "/" + link;
        return "docker rm" + this + " " + ShellQuoting.join(List.of(operand));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RemoveSpec that
                && force == that.force
                && volumes == that.volumes
                && Objects.equals(link, that.link);
    }

    @Override
    public int hashCode() {
        return Objects.hash(force, volumes, link);
    }

    /** Returns the flags as a command line has them. */
    @Override
    public String toString() {
        return (force ? " --force" : "")
                + (link == null ? "" : " --link")
                + (volumes ? " --volumes" : "");
    }
}
