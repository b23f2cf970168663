package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.impl.Verbs.Verb;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import io.dockerkit.lab.Endurance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each status from 100 to 599, with an empty body, HTML and JSON, as the answer to each request that methods of the API send:
 * an answer where the status is one, and else a typed error with the words that came.
 */
@Timeout(600)
abstract class StatusSweep {
    private static final String WORDS = "the words that came";
    private static final List<String> BODIES =
            List.of(
                    "",
                    "<html><body>" + WORDS + "</body></html>",
                    "{\"message\":\"" + WORDS + "\"}");

    /** The statuses of HTTP that have a name. */
    private static final Set<Integer> NAMED =
            Stream.of(
                            IntStream.rangeClosed(100, 103),
                            IntStream.rangeClosed(200, 208),
                            IntStream.rangeClosed(300, 308),
                            IntStream.rangeClosed(400, 418),
                            IntStream.rangeClosed(421, 431),
                            IntStream.rangeClosed(500, 511))
                    .flatMap(IntStream::boxed)
                    .collect(Collectors.toSet());

    /** For which 404 is an answer: nothing is there. */
    private static final Set<String> ANSWERED_BY_404 =
            Set.of(
                    "Container.remove",
                    "Container.copyTo",
                    "Container.writeBytes",
                    "Container.writeString",
                    "ContainerCommands.find",
                    "ContainerQuery.removeAll",
                    "ContainerQuery.stopAll",
                    "DetachedSpec.ensure",
                    "Image.remove",
                    "ImageCommands.find",
                    "Network.remove",
                    "NetworkCommands.find",
                    "NetworkPruneSpec.dryRun",
                    "ContainerPruneSpec.dryRun",
                    "SystemPruneSpec.dryRun",
                    "Volume.remove",
                    "VolumeCommands.find",
                    "NodeCommands.find",
                    "Node.remove",
                    "ServiceCommands.find",
                    "Service.remove",
                    "Stack.remove",
                    "StackCommands.find",
                    "SecretCommands.find",
                    "Secret.remove",
                    "ConfigCommands.find",
                    "Config.remove");

    /** For which 304 is an answer: it is so already. */
    private static final Set<String> ANSWERED_BY_304 =
            Set.of(
                    "Container.start",
                    "Container.stop",
                    "Container.startAttached",
                    "ContainerQuery.startAll",
                    "ContainerQuery.stopAll",
                    "DetachedSpec.start",
                    "DetachedSpec.ensure",
                    "RunSpec.execute",
                    "RunSpec.attach");

    /** Streams in which nothing has happened, and warnings, of which there are none. */
    private static final Set<String> MAY_BE_EMPTY =
            Set.of("StatsSpec.stream", "EventsSpec.stream", "UpdateSpec.execute");

    @TempDir Path directory;

    /** The number of the request from which on the answers are bad. */
    private volatile int badFrom = Integer.MAX_VALUE;

    private volatile Canned bad = Canned.json(500, "");
    private final AtomicInteger asked = new AtomicInteger();
    private final HealthyEngine healthy = new HealthyEngine();
    private final CannedWire wire =
            new CannedWire(
                    (call, upgraded) ->
                            asked.getAndIncrement() >= badFrom
                                    ? bad
                                    : healthy.answer(call, upgraded));
    private Map<String, Verb> verbs = Map.of();

    /** Returns the methods that are tried, by their names. */
    abstract Map<String, Verb> verbs(Rest rest, Path place) throws IOException;

    /** Returns how many answers are tried at least: all of them, or without endurance a share. */
    abstract int leastTried();

    @BeforeEach
    void prepare() throws IOException {
        verbs = verbs(new Rest(wire, "1.47"), directory);
    }

    private Verb prepared(String name) {
        healthy.containerRuns(name.equals("Container.attach"));
        return verbs.get(name);
    }

    private int requests(String name) throws IOException {
        badFrom = Integer.MAX_VALUE;
        asked.set(0);
        Object result = prepared(name).call();
        assertThat(result instanceof Collection<?> c && c.isEmpty()).as(name).isFalse();
        return asked.get();
    }

    @Test
    void eachIsCarriedOutWhereAllAnswersAreGood() throws IOException {
        for (String name : verbs.keySet()) {
            assertThat(requests(name)).as(name).isPositive();
        }
    }

    @Test
    void eachAnswerIsAResultOrATypedErrorWithTheWordsThatCame() throws Exception {
        List<String> faults = new ArrayList<>();
        AtomicInteger tried = new AtomicInteger();
        // exceptions are cheaper on a thread whose stack is not JUnit's
        FutureTask<Void> sweep =
                new FutureTask<>(
                        () -> {
                            int turn = 0;
                            for (String name : verbs.keySet()) {
                                int requests = requests(name);
                                for (int first = 0; first < requests; first++) {
                                    tried.addAndGet(sweep(name, first, turn++, faults));
                                }
                            }
                            return null;
                        });
        Thread thread = new Thread(sweep, "test-sweep");
        thread.setDaemon(true);
        thread.start();
        sweep.get();
        assertThat(faults).as(String.join("\n", faults)).isEmpty();
        assertThat(tried.get()).isGreaterThan(leastTried());
    }

    @Test
    void theStackTraceOfEachErrorBeginsWithTheMethodThatWasCalled() throws IOException {
        List<String> faults = new ArrayList<>();
        int errors = 0;
        bad = Canned.json(500, BODIES.get(2));
        for (String name : verbs.keySet()) {
            int requests = requests(name);
            for (int first = 0; first < requests; first++) {
                asked.set(0);
                badFrom = first;
                try {
                    prepared(name).call();
                } catch (DockerException thrown) {
                    errors++;
                    String fault = CalledMethod.fault(name, thrown);
                    if (!fault.isEmpty()) {
                        faults.add(name + ", request " + first + ": " + fault);
                    }
                }
            }
        }
        assertThat(faults).as(String.join("\n", faults)).isEmpty();
        assertThat(errors).isGreaterThanOrEqualTo(verbs.size());
    }

    /**
     * Tries each status with each body. Without endurance, a request gets every second status that has a name, and every ninth
     * of the others, with one of the bodies; the next request gets the next ones.
     */
    private int sweep(String name, int first, int turn, List<String> faults) {
        int tried = 0;
        int faultsBefore = faults.size();
        for (int status = 100; status < 600; status++) {
            for (int body = 0; body < BODIES.size(); body++) {
                if (Endurance.isFull()
                        || (NAMED.contains(status)
                                ? (status + turn) % 6 == body * 2
                                : (status + turn) % 27 == body * 9)) {
                    tried++;
                    String fault = fault(name, first, status, BODIES.get(body));
                    if (!fault.isEmpty() && faults.size() - faultsBefore < 5) {
                        faults.add(
                                name
                                        + ", request "
                                        + first
                                        + ", "
                                        + status
                                        + " \""
                                        + BODIES.get(body)
                                        + "\": "
                                        + fault);
                    }
                }
            }
        }
        return tried;
    }

    /** Returns what is wrong with what becomes of a bad answer, or "". */
    private String fault(String name, int first, int status, String body) {
        asked.set(0);
        badFrom = first;
        bad =
                new Canned(
                        status,
                        status / 100 == 3
                                ? Map.of(
                                        "Location",
                                        "http://elsewhere/",
                                        "Content-Type",
                                        "text/html")
                                : Map.of("Content-Type", "text/html"),
                        body.getBytes(StandardCharsets.UTF_8));
        try {
            Object result = prepared(name).call();
            boolean answer =
                    status / 100 == 2
                            || (status == 404 && ANSWERED_BY_404.contains(name))
                            || (status == 304 && ANSWERED_BY_304.contains(name));
            boolean empty = result instanceof Collection<?> c && c.isEmpty();
            return !answer
                    ? "taken for an answer"
                    : empty && !MAY_BE_EMPTY.contains(name) ? "an empty list" : "";
        } catch (EngineException refused) {
            boolean words =
                    body.isEmpty()
                            || status / 100 == 2
                            || refused.getMessage().contains(WORDS)
                            || wire.calls().get(wire.calls().size() - 1).startsWith("HEAD");
            return words ? "" : "without the words: " + refused;
        } catch (DockerException typed) {
            return "";
        } catch (IOException | RuntimeException | Error raw) {
            return raw.toString();
        } finally {
            wire.calls().clear();
        }
    }
}
