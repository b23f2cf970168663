package io.dockerkit.container;

import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.util.List;
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
@SuppressWarnings("exports") // what it inherits is called as its own
public final class RemoveSpec extends CallOptions<RemoveSpec> implements FlagOptions<RemoveSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker rm",
                    List.of(
                            toggle("force", "Kill the container first if it runs").shorthand('f'),
                            toggle("link", "Remove a link of the container").shorthand('l'),
                            toggle("volumes", "Remove its anonymous volumes too").shorthand('v')));

    private static final RemoveSpec DEFAULTS = new RemoveSpec(FlagValues.none(TABLE), null);

    private final @Nullable String link;

    private RemoveSpec(FlagValues flags, @Nullable String link) {
        super(flags);
        this.link = link;
    }

    @Override
    protected RemoveSpec with(FlagValues next) {
        return new RemoveSpec(next, link);
    }

    @Override
    protected Object besides() {
        return link();
    }

    /** Returns a plain {@code docker rm}. */
    public static RemoveSpec defaults() {
        return DEFAULTS;
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidOptionException also for {@code link}, which needs an alias: {@link #link(String)}
     */
    @Override
    public RemoveSpec flag(String name, String value) {
        RemoveSpec next = super.flag(name, value);
        if (next.flags().isSet("link") != flags().isSet("link")) {
            throw new InvalidOptionException(
                    "--link", value, "it needs the alias of the link: link(\"db\")");
        }
        return next;
    }

    /** Kills the container first if it runs: {@code --force}. */
    public RemoveSpec force() {
        return flag("force", "true");
    }

    /** Removes its anonymous volumes too; named ones stay: {@code --volumes}. */
    public RemoveSpec volumes() {
        return flag("volumes", "true");
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
        return new RemoveSpec(flags().with("link", "true"), alias);
    }

    /** Returns whether a running container is killed first. */
    public boolean isForce() {
        return flags().isSet("force");
    }

    /** Returns whether its anonymous volumes go too. */
    public boolean isVolumes() {
        return flags().isSet("volumes");
    }

    /** Returns the alias of the link that is removed in place of the container; empty if the container is. */
    public Optional<String> link() {
        return Optional.ofNullable(link);
    }

    /** Returns the command line that removes a container in this way: {@code docker rm --force web}. */
    public String toCommandLine(String container) {
        Checks.text("container", "container", container);
        String operand = link == null ? container : container + "/" + link;
        return line(operand);
    }
}
