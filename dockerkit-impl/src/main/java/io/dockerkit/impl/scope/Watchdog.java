package io.dockerkit.impl.scope;

import io.dockerkit.DockerException;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Threads;
import io.dockerkit.impl.transport.Uninterrupted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A program of its own, which waits for the end of another one and removes what that has left in its scopes. It reads
 * lines from standard input, of which the other one has the other end:
 *
 * <pre>
 * watch NUMBER ENGINE   there may be something at this engine
 * release NUMBER        there is nothing any more
 * done                  there is nothing anywhere: end
 * </pre>
 *
 * <p>Input that ends without {@code done} is the death of the owner. Then the engines are asked for what carries the
 * owner's label, several times, since they may still be at work on what it asked for last; an engine that does not answer
 * is asked for two minutes. Signals that are meant for the owner's group (INT, HUP, TERM) are ignored: this ends when the
 * owner has.
 */
final class Watchdog {
    static final String WATCH = "watch";
    static final String RELEASE = "release";
    static final String DONE = "done";

    private static final List<Duration> LOOKS =
            List.of(
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(6));
    private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(1);
    private static final int TRIALS = 120;
    private static final Duration BEFORE_WARM_UP = Duration.ofSeconds(2);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(5);

    private final Filters belongings;
    private final Map<String, Engine> engines = new ConcurrentHashMap<>();

    /** One that may have to be asked. Reached when that is needed and not before: it takes many classes. Thread-safe. */
    private static final class Engine {
        private final String[] words;
        private @Nullable Rest rest;

        Engine(String[] words) {
            this.words = words;
        }

        synchronized Rest reach() {
            Rest reached = rest;
            if (reached == null) {
                reached = WatchedEngine.read(words[2], words[3], words[4]);
                rest = reached;
            }
            return reached;
        }
    }

    private Watchdog(String owner) {
        belongings = OwnerLabels.with(OwnerLabels.OWNER, owner);
    }

    /** Watches until the owner ends. The argument is the owner's label. */
    public static void main(String[] arguments) {
        ignoreSignals();
        Watchdog watchdog = new Watchdog(arguments[0]);
        if (!watchdog.ownerEndsItself()) {
            watchdog.removeAll();
        }
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

    private boolean ownerEndsItself() {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(DONE)) {
                    return true;
                }
                obey(line.split(" ", -1));
            }
        } catch (IOException broken) {
            // as good as its end
        }
        return false;
    }

    private void obey(String[] words) {
        if (words[0].equals(WATCH)) {
            engines.put(words[1], new Engine(words));
            Threads.start("dockerkit-warm-up", () -> warmUp(words[1]));
        } else {
            engines.remove(words[1]);
        }
    }

    /**
     * The owner's death finds the classes loaded, when perhaps the whole machine is busy with the deaths of many. Not at
     * once: the owner has just begun, and needs the machine itself.
     */
    private void warmUp(String number) {
        pause(BEFORE_WARM_UP);
        Engine engine = engines.get(number);
        if (engine == null) {
            return;
        }
        try {
            engine.reach()
                    .get("containers", "json")
                    .query("all", true)
                    .filters(belongings)
                    .within(LONGEST_WARM_UP)
                    .readList();
        } catch (DockerException notNow) {
            // it will be asked when it matters
        }
    }

    private void removeAll() {
        List<Engine> left = List.copyOf(engines.values());
        CountDownLatch removing = new CountDownLatch(left.size());
        for (Engine engine : left) {
            Threads.start(
                    "dockerkit-removal",
                    () -> {
                        removeAll(engine);
                        removing.countDown();
                    });
        }
        Uninterrupted.await(removing);
    }

    private void removeAll(Engine engine) {
        int failures = 0;
        for (int look = 0; look < LOOKS.size() && failures < TRIALS; ) {
            pause(failures == 0 ? LOOKS.get(look) : BETWEEN_TRIALS);
            try {
                Belongings.remove(engine.reach(), belongings);
                failures = 0;
                look++;
            } catch (RuntimeException notNow) {
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
