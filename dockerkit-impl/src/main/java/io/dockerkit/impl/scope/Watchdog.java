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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

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
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(5);

    private final Filters belongings;
    private final Map<String, Rest> engines = new LinkedHashMap<>();

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
            Rest engine = WatchedEngine.read(words[2], words[3], words[4]);
            engines.put(words[1], engine);
            warmUp(engine);
        } else {
            engines.remove(words[1]);
        }
    }

    /** The owner's death finds the classes loaded, when perhaps the whole machine is busy with the deaths of many. */
    private void warmUp(Rest engine) {
        try {
            engine.get("containers", "json")
                    .query("all", true)
                    .filters(belongings)
                    .within(LONGEST_WARM_UP)
                    .read();
        } catch (DockerException notNow) {
            // it will be asked when it matters
        }
    }

    private void removeAll() {
        Collection<Rest> left = engines.values();
        CountDownLatch removing = new CountDownLatch(left.size());
        for (Rest engine : left) {
            Threads.start(
                    "dockerkit-removal",
                    () -> {
                        removeAll(engine);
                        removing.countDown();
                    });
        }
        Uninterrupted.await(removing);
    }

    private void removeAll(Rest engine) {
        int failures = 0;
        for (int look = 0; look < LOOKS.size() && failures < TRIALS; ) {
            pause(failures == 0 ? LOOKS.get(look) : BETWEEN_TRIALS);
            try {
                Belongings.remove(engine, belongings);
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
