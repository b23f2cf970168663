package io.dockerkit.container;

import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.OutputLimitException;
import io.dockerkit.Subscription;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.spi.LogsBackend;
import io.dockerkit.spi.LogsRequest;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A {@code docker logs}: what a container has written, and, with {@link #follow()}, what it writes from now on. No request
 * is sent until a terminal operation: {@link #execute()} for text, {@link #lines()} to pull lines, {@link #subscribe} to be
 * handed them, {@link #open()} for bytes.
 *
 * <pre>{@code
 * String end = container.logs().tail(20).execute().stdout();
 * try (Stream<LogLine> lines = container.logs().follow().lines()) {
 *     lines.filter(line -> line.text().contains("ready")).findFirst();
 * }
 * }</pre>
 *
 * <p>A line that is longer than 16 KiB is put together again by {@link #lines()}; a character that the engine's log driver
 * tore there when it stored the line is lost in the engine already. A line longer than 1 MiB comes in pieces; all but the
 * last one are {@link LogLine#partial()}.
 *
 * <p>Each terminal throws {@link io.dockerkit.NotFoundException} when the container is gone.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class LogsSpec extends CommandOptions<LogsSpec> implements FlagOptions<LogsSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                    "docker logs",
                    List.of(
                            toggle("details", "Show what the log driver was told to keep")
                                    .writes(on("details")),
                            toggle("follow", "Go on with what is written from now on")
                                    .shorthand('f')
                                    .writes(on("follow")),
                            one("since", Timestamps.FORM, "Show what was written since")
                                    .checked(Timestamps::check)
                                    .writes(time("since")),
                            one("tail", "all, or a number of lines", "Show the last lines alone")
                                    .shorthand('n')
                                    .checked(LogsSpec::number)
                                    .writes((values, draft) -> draft.query("tail", values.get(0))),
                            toggle("timestamps", "Show when each line was written")
                                    .shorthand('t')
                                    .writes(on("timestamps")),
                            one("until", Timestamps.FORM, "Show what was written before")
                                    .checked(Timestamps::check)
                                    .writes(time("until"))));

    private static final FlagTable OF_SERVICES =
            new FlagTable(
                    "docker service logs",
                    Stream.concat(
                                    TABLE.flags().stream()
                                            .filter(flag -> !flag.name().equals("until")),
                                    Stream.of(
                                            toggle("no-resolve", "Do not look up names"),
                                            toggle("no-task-ids", "Do not show the tasks' ids"),
                                            toggle("no-trunc", "Do not shorten the output"),
                                            toggle("raw", "Show the lines alone")))
                            .toList());

    private final LogsBackend backend;
    private final Set<LogLine.Source> sources;
    private final long maxOutput;

    private LogsSpec(
            LogsBackend backend, CommandLine line, Set<LogLine.Source> sources, long maxOutput) {
        super(line);
        this.backend = backend;
        this.sources = sources;
        this.maxOutput = maxOutput;
    }

    /**
     * Returns the spec for all that a container has written; called by implementations with what fetches it.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static LogsSpec of(LogsBackend backend, String container) {
        return new LogsSpec(
                Objects.requireNonNull(backend, "backend"),
                CommandLine.of(TABLE, List.of(Checks.text("container", "container", container))),
                EnumSet.allOf(LogLine.Source.class),
                OutputLimitException.DEFAULT_LIMIT);
    }

    /**
     * Returns the spec for all that the tasks of a service have written; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static LogsSpec ofService(LogsBackend backend, String service) {
        return new LogsSpec(
                Objects.requireNonNull(backend, "backend"),
                CommandLine.of(OF_SERVICES, List.of(Checks.text("service", "service", service))),
                EnumSet.allOf(LogLine.Source.class),
                OutputLimitException.DEFAULT_LIMIT);
    }

    @Override
    protected LogsSpec with(CommandLine next) {
        return new LogsSpec(backend, next, sources, maxOutput);
    }

    @Override
    protected Object besides() {
        return sources;
    }

    private static Flag.Writer on(String name) {
        return (values, draft) -> draft.query(name, "1");
    }

    private static Flag.Writer time(String name) {
        return (values, draft) ->
                draft.query(name, Timestamps.toUnix(values.get(0), Instant.now()));
    }

    private static String number(String value) {
        if (!value.equals("all")) {
            Numbers.parse(value);
        }
        return value;
    }

    /** Goes on with what the container writes from now on, until it ends: {@code --follow}. */
    public LogsSpec follow() {
        return flag("follow", "true");
    }

    /**
     * Keeps the last lines alone: {@code --tail}.
     *
     * @throws InvalidOptionException if the number is negative
     */
    public LogsSpec tail(int lines) {
        return flag("tail", String.valueOf(Checks.between("--tail", lines, 0, Integer.MAX_VALUE)));
    }

    /** Keeps what was written at this time or later: {@code --since}. */
    public LogsSpec since(Instant time) {
        return flag("since", Timestamps.text("--since", time));
    }

    /**
     * Keeps what was written so long ago, counted from the moment of the call, or later: {@code --since 10m}.
     *
     * @throws InvalidOptionException if it is negative or longer than 100 years
     */
    public LogsSpec since(Duration ago) {
        return flag("since", Timestamps.text("--since", ago));
    }

    /** Keeps what was written before this time: {@code --until}. */
    public LogsSpec until(Instant time) {
        return flag("until", Timestamps.text("--until", time));
    }

    /**
     * Keeps what was written earlier than so long ago, counted from the moment of the call: {@code --until 10m}.
     *
     * @throws InvalidOptionException if it is negative or longer than 100 years
     */
    public LogsSpec until(Duration ago) {
        return flag("until", Timestamps.text("--until", ago));
    }

    /** Tells when each line was written, {@link LogLine#time()}; in text, before the line: {@code --timestamps}. */
    public LogsSpec timestamps() {
        return flag("timestamps", "true");
    }

    /**
     * Includes the details that the log driver keeps, labels for instance, {@link LogLine#details()}; in text, before the
     * line: {@code --details}.
     */
    public LogsSpec details() {
        return flag("details", "true");
    }

    /** Keeps only standard output. {@link #toCommandLine()} cannot say so. Not a flag of the CLI; of the Engine API, {@code stdout}. */
    public LogsSpec onlyStdout() {
        return new LogsSpec(backend, line(), EnumSet.of(LogLine.Source.STDOUT), maxOutput);
    }

    /**
     * Keeps only standard error; with a terminal there is none. {@link #toCommandLine()} cannot say so. Not a flag of the CLI;
     * of the Engine API, {@code stderr}.
     */
    public LogsSpec onlyStderr() {
        return new LogsSpec(backend, line(), EnumSet.of(LogLine.Source.STDERR), maxOutput);
    }

    /**
     * Sets how many bytes {@link #execute()} keeps in memory at most, of both streams together; 64 MiB unless set. Not a
     * flag of the CLI.
     *
     * @param bytes from 1 to 2,147,483,639
     * @throws InvalidOptionException if the number is not in that range
     */
    public LogsSpec maxOutput(long bytes) {
        return new LogsSpec(backend, line(), sources, Checks.keptBytes("maxOutput", bytes));
    }

    /**
     * Returns all of it as text; with {@link #follow()}, when the container has ended.
     *
     * @throws io.dockerkit.OutputLimitException if it is more than {@link #maxOutput}
     */
    @CanIgnoreReturnValue
    public Logs execute() {
        return backend.read(request());
    }

    /**
     * Returns the lines, each as soon as it is whole and asked for. Close the stream: that frees the connection at once,
     * also while another thread waits for a line. It costs no thread.
     */
    @CanIgnoreReturnValue
    public Stream<LogLine> lines() {
        return backend.lines(request());
    }

    /** Returns the bytes of both streams in the order in which they were written. Close the stream when done. */
    @CanIgnoreReturnValue
    public InputStream open() {
        return backend.open(request());
    }

    /** Hands each line to the consumer as soon as it is whole, in a thread of its own; close the subscription to end it. */
    @CanIgnoreReturnValue
    public Subscription subscribe(Consumer<? super LogLine> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return backend.subscribe(request(), consumer);
    }

    private LogsRequest request() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        for (LogLine.Source source : LogLine.Source.values()) {
            if (sources.contains(source)) {
                draft.query(source.name().toLowerCase(Locale.ROOT), "1");
            }
        }
        draft.query("tail", "all");
        line().flags().writeTo(draft);
        return new LogsRequest(draft.query(), maxOutput, toString());
    }

    /**
     * What {@code docker logs} had to say: both streams, each read as UTF-8.
     *
     * <p>Immutable and thread-safe.
     *
     * @param stdout standard output; with a terminal, both streams
     * @param stderr standard error; empty with a terminal
     */
    public record Logs(String stdout, String stderr) {
        /** Checks that nothing is null. */
        public Logs {
            Objects.requireNonNull(stdout, "stdout");
            Objects.requireNonNull(stderr, "stderr");
        }

        /** Returns how much there is, and not the text itself. */
        @Override
        public String toString() {
            return "logs: "
                    + stdout.length()
                    + " characters of stdout, "
                    + stderr.length()
                    + " of stderr";
        }
    }
}
