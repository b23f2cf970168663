package io.dockerkit.compose;

import io.dockerkit.Docker;
import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The options of {@code docker compose ls}.
 *
 * <pre>{@code
 * Compose.list(options -> options.all().name("shop"));
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeListSpec extends CallOptions<ComposeListSpec>
        implements FlagOptions<ComposeListSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker compose ls",
                    List.of(
                            Flag.toggle("all", "Show projects of which nothing runs, too")
                                    .shorthand('a'),
                            Flag.many("filter", "name=pattern", "Show what the filter leaves")
                                    .checked(ComposeListSpec::filter)));

    private final Docker docker;

    private ComposeListSpec(FlagValues flags, Docker docker) {
        super(flags);
        this.docker = docker;
    }

    static ComposeListSpec of(Docker docker) {
        return new ComposeListSpec(FlagValues.none(TABLE), docker);
    }

    private static String filter(String value) {
        if (!value.startsWith("name=")) {
            throw new IllegalArgumentException("the only filter is name");
        }
        return value;
    }

    @Override
    protected ComposeListSpec with(FlagValues next) {
        return new ComposeListSpec(next, docker);
    }

    @Override
    protected Object besides() {
        return docker;
    }

    /** Lists projects of which nothing runs, too: {@code --all}. */
    public ComposeListSpec all() {
        return flag("all", "true");
    }

    /**
     * Lists the projects whose name contains this, which may be a regular expression, and those of further calls: {@code
     * --filter name=…}.
     */
    public ComposeListSpec name(String part) {
        return flag("filter", "name=" + Checks.text("--filter name", "part", part));
    }

    /** Lists the projects of another engine than the default one. */
    public ComposeListSpec on(Docker other) {
        return new ComposeListSpec(flags(), Objects.requireNonNull(other, "other"));
    }

    Docker docker() {
        return docker;
    }

    boolean isAll() {
        return flags().isSet("all");
    }

    /** As the CLI: the name itself, or a pattern that is found in it. */
    boolean takes(String name) {
        List<String> filters = flags().all("filter");
        return filters.isEmpty()
                || filters.stream()
                        .map(filter -> filter.substring("name=".length()))
                        .anyMatch(part -> name.equals(part) || isFound(part, name));
    }

    private static boolean isFound(String part, String name) {
        try {
            return Pattern.compile(part).matcher(name).find();
        } catch (PatternSyntaxException none) {
            return false;
        }
    }
}
