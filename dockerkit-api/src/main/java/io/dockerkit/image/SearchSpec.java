package io.dockerkit.image;

import io.dockerkit.FlagOptions;
import io.dockerkit.Json;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.spi.ImageBackend;
import java.util.List;

/**
 * A {@code docker search}: asks Docker Hub, or the registry that the term begins with, for images. The engine asks; no
 * request is sent until {@link #execute()}.
 *
 * <pre>{@code
 * List<SearchSpec.Result> found = Images.search("nginx").official().stars(100).limit(5).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class SearchSpec extends FilteredOptions<SearchSpec>
        implements FlagOptions<SearchSpec> {
    private final ImageBackend backend;

    private SearchSpec(ImageBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    @Override
    protected SearchSpec with(CommandLine next) {
        return new SearchSpec(backend, next);
    }

    static SearchSpec of(ImageBackend backend, String term) {
        return new SearchSpec(
                backend,
                CommandLine.of(ImageFlags.SEARCH, List.of(Checks.text("search", "term", term))));
    }

    /** Sets the number of results at most, 1 to 100; the engine's default is 25: {@code --limit}. */
    public SearchSpec limit(int most) {
        return flag("limit", String.valueOf(Checks.between("--limit", most, 1, 100)));
    }

    /** Adds any filter of the command, {@code is-official} or {@code stars}: {@code --filter key=value}. */
    @Override
    public SearchSpec filter(String key, String value) {
        return super.filter(key, value);
    }

    /** Finds only official images: {@code --filter is-official=true}. */
    public SearchSpec official() {
        return filter("is-official", "true");
    }

    /** Finds only images with at least so many stars: {@code --filter stars=…}. */
    public SearchSpec stars(int least) {
        return filter(
                "stars",
                String.valueOf(Checks.between("--filter stars", least, 0, Integer.MAX_VALUE)));
    }

    /**
     * Searches, and returns what is found in the registry's order.
     *
     * @throws io.dockerkit.EngineException if a filter is unknown, or the registry cannot be searched; the message has the
     *     engine's words
     */
    @CanIgnoreReturnValue
    public List<Result> execute() {
        return backend.search(
                line().operand(0),
                line().flags().value("limit").orElse(""),
                filters(),
                toCommandLine());
    }

    /**
     * An image that a search found.
     *
     * <p>Immutable and thread-safe.
     */
    public interface Result {
        /** Returns the name by which it can be pulled, without a tag. */
        String name();

        /** Returns its whole description; empty if it has none. */
        String description();

        /** Returns how many stars it has. */
        int stars();

        /** Returns whether it is one of Docker's official images. */
        boolean isOfficial();

        /** Returns the part of the engine's answer at a JSON pointer. */
        Json at(String pointer);
    }
}
