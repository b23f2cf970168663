package io.dockerkit.impl.transport;

import io.dockerkit.impl.concurrent.Daemons;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;

/**
 * Random cases that can be had again: each failure names the case and the seed, which {@code -Ddockerkit.seed=…} sets.
 */
final class Fuzz implements AutoCloseable {
    /** Line ends, separators and digits. */
    private static final String NASTY = "\r\n:; 0aF\0";

    private final long seed = Long.getLong("dockerkit.seed", 20_251_124L);
    private final Random random = new Random(seed);
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Daemons.named("test-fuzz"));

    Random random() {
        return random;
    }

    /**
     * Runs one case, which must end within two seconds. All cases share a thread, since one for each of thousands would
     * take longer than they do; one that hangs is left with it.
     */
    void check(Supplier<String> what, Executable body) {
        Future<?> running = worker.submit(() -> run(what, body), null);
        try {
            running.get(2, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw (AssertionError) failed.getCause();
        } catch (TimeoutException hangs) {
            running.cancel(true);
            throw new AssertionError(named(what) + ": not ended after two seconds", hangs);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private void run(Supplier<String> what, Executable body) {
        try {
            body.execute();
        } catch (Throwable failed) {
            throw new AssertionError(named(what) + ": " + failed, failed);
        }
    }

    private String named(Supplier<String> what) {
        return what.get() + ", seed " + seed;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Cuts the bytes in two. */
    static List<byte[]> cut(byte[] bytes, int at) {
        return List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    /** Cuts the bytes at random places, into pieces of at most that length. */
    List<byte[]> pieces(byte[] bytes, int most) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }

    /** What is done to one place of an answer. */
    enum Kind {
        FLIP,
        DELETE,
        INSERT
    }

    /** A change of one place. */
    record Mutation(Kind kind, int at, int with) {
        byte[] of(byte[] bytes) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 1);
            out.write(bytes, 0, at);
            switch (kind) {
                case FLIP -> out.write(bytes[at] ^ 1 << (with & 7));
                case INSERT -> {
                    out.write(with);
                    out.write(bytes[at]);
                }
                case DELETE -> {}
            }
            out.write(bytes, at + 1, bytes.length - at - 1);
            return out.toByteArray();
        }
    }

    /** Returns the changes of one place: each bit, its loss, and what parsers trip over put before it. */
    static List<Mutation> allAt(int at) {
        List<Mutation> all = new ArrayList<>(List.of(new Mutation(Kind.DELETE, at, 0)));
        for (int bit = 0; bit < 8; bit++) {
            all.add(new Mutation(Kind.FLIP, at, bit));
        }
        NASTY.chars().forEach(c -> all.add(new Mutation(Kind.INSERT, at, c)));
        return all;
    }

    /** Returns a change of one of the first so many places. */
    Mutation mutation(int length) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        int with =
                random.nextBoolean()
                        ? NASTY.charAt(random.nextInt(NASTY.length()))
                        : random.nextInt(256);
        return new Mutation(kind, random.nextInt(length), with);
    }
}
