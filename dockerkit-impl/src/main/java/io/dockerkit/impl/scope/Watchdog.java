package io.dockerkit.impl.scope;

import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.concurrent.Uninterrupted;
import io.dockerkit.impl.rest.Rest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A program of its own, which waits for the end of another one and removes what that has left in its scopes. It reads
 * lines from standard input, of which the other one has the other end:
 *
 * <pre>
 * set NAME VALUE        a system property of the owner that the way to an engine needs
 * watch NUMBER ENGINE   there may be something at this engine
 * release NUMBER        there is nothing any more
 * done                  there is nothing anywhere: end
 * </pre>
 *
 * It asks each engine once, soon after it is told of it, and reports on standard output:
 *
 * <pre>
 * ready NUMBER          the engine answers
 * unable NUMBER REASON  it does not
 * </pre>
 *
 * <p>Input that ends without {@code done} is the death of the owner. Then the engines are asked for what carries the
 * owner's label, several times, since they may still be at work on what it asked for last; an engine that does not answer
 * is asked for two minutes. Whatever happens, an Error in any thread included, it ends after {@link #LONGEST}. Signals that are meant for the owner's group (INT, HUP, TERM) are ignored: this ends when the
 * owner has.
 */
final class Watchdog {
    static final String SET = "set";
    static final String WATCH = "watch";
    static final String RELEASE = "release";
    static final String DONE = "done";
    static final String READY = "ready";
    static final String UNABLE = "unable";

    private static final List<Duration> LOOKS =
            List.of(
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(6));
    private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(1);
    private static final int TRIALS = 120;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    static final Duration BEFORE_WARM_UP = Duration.ofSeconds(2);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(20);

    private final List<String> labels;
    private final Duration beforeWarmUp;
    private final Map<String, Engine> engines = new ConcurrentHashMap<>();

    /** One that may have to be asked. Reached when that is needed and not before: it takes many classes. Thread-safe. */
    private static final class Engine {
        private final String[] words;
        private @Nullable Rest rest;

        Engine(String[] words) {
            this.words = words;
        }

        synchronized Rest rest() {
            Rest reached = rest;
            if (reached == null) {
                reached = WatchedEngine.read(words[2], words[3], words[4]);
                rest = reached;
            }
            return reached;
        }
    }

    Watchdog(String owner, Duration beforeWarmUp) {
        labels = List.of(OwnerLabels.OWNER + "=" + owner);
        this.beforeWarmUp = beforeWarmUp;
    }

    /**
     * Watches until the owner ends.
     *
     * @param arguments the owner's label, and optionally how many milliseconds it waits before its first look at an engine
     */
    public static void main(String[] arguments) {
        ignoreSignals();
        Duration beforeWarmUp =
                arguments.length > 1
                        ? Duration.ofMillis(Long.parseLong(arguments[1]))
                        : BEFORE_WARM_UP;
        new Watchdog(arguments[0], beforeWarmUp)
                .run(System.in, LONGEST, Runtime.getRuntime()::halt);
    }

    /**
     * Watches until the owner ends, and removes what it left.
     *
     * @param longest how long the removal may take: nobody is there any more to end a watchdog that hangs
     * @param halt ends this process at once, with an exit code: 0 at the end, 1 if the removal took longer
     */
    void run(InputStream fromOwner, Duration longest, IntConsumer halt) {
        if (!ownerEndsItself(fromOwner)) {
            Threads.start(
                    "dockerkit-end",
                    () -> {
                        pause(longest);
                        halt.accept(1);
                    });
            removeAll();
        }
        halt.accept(0);
    }

    /** The JDK's signals, in its module jdk.unsupported: by reflection, since the compiler warns of any other use. */
    private static void ignoreSignals() {
        for (String name : List.of("INT", "HUP", "TERM")) {
            try {
                Class<?> signal = Class.forName("sun.misc.Signal");
                Class<?> handler = Class.forName("sun.misc.SignalHandler");
                Method handle = signal.getMethod("handle", signal, handler);
                handle.invoke(
                        null,
                        signal.getConstructor(String.class).newInstance(name),
                        handler.getField("SIG_IGN").get(null));
            } catch (ReflectiveOperationException notHere) {
                // such a signal does not exist here, or cannot be ignored
            }
        }
    }

    private boolean ownerEndsItself(InputStream fromOwner) {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(fromOwner, StandardCharsets.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(DONE)) {
                    return true;
                }
                tryToObey(line.split(" ", -1));
            }
        } catch (IOException broken) {
            // as good as its end
        }
        return false;
    }

    /** An Error, such as OutOfMemoryError, must not end the watch. */
    private void tryToObey(String[] words) {
        try {
            obey(words);
        } catch (Throwable failed) {
            report(UNABLE, words.length > 1 ? words[1] : "-", failed);
        }
    }

    private void obey(String[] words) {
        switch (words[0]) {
            case SET -> System.setProperty(decode(words[1]), decode(words[2]));
            case WATCH -> {
                engines.put(words[1], new Engine(words));
                Threads.start("dockerkit-warm-up", () -> warmUp(words[1]));
            }
            default -> engines.remove(words[1]);
        }
    }

    private static String decode(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }

    /**
     * The owner's death finds the classes loaded, when perhaps the whole machine is busy with the deaths of many. Not at
     * once: the owner has just begun, and needs the machine itself.
     */
    private void warmUp(String number) {
        pause(beforeWarmUp);
        Engine engine = engines.get(number);
        if (engine == null) {
            return;
        }
        try {
            ScopedObjects.look(engine.rest(), labels, LONGEST_WARM_UP);
            report(READY, number, null);
        } catch (Throwable notNow) {
            // it will be asked again when it matters
            report(UNABLE, number, notNow);
        }
    }

    /** The owner reads it as long as it lives; nobody else does. */
    private static synchronized void report(String word, String number, @Nullable Throwable why) {
        String reason =
                why == null ? "" : " " + URLEncoder.encode(why.toString(), StandardCharsets.UTF_8);
        System.out.println(word + " " + number + reason);
        System.out.flush();
    }

    private void removeAll() {
        List<Engine> left = List.copyOf(engines.values());
        CountDownLatch removing = new CountDownLatch(left.size());
        for (Engine engine : left) {
            Runnable removal =
                    () -> {
                        try {
                            removeAll(engine);
                        } finally {
                            removing.countDown();
                        }
                    };
            try {
                Threads.start("dockerkit-removal", removal);
            } catch (Throwable noThread) {
                removal.run();
            }
        }
        Uninterrupted.await(removing);
    }

    /** An Error counts as any failure: it is tried again. */
    private void removeAll(Engine engine) {
        int failures = 0;
        for (int look = 0; look < LOOKS.size() && failures < TRIALS; ) {
            pause(failures == 0 ? LOOKS.get(look) : BETWEEN_TRIALS);
            try {
                ScopedObjects.remove(engine.rest(), labels);
                failures = 0;
                look++;
            } catch (Throwable notNow) {
                failures++;
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }
}
