package io.dockerkit.impl.terminal;

import io.dockerkit.image.BuildProgress;
import io.dockerkit.image.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Draws the bars of pulls and the steps of builds on a terminal. What is no layer's status ends the bars there are, as with docker: they stay on the
 * screen, the status comes below them, and what follows begins anew.
 *
 * <p>Thread-safe.
 */
final class ProgressBars implements Progress {
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(100);

    private final PrintStream out;
    private final int width;
    private final int height;
    private final LongSupplier nanos;
    private final ProgressLayers layers = new ProgressLayers();
    private final ProgressFrames frames = new ProgressFrames();
    private final BuildScreen build = new BuildScreen();
    private long drawnAt;
    private long buildBegan;

    /**
     * Draws on {@code out}. The last column stays free, because some terminals go to the next line when it is filled,
     * and so does the last row, where the cursor rests.
     *
     * @param nanos the clock, as {@link System#nanoTime()}
     */
    ProgressBars(PrintStream out, int columns, int rows, LongSupplier nanos) {
        this.out = Objects.requireNonNull(out, "out");
        this.width = columns - 1;
        this.height = rows - 1;
        this.nanos = nanos;
    }

    @Override
    public synchronized void update(Progress.Event event) {
        if (!build.isEmpty()) {
            print(steps());
            forget();
        }
        if (!isAboutALayer(event)) {
            String last = frame();
            forget();
            print(last + below(line(event)));
        } else if (layers.update(event) || nanos.getAsLong() - drawnAt >= REST) {
            drawnAt = nanos.getAsLong();
            print(frame());
        }
    }

    @Override
    public synchronized void build(BuildProgress report) {
        if (build.isEmpty() || build.isOfAnother(report)) {
            if (!build.isEmpty()) {
                print(steps());
            }
            forget();
            buildBegan = nanos.getAsLong();
        }
        if (build.add(report) || nanos.getAsLong() - drawnAt >= REST) {
            drawnAt = nanos.getAsLong();
            print(steps());
        }
    }

    private String steps() {
        Duration elapsed = Duration.ofNanos(nanos.getAsLong() - buildBegan);
        return build.isEmpty() ? "" : frames.draw(build.lines(width, height, elapsed));
    }

    /** Leaves the bars on the screen as they are; those of the next layer begin below. */
    synchronized void forget() {
        layers.clear();
        build.clear();
        frames.leave();
    }

    boolean drawsOn(PrintStream stream) {
        return out.equals(stream);
    }

    /** Returns whether this is about one layer, and not about the whole; the id of a pull's first event is the tag. */
    private static boolean isAboutALayer(Progress.Event event) {
        return !event.id().isEmpty() && !event.status().startsWith("Pulling from ");
    }

    private static String line(Progress.Event event) {
        return event.id().isEmpty() ? event.status() : event.id() + ": " + event.status();
    }

    private String frame() {
        return frames.draw(ProgressText.lines(layers.all(), width, height));
    }

    private static String below(String status) {
        StringBuilder text = new StringBuilder();
        status.lines().forEach(line -> text.append(ProgressFrames.line(ProgressText.plain(line))));
        return text.toString();
    }

    private void print(String text) {
        if (!text.isEmpty()) {
            out.print(text);
            out.flush();
        }
    }
}
