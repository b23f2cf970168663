package io.dockerkit.image;

import io.dockerkit.cli.Checks;
import io.dockerkit.spi.ProviderLookup;
import java.io.PrintStream;
import java.util.Objects;

/**
 * Receives the progress of a pull, as {@code docker pull} shows it, and of a build. It is called on the thread of the
 * caller, in the order of the engine's reports; an exception that it throws reaches that caller, and ends the build, or the
 * pull unless others wait for it. A listener that is much slower than the engine gets only the newest report of each layer
 * and status of a pull.
 *
 * <p>The listeners of this interface are thread-safe: one can serve several pulls at the same time, and its lines stay
 * complete. None of them closes a stream. No argument may be null.
 */
@FunctionalInterface
public interface Progress {
    /**
     * Receives one report.
     *
     * @param event the report, never null; its id is empty if it is not about one layer
     */
    void update(Event event);

    /**
     * Receives one report of a build by BuildKit. Unless overridden, a step that begins, ends or transfers is handed to
     * {@link #update}, with {@code #} and its number as the id; what steps print is not.
     *
     * @param event the report, never null
     */
    default void build(BuildProgress event) {
        switch (event.kind()) {
            case STARTED -> update(new Event("#" + event.step(), event.name(), 0, 0));
            case TRANSFER, TRANSFERRED ->
                    update(
                            new Event(
                                    "#" + event.step() + " " + event.text(),
                                    event.kind() == BuildProgress.Kind.TRANSFER
                                            ? "transferring"
                                            : "transferred",
                                    event.current(),
                                    event.total()));
            case CACHED, DONE, FAILED, CANCELED ->
                    update(new Event("#" + event.step(), event.ending(), 0, 0));
            case OUTPUT, WARNING -> {
                // not about progress
            }
        }
    }

    /** Returns a listener that shows nothing. */
    static Progress none() {
        return ProgressSilence.INSTANCE;
    }

    /**
     * Returns a progress that draws on standard error: {@linkplain #bars bars} if that is a terminal, and otherwise
     * {@linkplain #lines lines}, so that a log stays short.
     *
     * <p>There are no bars where the environment variable {@code TERM} is {@code dumb}, empty or not set. The terminal
     * is looked for at the first call: its width is {@code COLUMNS} if that is set, else what {@code stty size} says,
     * else 80; its height likewise {@code LINES}, {@code stty size} or 24.
     *
     * <p>Pulls that run at the same time share the screen: the layers of all stand in one group of bars.
     *
     * @throws IllegalStateException if the implementation of DockerKit is not on the class path
     */
    static Progress console() {
        return ProviderLookup.provider().terminal().console();
    }

    /**
     * Returns a progress that prints a line to {@code out} whenever a layer's status changes, and each report that is
     * not about a layer.
     */
    static Progress lines(PrintStream out) {
        return new ProgressLines(out);
    }

    /**
     * Returns a progress that draws a bar for each layer on a terminal, in place, and below them how many bytes of all
     * have come:
     *
     * <pre>
     * latest: Pulling from library/ubuntu
     * 9c704ecd0c69: Downloading [==========&gt;                      ]    3.2MB/10.1MB
     * 0a9573503463: Pull complete
     * Total: 8.2MB/15.1MB 54%
     * </pre>
     *
     * <p>For programs that know their terminal; {@link #console()} finds it out itself. The terminal must understand
     * ANSI sequences. Lines are cut to its width. Where there are more layers than rows, those that move are drawn, and
     * the others counted. Bars are drawn again ten times a second at most, and whenever a status changes. After each
     * time the cursor stands below them, so that the screen is tidy when a pull fails, too.
     *
     * @param columns how wide the terminal is, at least 2
     * @param rows how high it is, at least 2
     * @throws io.dockerkit.InvalidOptionException if the terminal is smaller
     * @throws IllegalStateException if the implementation of DockerKit is not on the class path
     */
    static Progress bars(PrintStream out, int columns, int rows) {
        Objects.requireNonNull(out, "out");
        Checks.between("columns", columns, 2, Integer.MAX_VALUE);
        Checks.between("rows", rows, 2, Integer.MAX_VALUE);
        return ProviderLookup.provider().terminal().bars(out, columns, rows);
    }

    /**
     * One report of a pull's progress.
     *
     * <p>Immutable and thread-safe.
     *
     * @param id the layer's short id, or the tag for the report about the whole; empty where the engine names none
     * @param status the current step, in the engine's words: {@code Downloading}, {@code Pull complete}, {@code Digest: …}
     * @param current how many bytes are done; 0 where the engine does not say
     * @param total how many bytes there are; 0 where the engine does not say
     */
    record Event(String id, String status, long current, long total) {
        /** Checks that nothing is null. */
        public Event {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(status, "status");
        }
    }
}
