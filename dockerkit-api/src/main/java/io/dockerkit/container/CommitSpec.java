package io.dockerkit.container;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Words;
import io.dockerkit.image.Image;
import io.dockerkit.spi.CommitBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker commit}: creates an image from a container's changes. No request is sent until {@link #execute()}.
 *
 * <pre>{@code
 * Image snapshot = container.commit("team/snapshot:1").change("LABEL stage=test").execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class CommitSpec implements FlagOptions<CommitSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker commit",
                    List.of(
                            Flag.one("author", "a text", "Author of the image").shorthand('a'),
                            Flag.many("change", "an instruction", "Dockerfile instruction to apply")
                                    .shorthand('c')
                                    .checked(Words::checkNotBlank),
                            Flag.one("message", "a text", "Message of the commit").shorthand('m'),
                            Flag.toggle("pause", "Pause the container meanwhile")
                                    .shorthand('p')
                                    .onByDefault()));

    private final CommitBackend backend;
    private final Map<String, String> query;
    private final List<String> changes;
    private final @Nullable Duration timeout;

    private CommitSpec(
            CommitBackend backend,
            Map<String, String> query,
            List<String> changes,
            @Nullable Duration timeout) {
        this.backend = backend;
        this.query = query;
        this.changes = changes;
        this.timeout = timeout;
    }

    /**
     * Returns the spec of a commit without options; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static CommitSpec of(CommitBackend backend, Map<String, String> query) {
        return new CommitSpec(
                Objects.requireNonNull(backend, "backend"),
                Map.copyOf(Checks.entries("query", query)),
                List.of(),
                null);
    }

    private CommitSpec with(String name, String value) {
        Map<String, String> next = new LinkedHashMap<>(query);
        next.put(name, value);
        return new CommitSpec(backend, next, changes, timeout);
    }

    /** Sets the author: {@code --author}. */
    public CommitSpec author(String author) {
        return with("author", Checks.text("--author", "author", author));
    }

    /** Sets the message: {@code --message}. */
    public CommitSpec message(String message) {
        return with("comment", Checks.text("--message", "message", message));
    }

    /** Does not pause the container meanwhile: {@code --pause=false}. */
    public CommitSpec withoutPause() {
        return with("pause", "0");
    }

    /** Applies a Dockerfile instruction to the image, for instance {@code LABEL a=b} or {@code CMD ["sh"]}: {@code --change}. */
    public CommitSpec change(String instruction) {
        List<String> next = new ArrayList<>(changes);
        next.add(Checks.text("--change", "instruction", instruction));
        return new CommitSpec(backend, query, List.copyOf(next), timeout);
    }

    /**
     * Sets how long the commit may take; without it, it is the connection's deadline for changes. Not a flag of the CLI. A
     * commit that is given up may still be completed by the engine.
     */
    public CommitSpec timeout(Duration limit) {
        Checks.positive("timeout", Objects.requireNonNull(limit, "limit"));
        return new CommitSpec(backend, query, changes, limit);
    }

    /**
     * Creates the image.
     *
     * @return the image, by its name if it has one, else by its id
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    @CanIgnoreReturnValue
    public Image execute() {
        return backend.commit(query, changes, timeout);
    }

    @Override
    public CommitSpec flag(String name, String value) {
        CommandLine one = CommandLine.of(TABLE, List.of()).with(name, value);
        CommitSpec spec = this;
        for (String author : one.flags().all("author")) {
            spec = spec.with("author", author);
        }
        for (String message : one.flags().all("message")) {
            spec = spec.with("comment", message);
        }
        for (String change : one.flags().all("change")) {
            spec = spec.change(change);
        }
        return one.flags().isSet("pause") ? spec.withoutPause() : spec;
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        String repository = query.getOrDefault("repo", "");
        List<String> operands = new ArrayList<>(List.of(query.getOrDefault("container", "")));
        if (!repository.isEmpty()) {
            operands.add(repository + ":" + query.getOrDefault("tag", "latest"));
        }
        CommandLine line = CommandLine.of(TABLE, operands);
        line = query.containsKey("author") ? line.with("author", query.get("author")) : line;
        line = query.containsKey("comment") ? line.with("message", query.get("comment")) : line;
        line = query.containsKey("pause") ? line.with("pause", "false") : line;
        for (String change : changes) {
            line = line.with("change", change);
        }
        return line.text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommitSpec that
                && query.equals(that.query)
                && changes.equals(that.changes);
    }

    @Override
    public int hashCode() {
        return 31 * query.hashCode() + changes.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
