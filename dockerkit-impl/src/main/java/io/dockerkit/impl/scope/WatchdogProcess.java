package io.dockerkit.impl.scope;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Watchdog} of this program, as a running process: it gets lines on a pipe that name what to watch. The pipe ends
 * when this program ends.
 *
 * <p>Used under a lock, except for its own threads.
 */
final class WatchdogProcess {
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(2);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int MOST_OUTPUT = 2_000;

    private final Process process;
    private final Consumer<String> trouble;
    private final Duration longestWrite;
    private final WatchdogInput input = new WatchdogInput();
    private final Map<Integer, String> watched = new ConcurrentHashMap<>();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Void> heard = new CompletableFuture<>();

    private WatchdogProcess(Process process, Consumer<String> trouble, Duration longestWrite) {
        this.process = process;
        this.trouble = trouble;
        this.longestWrite = longestWrite;
    }

    /**
     * Starts it.
     *
     * @param trouble is told, by another thread, why the watchdog will not be able to do its work, or does not reach an
     *     engine now
     */
    static WatchdogProcess start(Consumer<String> trouble) throws NoWatchdogException {
        return start(trouble, WatchdogCommand.java(System.getProperty("java.home")));
    }

    /** Starts it by this program. */
    static WatchdogProcess start(Consumer<String> trouble, Path java) throws NoWatchdogException {
        return start(trouble, java, LONGEST_WRITE, Watchdog.BEFORE_WARM_UP);
    }

    /**
     * Starts it by this program.
     *
     * @param longestWrite how long a watchdog that does not read is waited for
     * @param beforeWarmUp how long the watchdog waits before it asks an engine for the first time
     */
    static WatchdogProcess start(
            Consumer<String> trouble, Path java, Duration longestWrite, Duration beforeWarmUp)
            throws NoWatchdogException {
        WatchdogProcess started =
                new WatchdogProcess(
                        WatchdogCommand.start(java, beforeWarmUp), trouble, longestWrite);
        started.talk();
        return started;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether it ended before it could do its work, so that another one would end so, too. */
    boolean isHopeless() {
        return !process.isAlive() && !ready.get();
    }

    /** Threads of their own write and read: nobody waits for a watchdog that has been stopped. */
    private void talk() {
        daemon("dockerkit-watchdog-out", () -> input.writeLines(process.getOutputStream()));
        daemon("dockerkit-watchdog-in", this::readLines);
        heard.orTimeout(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(
                        late -> {
                            if (!ending.get() && process.isAlive()) {
                                trouble.accept(
                                        "it has not reported within "
                                                + LONGEST_START.toSeconds()
                                                + " s that it is ready");
                            }
                            return null;
                        });
        // on the pipe and not on the command line, which other users see
        OwnerProperties.now()
                .forEach((name, value) -> input.send(Watchdog.SET, encode(name), encode(value)));
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void readLines() {
        StringBuilder output = new StringBuilder();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!isReport(line) && output.length() < MOST_OUTPUT) {
                    output.append(line, 0, Math.min(line.length(), MOST_OUTPUT)).append('\n');
                }
            }
        } catch (IOException broken) {
            // as its end
        }
        input.watchdogEnded();
        if (!ready.get() && !ending.get()) {
            trouble.accept(
                    "it ended before it was ready, with exit code "
                            + exitCode()
                            + (output.isEmpty() ? "" : ": " + output.toString().strip()));
        }
        heard.complete(null);
    }

    private String exitCode() {
        try {
            return process.waitFor(5, TimeUnit.SECONDS)
                    ? String.valueOf(process.exitValue())
                    : "(none yet)";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "(unknown)";
        }
    }

    private boolean isReport(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 2 && words[0].equals(Watchdog.READY)) {
            ready.set(true);
            heard.complete(null);
            return true;
        }
        if (words.length != 3 || !words[0].equals(Watchdog.UNABLE)) {
            return false;
        }
        // it lives and will ask again when it matters
        ready.set(true);
        heard.complete(null);
        String host = hostOf(words[1]);
        if (host != null && !ending.get()) {
            trouble.accept(
                    "it does not reach the engine at "
                            + host
                            + ": "
                            + URLDecoder.decode(words[2], StandardCharsets.UTF_8));
        }
        return true;
    }

    /** Returns null where it is no longer watched. */
    private @Nullable String hostOf(String number) {
        try {
            return watched.get(Integer.valueOf(number));
        } catch (NumberFormatException e) {
            return "an unknown address";
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns whether it was told of these scopes where they are now. */
    boolean watches(int number, Scopes scopes) {
        return scopes.endpoint().host().equals(watched.get(number));
    }

    /**
     * Tells it of an engine, and waits until that is written: a program that is killed right after has its watchdog. One
     * that does not read is killed, and this returns false. One that has ended is not waited for.
     */
    boolean watch(int number, Scopes scopes) {
        watched.put(number, scopes.endpoint().host());
        CountDownLatch written =
                input.send(
                        Watchdog.WATCH,
                        String.valueOf(number),
                        WatchedEngine.write(scopes.endpoint(), scopes.apiVersion()));
        if (WatchdogInput.await(written, longestWrite) || !process.isAlive()) {
            return true;
        }
        kill();
        return false;
    }

    /** Reports that an engine holds nothing of this program any more. */
    void release(int number) {
        watched.remove(number);
        input.send(Watchdog.RELEASE, String.valueOf(number));
    }

    /** Ends the watchdog, which has nothing left to do. A watchdog that does not read is not waited for. */
    void done() {
        ending.set(true);
        CountDownLatch written = input.send(Watchdog.DONE);
        abandon();
        WatchdogInput.await(written, longestWrite);
    }

    /** Ends the pipe as the end of this program does. */
    void abandon() {
        ending.set(true);
        input.close();
    }

    /** Kills it. */
    void kill() {
        ending.set(true);
        process.destroyForcibly();
    }
}
