package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Containers;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.EngineException;
import io.dockerkit.NotReadyException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Endurance;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
@Timeout(90)
class WaitIT {
    private static final Duration LONG = Duration.ofSeconds(40);

    private static DetachedSpec busybox(String script) {
        return busybox(Witness.run("busybox"), script);
    }

    /** In a network of its own, from which it can publish ports. */
    private static DetachedSpec withPorts(String script) {
        return busybox(Containers.run("busybox").label(KEY, SESSION), script);
    }

    private static DetachedSpec busybox(RunSpec run, String script) {
        return run.detached().stopTimeout(Duration.ofSeconds(0)).command("sh", "-c", script);
    }

    /** Serves /page, after a second. */
    private static DetachedSpec server() {
        return withPorts(
                        "mkdir /www; echo it is up > /www/page; sleep 1; exec httpd -f -p 8080 -h /www")
                .port(8080);
    }

    private static Duration took(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void aPortIsReadyWhenItIsServed() {
        Container server = server().start();
        assertThat(took(() -> server.waitFor(Wait.port(8080))))
                .isGreaterThan(Duration.ofMillis(500));
        assertThat(server.exec("wget", "-qO-", "http://127.0.0.1:8080/page").execute().stdout())
                .isEqualTo("it is up\n");
    }

    @Test
    void aPortThatIsServedInsideTheContainerAloneIsNotReady() {
        Container closed = withPorts("exec httpd -f -p 127.0.0.1:8080").port(8080).start();
        assertThatThrownBy(() -> closed.waitFor(Wait.port(8080).timeout(Duration.ofSeconds(1))))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("the connection was closed");
    }

    @Test
    void httpIsReadyByStatusAndBody() {
        Container server = server().start();
        server.waitFor(Wait.http(8080, "/page"));
        server.waitFor(Wait.http(8080, "/page", options -> options.status(200).body("is up")));
        server.waitFor(Wait.http(8080, "/none", options -> options.status(404)));
        assertThatThrownBy(
                        () ->
                                server.waitFor(
                                        Wait.http(8080, "/page", options -> options.body("is down"))
                                                .timeout(Duration.ofMillis(400))))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining(
                        "HTTP 2xx or 3xx with \"is down\" from port 8080/tcp at /page")
                .hasMessageContaining("last seen: HTTP status 200 with the body: it is up");
        assertThatThrownBy(
                        () ->
                                server.waitFor(
                                        Wait.http(8080, "/none").timeout(Duration.ofMillis(400))))
                .isInstanceOfSatisfying(
                        NotReadyException.TimedOut.class,
                        late -> assertThat(late.lastSeen()).isEqualTo("HTTP status 404"));
    }

    @Test
    void linesAreCountedOnBothStreams() {
        Container twice =
                busybox("echo ready; sleep 1; echo ready >&2; sleep 1; echo port=80; sleep 60")
                        .start();
        twice.waitFor(Wait.log("ready"));
        assertThat(took(() -> twice.waitFor(Wait.log("ready", 2)))).isLessThan(LONG);
        twice.waitFor(Wait.log(Pattern.compile("port=\\d+"), 1));
        assertThatThrownBy(
                        () -> twice.waitFor(Wait.log("ready", 3).timeout(Duration.ofMillis(300))))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("\"ready\" in the logs 3 times")
                .hasMessageContaining("2 of 3; the last line was: port=80");
    }

    @Test
    void whatWasWrittenRightBeforeTheEndCounts() {
        for (int i = 0; i < Endurance.count(10, 3); i++) {
            busybox("echo done").start().waitFor(Wait.log("done").timeout(LONG));
        }
    }

    @Test
    void logsThatCannotBeReadAreAnErrorAndNoTimeout() {
        Container silent = busybox("sleep 60").logDriver("none").start();
        assertThatThrownBy(() -> silent.waitFor(Wait.log("x").timeout(LONG)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("reading");
    }

    @Test
    void commandsAreTriedUntilTheySucceed() {
        Container container = busybox("sleep 1; touch /ready; sleep 60").start();
        container.waitFor(Wait.exec("test", "-e", "/ready"));
        assertThat(container.exec("ls", "/ready").execute().exitCode()).isZero();
        assertThatThrownBy(
                        () ->
                                container.waitFor(
                                        Wait.exec("ls", "/nowhere").timeout(Duration.ofSeconds(3))))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("exit code 0 of ls /nowhere")
                .hasMessageContaining("exit code 1, saying: ls: /nowhere: No such file");
    }

    @Test
    void healthIsToldByTheEngine() {
        Container container =
                busybox("sleep 1; touch /healthy; sleep 60")
                        .healthCmd("test -e /healthy")
                        .healthInterval(Duration.ofMillis(200))
                        .start();
        assertThat(took(() -> container.waitFor(Wait.healthy().timeout(LONG))))
                .isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theEndWithTheRightCodeIsReadinessToo() {
        busybox("sleep 0.3").start().waitFor(Wait.exit(0));
        busybox("exit 7").start().waitFor(Wait.exit(7));
        Container wrong = busybox("echo broken; exit 3").start();
        assertThatThrownBy(() -> wrong.waitFor(Wait.exit(0)))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("exit code 3 instead of 0")
                .hasMessageContaining("broken");
    }

    @Test
    void anEndEndsEveryWaitAtOnceAndSaysWhy() {
        Container server =
                server().command("sh", "-c", "sleep 1; echo out of luck; exit 4").start();
        for (Wait wait :
                new Wait[] {
                    Wait.port(8080),
                    Wait.http(8080, "/"),
                    Wait.log("never"),
                    Wait.exec("false"),
                    Wait.until("never", c -> false),
                    Wait.all(Wait.log("never"), Wait.port(8080))
                }) {
            assertThat(
                            took(
                                    () ->
                                            assertThatThrownBy(
                                                            () ->
                                                                    server.waitFor(
                                                                            wait.timeout(LONG)))
                                                    .isInstanceOf(NotReadyException.class)
                                                    .isNotInstanceOf(
                                                            NotReadyException.TimedOut.class)
                                                    .hasMessageContaining(
                                                            "exited with code 4 before becoming ready")
                                                    .hasMessageContaining("out of luck")))
                    .as(wait.toString())
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void wantOfMemoryIsTold() {
        Container hungry =
                busybox("sleep 0.5; tail /dev/zero").memory("8m").memorySwap("8m").start();
        assertThatThrownBy(() -> hungry.waitFor(Wait.log("never").timeout(LONG)))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("137")
                .hasMessageContaining("killed: out of memory (memory(…) sets a higher limit)");
    }

    @Test
    void allWaitsForEachAndAnyForTheFirst() {
        Container container = busybox("echo one; sleep 1; echo two; sleep 60").start();
        assertThat(took(() -> container.waitFor(Wait.all(Wait.log("two"), Wait.log("one")))))
                .isLessThan(LONG);
        container.waitFor(Wait.any(Wait.log("never"), Wait.log("two")));
        container.waitFor(Wait.any(Wait.exit(0), Wait.all(Wait.log("one"), Wait.log("two"))));
        assertThatThrownBy(
                        () ->
                                container.waitFor(
                                        Wait.all(Wait.log("one"), Wait.log("three"))
                                                .timeout(Duration.ofMillis(300))))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("(\"one\" in the logs and \"three\" in the logs)")
                .hasMessageContaining(
                        "\"one\" in the logs: ready; \"three\" in the logs: it is not");
    }

    @Test
    void whatNoEventTellsIsAskedAgainAndAgain() {
        Container container = busybox("sleep 60").start();
        AtomicInteger asked = new AtomicInteger();
        container.waitFor(Wait.until("the third time", c -> asked.incrementAndGet() == 3));
        assertThat(asked).hasValue(3);
        assertThatThrownBy(
                        () ->
                                container.waitFor(
                                        Wait.until(
                                                "luck",
                                                c -> {
                                                    throw new IllegalArgumentException("mine");
                                                })))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mine");
    }

    @Test
    void anInterruptEndsAWait() throws InterruptedException {
        Container container = busybox("sleep 60").start();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiting =
                new Thread(
                        () -> {
                            try {
                                container.waitFor(Wait.log("never"));
                            } catch (DockerInterruptedException interrupted) {
                                if (Thread.currentThread().isInterrupted()) {
                                    thrown.set(interrupted);
                                }
                            }
                        });
        waiting.start();
        waiting.join(500);
        waiting.interrupt();
        waiting.join(5_000);
        assertThat(thrown.get()).isInstanceOf(DockerInterruptedException.class);
    }

    @Test
    void aStartThatWaitsReturnsWhatIsReady() {
        Container server = server().waitFor(Wait.port(8080)).start();
        assertThat(server.exec("wget", "-qO-", "http://127.0.0.1:8080/page").execute().stdout())
                .isEqualTo("it is up\n");
    }

    @Test
    void aStartThatWaitsInVainLeavesNothing() {
        assertThatThrownBy(() -> busybox("echo no luck; exit 1").waitFor(Wait.log("luck!")).start())
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("no luck");
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void linesOfAnEarlierRunDoNotCount() {
        Container container =
                busybox("test -e /seen && sleep 60; touch /seen; echo ready; sleep 60").start();
        container.waitFor(Wait.log("ready").timeout(LONG));
        container.stop();
        container.start();
        assertThatThrownBy(
                        () -> container.waitFor(Wait.log("ready").timeout(Duration.ofMillis(500))))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("last seen: it is not there");
    }

    @Test
    void theFirstLinesOfEachRunCount() {
        Container container = busybox("echo ready; sleep 60").start();
        for (int i = 0; i < 3; i++) {
            container.waitFor(Wait.log("ready").timeout(Duration.ofSeconds(10)));
            assertThatThrownBy(
                            () ->
                                    container.waitFor(
                                            Wait.log("ready", 2).timeout(Duration.ofSeconds(1))))
                    .isInstanceOf(NotReadyException.TimedOut.class)
                    .hasMessageContaining("1 of 2");
            container.restart();
        }
    }

    @Test
    void aContainerThatIsRestartedUntilItServesBecomesReady() {
        Container container =
                withPorts(
                                "test -e /tried || { touch /tried; echo not yet; exit 1; };"
                                        + " mkdir /www; exec httpd -f -p 80 -h /www")
                        .restart("on-failure")
                        .port(80)
                        .start();
        container.waitFor(Wait.port(80).timeout(LONG));
        container.waitFor(Wait.http(80, "/", options -> options.status(404)).timeout(LONG));
    }

    @Test
    void aContainerThatIsRestartedForEverIsSaidToBe() {
        Container container = busybox("echo no configuration; exit 3").restart("always").start();
        container.waitFor(
                Wait.until("a restart", c -> c.inspect().at("/RestartCount").number() > 0));
        assertThatThrownBy(
                        () -> container.waitFor(Wait.log("ready").timeout(Duration.ofSeconds(1))))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageMatching(
                        "(?s).*; its restart policy has restarted it (once|\\d+ times), its last run"
                                + " exited with code 3; the end of its logs:\n.*no configuration.*");
    }

    @Test
    void aPortThatIsNotPublishedIsAnErrorAtOnce() {
        Container container = withPorts("sleep 60").port(80).start();
        assertThat(
                        took(
                                () ->
                                        assertThatThrownBy(
                                                        () ->
                                                                container.waitFor(
                                                                        Wait.port(81)
                                                                                .timeout(LONG)))
                                                .hasMessageContaining("does not publish 81/tcp")))
                .isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theOutputOfAnUnhealthyCheckIsTold() {
        Container container =
                busybox("sleep 60")
                        .healthCmd("echo the database is away; exit 1")
                        .healthInterval(Duration.ofMillis(200))
                        .healthRetries(1)
                        .start();
        assertThatThrownBy(() -> container.waitFor(Wait.healthy().timeout(Duration.ofSeconds(2))))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining(
                        "its last health check exited with code 1, saying: the database is away");
    }

    @Test
    void aProgramThatTheContainerDoesNotHaveIsToldAtOnce() {
        Container container = busybox("sleep 60").start();
        assertThat(
                        took(
                                () ->
                                        assertThatThrownBy(
                                                        () ->
                                                                container.waitFor(
                                                                        Wait.exec("pg_isready")
                                                                                .timeout(LONG)))
                                                .isInstanceOf(NotReadyException.class)
                                                .isNotInstanceOf(NotReadyException.TimedOut.class)
                                                .hasMessageContaining(
                                                        "the container has no program pg_isready")))
                .isLessThan(Duration.ofSeconds(10));
    }
}
