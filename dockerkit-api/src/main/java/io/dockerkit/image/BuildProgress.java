package io.dockerkit.image;

import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Sizes;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * One report of a build by BuildKit. A build has steps, which run at the same time where they can; each begins once,
 * reports what it prints and transfers, and ends once.
 *
 * <p>Immutable and thread-safe.
 *
 * @param step the number of the step, from 1 on in the order in which steps begin; 0 for a report about the whole build
 * @param name the step as {@code docker build} shows it: {@code [2/3] RUN make}
 * @param kind what happened
 * @param text a line that the step printed, the name of a transfer, the error, or the warning; else empty
 * @param current how many bytes of the transfer are done, else 0
 * @param total how many bytes the transfer has, or 0 if that is not known
 * @param time how long the step has run, or the transfer; zero for a step that did not run
 */
public record BuildProgress(
        int step, String name, Kind kind, String text, long current, long total, Duration time) {
    /** What happened. */
    public enum Kind {
        /** The step began. */
        STARTED,
        /** The step printed a line. */
        OUTPUT,
        /** The step moved bytes: the context, a layer of a base image. */
        TRANSFER,
        /** A transfer of the step is complete. */
        TRANSFERRED,
        /** The step did not run, since an earlier build has its result. */
        CACHED,
        /** The step is complete. */
        DONE,
        /** The step failed, and so does the build. */
        FAILED,
        /** The step was ended, since another one failed or the build was cancelled. */
        CANCELED,
        /** The Dockerfile has something that is likely to be a mistake. */
        WARNING
    }

    /** Checks that nothing is null. */
    public BuildProgress {
        Checks.between("step", step, 0, Integer.MAX_VALUE);
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(time, "time");
    }

    /** Returns whether the step has ended. */
    public boolean isEnd() {
        return switch (kind) {
            case CACHED, DONE, FAILED, CANCELED -> true;
            case STARTED, OUTPUT, TRANSFER, TRANSFERRED, WARNING -> false;
        };
    }

    /** Returns how the step has ended, as {@code docker build} says it. */
    String ending() {
        return switch (kind) {
            case CACHED -> "CACHED";
            case DONE -> String.format(Locale.ROOT, "DONE %.1fs", seconds());
            case FAILED -> "ERROR: " + text;
            case CANCELED -> "CANCELED";
            case STARTED, OUTPUT, TRANSFER, TRANSFERRED, WARNING -> "";
        };
    }

    private double seconds() {
        return time.toNanos() / 1e9;
    }

    /** Returns how far a transfer is, as {@code docker build} shows it: {@code 1.05MB / 2.22MB}, or empty. */
    public String bytes() {
        return total > 0
                ? Sizes.human(current) + " / " + Sizes.human(total)
                : current > 0 ? Sizes.human(current) : "";
    }

    private String lasting() {
        return seconds() > 0.01 ? String.format(Locale.ROOT, " %.1fs", seconds()) : "";
    }

    /** Returns the report as a line of {@code docker build --progress=plain}. */
    @Override
    public String toString() {
        String line =
                switch (kind) {
                    case STARTED -> name;
                    case OUTPUT -> String.format(Locale.ROOT, "%.3f %s", seconds(), text);
                    case TRANSFER -> (text + " " + bytes()).stripTrailing() + lasting();
                    case TRANSFERRED ->
                            (text + " " + bytes()).stripTrailing() + lasting() + " done";
                    case CACHED, DONE, FAILED, CANCELED -> ending();
                    case WARNING -> "WARN: " + text;
                };
        return step == 0 ? line : "#" + step + " " + line;
    }
}
