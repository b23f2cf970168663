package io.dockerkit.container;

import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.RequestDraft;
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
@SuppressWarnings("exports") // what it inherits is called as its own
public final class CommitSpec extends CommandOptions<CommitSpec>
        implements FlagOptions<CommitSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker commit",
                    List.of(
                            Flag.one("author", "a text", "Author of the image")
                                    .shorthand('a')
                                    .writes(queryAt("author")),
                            Flag.many("change", "an instruction", "Dockerfile instruction to apply")
                                    .shorthand('c')
                                    .checked(Words::checkNotBlank),
                            Flag.one("message", "a text", "Message of the commit")
                                    .shorthand('m')
                                    .writes(queryAt("comment")),
                            Flag.toggle("pause", "Pause the container meanwhile")
                                    .shorthand('p')
                                    .onByDefault()
                                    .writes((values, draft) -> draft.query("pause", "0"))));

    private final CommitBackend backend;
    private final Map<String, String> target;
    private final @Nullable Duration timeout;

    private CommitSpec(
            CommitBackend backend,
            CommandLine line,
            Map<String, String> target,
            @Nullable Duration timeout) {
        super(line);
        this.backend = backend;
        this.target = target;
        this.timeout = timeout;
    }

    /**
     * Returns the spec of a commit without options; called by implementations.
     *
     * @param query the parameters of the request for the container and the new name
     * @hidden
     */
    @SuppressWarnings("exports")
    public static CommitSpec of(CommitBackend backend, Map<String, String> query) {
        Objects.requireNonNull(backend, "backend");
        Map<String, String> target = Map.copyOf(Checks.entries("query", query));
        List<String> operands = new ArrayList<>(List.of(target.getOrDefault("container", "")));
        String repository = target.getOrDefault("repo", "");
        if (!repository.isEmpty()) {
            operands.add(repository + ":" + target.getOrDefault("tag", "latest"));
        }
        return new CommitSpec(backend, CommandLine.of(TABLE, operands), target, null);
    }

    private static Flag.Writer queryAt(String name) {
        return (values, draft) -> draft.query(name, values.get(0));
    }

    @Override
    protected CommitSpec with(CommandLine next) {
        return new CommitSpec(backend, next, target, timeout);
    }

    /** Sets the author: {@code --author}. */
    public CommitSpec author(String author) {
        return flag("author", Checks.text("--author", "author", author));
    }

    /** Sets the message: {@code --message}. */
    public CommitSpec message(String message) {
        return flag("message", Checks.text("--message", "message", message));
    }

    /** Does not pause the container meanwhile: {@code --pause=false}. */
    public CommitSpec withoutPause() {
        return flag("pause", "false");
    }

    /** Applies a Dockerfile instruction to the image, for instance {@code LABEL a=b} or {@code CMD ["sh"]}: {@code --change}. */
    public CommitSpec change(String instruction) {
        return flag("change", Checks.text("--change", "instruction", instruction));
    }

    /**
     * Sets how long the commit may take; without it, it is the connection's deadline for changes. Not a flag of the CLI. A
     * commit that is given up may still be completed by the engine.
     */
    public CommitSpec timeout(Duration limit) {
        Checks.positive("timeout", Objects.requireNonNull(limit, "limit"));
        return new CommitSpec(backend, line(), target, limit);
    }

    /**
     * Creates the image.
     *
     * @return the image, by its name if it has one, else by its id
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    @CanIgnoreReturnValue
    public Image execute() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        line().flags().writeTo(draft);
        Map<String, String> query = new LinkedHashMap<>(target);
        query.putAll(draft.query());
        return backend.commit(query, line().flags().all("change"), timeout);
    }
}
