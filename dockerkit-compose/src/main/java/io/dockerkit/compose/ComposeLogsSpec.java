package io.dockerkit.compose;

import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.OutputLimitException;
import io.dockerkit.Subscription;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.compose.containers.LogStream;
import io.dockerkit.compose.containers.ServiceLine;
import io.dockerkit.container.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A {@code docker compose logs}: what the containers of a project have written, in one stream, and, with {@link #follow()},
 * what they write from now on, those that are started later included. No request is sent until a terminal operation: {@link
 * #execute()} for all lines, {@link #text()} for what the CLI prints, {@link #lines()} to pull lines, {@link #subscribe} to be
 * handed them.
 *
 * <pre>{@code
 * List<ComposeLogLine> end = project.logs("web", "db").tail(20).execute();
 * try (Stream<ComposeLogLine> lines = project.logs().follow().lines()) {
 *     lines.filter(line -> line.text().contains("ready")).findFirst();
 * }
 * }</pre>
 *
 * <p>Without {@link #follow()}, the lines of all containers come in the order in which they were written. With it, they come
 * as they arrive: each container's own in their order.
 *
 * <p>The logs of services with {@code attach: false} in the files are left out unless the service is named. So are those of
 * containers of {@code run}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeLogsSpec extends ProjectCommand<ComposeLogsSpec>
        implements FlagOptions<ComposeLogsSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker compose logs",
                            List.of(
                                    toggle("follow", "Show what is written from now on, too")
                                            .shorthand('f'),
                                    one("index", "a number from 1", "The container of the service")
                                            .checked(Numbers.between(1, Integer.MAX_VALUE)),
                                    one("since", Timestamps.FORM, "Show what was written since")
                                            .checked(Timestamps::check),
                                    one("tail", "all, or a number of lines", "Show the last lines")
                                            .shorthand('n')
                                            .checked(ComposeLogsSpec::number),
                                    toggle("timestamps", "Show when each line was written")
                                            .shorthand('t'),
                                    one("until", Timestamps.FORM, "Show what was written before")
                                            .checked(Timestamps::check)))
                    .flagsAnywhere();

    private ComposeLogsSpec(ComposeProject project, CommandLine line) {
        super(project, line);
    }

    static ComposeLogsSpec of(ComposeProject project, List<String> services) {
        return new ComposeLogsSpec(project, line(TABLE, services));
    }

    private static String number(String value) {
        if (!value.equals("all")) {
            Numbers.parse(value);
        }
        return value;
    }

    @Override
    protected ComposeLogsSpec with(CommandLine next) {
        return new ComposeLogsSpec(project(), next);
    }

    /**
     * Goes on with what the containers write from now on, until all of them have exited: {@code --follow}. Containers that are
     * started meanwhile join.
     */
    public ComposeLogsSpec follow() {
        return flag("follow", "true");
    }

    /**
     * Keeps the container of this number only; exactly one service must be named: {@code --index}.
     *
     * @param number from 1
     * @throws InvalidOptionException if there is not exactly one service
     */
    public ComposeLogsSpec index(int number) {
        return flag("index", String.valueOf(number));
    }

    /** {@inheritDoc} */
    @Override
    public ComposeLogsSpec flag(String name, String value) {
        ComposeLogsSpec next = super.flag(name, value);
        if (next.isSet("index") && services().size() != 1) {
            throw new InvalidOptionException(
                    "--index", value, "it is about one service: project.logs(\"web\").index(2)");
        }
        return next;
    }

    /**
     * Keeps the last lines of each container: {@code --tail}.
     *
     * @throws InvalidOptionException if the number is negative
     */
    public ComposeLogsSpec tail(int lines) {
        return flag("tail", String.valueOf(Checks.between("--tail", lines, 0, Integer.MAX_VALUE)));
    }

    /** Keeps what was written at this time or later: {@code --since}. */
    public ComposeLogsSpec since(Instant time) {
        return flag("since", Timestamps.text("--since", time));
    }

    /**
     * Keeps what was written so long ago, counted from the moment of the call, or later: {@code --since 10m}.
     *
     * @throws InvalidOptionException if it is negative or longer than 100 years
     */
    public ComposeLogsSpec since(Duration ago) {
        return flag("since", Timestamps.text("--since", ago));
    }

    /** Keeps what was written before this time: {@code --until}. */
    public ComposeLogsSpec until(Instant time) {
        return flag("until", Timestamps.text("--until", time));
    }

    /**
     * Keeps what was written earlier than so long ago, counted from the moment of the call: {@code --until 10m}.
     *
     * @throws InvalidOptionException if it is negative or longer than 100 years
     */
    public ComposeLogsSpec until(Duration ago) {
        return flag("until", Timestamps.text("--until", ago));
    }

    /** Reports when each line was written, {@link ComposeLogLine#time()}; in text, before the line: {@code --timestamps}. */
    public ComposeLogsSpec timestamps() {
        return flag("timestamps", "true");
    }

    /**
     * Returns all lines; with {@link #follow()}, when all containers have exited.
     *
     * @throws io.dockerkit.OutputLimitException if they are more than 64 MiB
     */
    @CanIgnoreReturnValue
    public List<ComposeLogLine> execute() {
        long[] left = {OutputLimitException.DEFAULT_LIMIT};
        try (Stream<ComposeLogLine> lines = lines()) {
            return lines.peek(line -> left[0] = LogStream.within(left[0], line.text())).toList();
        }
    }

    /** Returns all lines as text, each behind its container's name, as {@code docker compose logs --no-color} prints them. */
    public String text() {
        List<ComposeLogLine> lines = execute();
        int width = lines.stream().mapToInt(line -> line.prefix().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (ComposeLogLine line : lines) {
            text.append(line.prefix())
                    .append(" ".repeat(width - line.prefix().length()))
                    .append("  | ");
            line.time().ifPresent(time -> text.append(LogStream.time(time)).append(' '));
            text.append(line.text()).append('\n');
        }
        return text.toString();
    }

    /**
     * Returns the lines, each as soon as it is whole. Close the stream: that frees the connections at once, also while another
     * thread waits for a line.
     */
    @CanIgnoreReturnValue
    public Stream<ComposeLogLine> lines() {
        return stream().lines().map(ComposeLogsSpec::line);
    }

    /** Hands each line to the consumer as soon as it is whole, in a thread of its own; close the subscription to end it. */
    @CanIgnoreReturnValue
    public Subscription subscribe(Consumer<? super ComposeLogLine> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return stream().subscribe(read -> consumer.accept(line(read)));
    }

    private LogStream stream() {
        return new LogStream(
                project().resources(),
                new LogStream.Request(
                        knownServices(),
                        line().flags().value("index").map(Numbers::parse).orElse(0L).intValue(),
                        isSet("follow"),
                        line().flags().value("tail").orElse("all"),
                        line().flags().value("since").orElse(""),
                        line().flags().value("until").orElse(""),
                        isSet("timestamps")));
    }

    private static ComposeLogLine line(ServiceLine read) {
        LogLine line = read.line();
        return new ComposeLogLine(read.service(), read.container(), read.prefix(), line);
    }
}
