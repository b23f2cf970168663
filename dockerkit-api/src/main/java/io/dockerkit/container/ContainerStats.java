package io.dockerkit.container;

import io.dockerkit.Json;
import java.time.Instant;

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
}
