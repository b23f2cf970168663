package io.dockerkit.container;

import io.dockerkit.Json;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a container uses at one moment, computed as {@code docker stats} computes it.
 *
 * <p>Immutable and thread-safe.
 */
public interface ContainerStats {
    /** Returns the full id of the container. */
    String id();

    /** Returns the name of the container without the leading slash. */
    String name();

    /** Returns when the engine looked; the beginning of the epoch for a container that does not run. */
    Instant time();

    /**
     * Returns the processor time used since the sample before, in percent of one processor: 200 is two processors' all.
     * Zero in the first sample of a stream.
     */
    double cpuPercent();

    /** Returns the memory in use in bytes, without the cache of files that could be dropped. */
    long memoryUsage();

    /** Returns the most memory that it may use in bytes: its own limit or all of the host's; 0 while it does not run. */
    long memoryLimit();

    /** Returns the memory in use in percent of the limit; 0 if there is no limit. */
    double memoryPercent();

    /** Returns the bytes received over all networks since it was started. */
    long networkReceived();

    /** Returns the bytes sent over all networks since it was started. */
    long networkSent();

    /** Returns the bytes read from block devices since it was started. */
    long blockRead();

    /** Returns the bytes written to block devices since it was started. */
    long blockWritten();

    /** Returns the number of its processes and threads. */
    long pids();

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();

    /**
     * A {@code docker stats}. No request is sent until {@link #execute()} or {@link #stream()}.
     *
     * <p>Immutable and thread-safe.
     *
     * @param <R> what one sample is: the stats of one container, or a list of those of several
     */
    @CheckReturnValue
    final class StatsSpec<R> {
        private final Object subject;
        private final String commandLine;
        private final Supplier<R> sample;
        private final Supplier<Stream<ContainerStats>> samples;

        private StatsSpec(
                Object subject,
                String commandLine,
                Supplier<R> sample,
                Supplier<Stream<ContainerStats>> samples) {
            this.subject = Objects.requireNonNull(subject, "subject");
            this.commandLine = Objects.requireNonNull(commandLine, "commandLine");
            this.sample = Objects.requireNonNull(sample, "sample");
            this.samples = Objects.requireNonNull(samples, "samples");
        }

        /**
         * Returns a spec; called by implementations.
         *
         * @param subject what is sampled; specs of equal subjects and command lines are equal
         * @hidden
         */
        public static <R> StatsSpec<R> of(
                Object subject,
                String commandLine,
                Supplier<R> sample,
                Supplier<Stream<ContainerStats>> samples) {
            return new StatsSpec<>(subject, commandLine, sample, samples);
        }

        /**
         * Takes one sample: {@code docker stats --no-stream}. This takes about a second, because the engine needs two samples
         * of the processor.
         */
        @CanIgnoreReturnValue
        public R execute() {
            return sample.get();
        }

        /** Returns the samples as they come, about one per second for each container. Close the stream when done. */
        @CanIgnoreReturnValue
        public Stream<ContainerStats> stream() {
            return samples.get();
        }

        /** Returns the equivalent command line. */
        public String toCommandLine() {
            return commandLine;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof StatsSpec<?> that
                    && subject.equals(that.subject)
                    && commandLine.equals(that.commandLine);
        }

        @Override
        public int hashCode() {
            return Objects.hash(subject, commandLine);
        }

        /** Returns the equivalent command line. */
        @Override
        public String toString() {
            return commandLine;
        }
    }
}
