package io.dockerkit.impl.build.trace;

import io.dockerkit.impl.build.wire.ProtoReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code StatusResponse} of BuildKit: what happened since the one before.
 *
 * <p>Immutable and thread-safe.
 *
 * @param vertices the steps whose state changed
 * @param transfers the transfers that moved on
 * @param logs what steps printed
 * @param warnings what BuildKit finds odd in the Dockerfile
 */
record SolveStatus(
        List<Vertex> vertices, List<Transfer> transfers, List<Log> logs, List<Warning> warnings) {
    SolveStatus {
        vertices = List.copyOf(vertices);
        transfers = List.copyOf(transfers);
        logs = List.copyOf(logs);
        warnings = List.copyOf(warnings);
    }

    /** A step; the times are nanoseconds since 1970, 0 for one that has not come. */
    record Vertex(
            String digest,
            String name,
            boolean cached,
            long started,
            long completed,
            String error) {}

    /** A part of a step that moves bytes; the times are as those of a vertex. */
    record Transfer(
            String id,
            String vertex,
            long current,
            long total,
            long timestamp,
            long started,
            long completed) {}

    /** Bytes that a step printed, each as one character. */
    record Log(String vertex, long timestamp, String bytes) {}

    /** What is likely to be a mistake. */
    record Warning(String vertex, String message) {}

    /**
     * Reads the message.
     *
     * @throws io.dockerkit.DockerUnavailableException.MalformedAnswer if it is none
     */
    static SolveStatus read(byte[] message) {
        List<Vertex> vertices = new ArrayList<>();
        List<Transfer> transfers = new ArrayList<>();
        List<Log> logs = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        ProtoReader reader = new ProtoReader(message);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> vertices.add(vertex(reader.message()));
                case 2 -> transfers.add(transfer(reader.message()));
                case 3 -> logs.add(log(reader.message()));
                case 4 -> warnings.add(warning(reader.message()));
                default -> {
                    // a newer engine's
                }
            }
        }
        return new SolveStatus(vertices, transfers, logs, warnings);
    }

    private static Vertex vertex(ProtoReader reader) {
        String digest = "";
        String name = "";
        boolean cached = false;
        long started = 0;
        long completed = 0;
        String error = "";
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> digest = reader.text();
                case 3 -> name = reader.text();
                case 4 -> cached = reader.flag();
                case 5 -> started = time(reader.message());
                case 6 -> completed = time(reader.message());
                case 7 -> error = reader.text();
                default -> {
                    // the inputs, and a newer engine's
                }
            }
        }
        return new Vertex(digest, name, cached, started, completed, error);
    }

    private static Transfer transfer(ProtoReader reader) {
        String id = "";
        String vertex = "";
        long current = 0;
        long total = 0;
        long timestamp = 0;
        long started = 0;
        long completed = 0;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> id = reader.text();
                case 2 -> vertex = reader.text();
                case 4 -> current = Math.max(0, reader.number());
                case 5 -> total = Math.max(0, reader.number());
                case 6 -> timestamp = time(reader.message());
                case 7 -> started = time(reader.message());
                case 8 -> completed = time(reader.message());
                default -> {
                    // the name, and a newer engine's
                }
            }
        }
        return new Transfer(id, vertex, current, total, timestamp, started, completed);
    }

    private static Log log(ProtoReader reader) {
        String vertex = "";
        long timestamp = 0;
        String bytes = "";
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> vertex = reader.text();
                case 2 -> timestamp = time(reader.message());
                case 4 -> bytes = reader.byteName();
                default -> {
                    // the stream, and a newer engine's
                }
            }
        }
        return new Log(vertex, timestamp, bytes);
    }

    private static Warning warning(ProtoReader reader) {
        String vertex = "";
        String message = "";
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> vertex = reader.text();
                case 3 -> message = reader.text();
                default -> {
                    // details, and a newer engine's
                }
            }
        }
        return new Warning(vertex, message);
    }

    /** Reads a {@code Timestamp}; one outside of what 64 bits of nanoseconds hold is the nearest that they do. */
    private static long time(ProtoReader reader) {
        long seconds = 0;
        long nanos = 0;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> seconds = reader.number();
                case 2 -> nanos = reader.number();
                default -> {
                    // a newer engine's
                }
            }
        }
        long most = Long.MAX_VALUE / 1_000_000_000 - 1;
        return Math.max(0, Math.min(seconds, most)) * 1_000_000_000
                + Math.max(0, Math.min(nanos, 999_999_999));
    }
}
