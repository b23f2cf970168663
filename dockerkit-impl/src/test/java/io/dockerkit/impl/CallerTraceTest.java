package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A stack trace begins with the method of DockerKit that the program called, and goes on with the program's own. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class CallerTraceTest {
    private static final String FULL = "dockerkit.fullStackTraces";

    private final CannedWire engine =
            new CannedWire(
                    (call, upgraded) ->
                            call.contains("/json")
                                    ? Canned.json(404, "{\"message\":\"No such container\"}")
                                    : Canned.json(200, "no json"));
    private final ContainerCommands containers = containers();

    private ContainerCommands containers() {
        Rest rest = new Rest(engine, "1.47");
        return new ContainerCommands(new ContainerApi(rest, new ImageApi(rest), Map::of));
    }

    private static String frame(Throwable thrown, int index) {
        StackTraceElement frame = thrown.getStackTrace()[index];
        return frame.getClassName() + "." + frame.getMethodName();
    }

    @Test
    void theCalledMethodIsTheFirstFrameAndTheCallerTheSecond() {
        NotFoundException thrown =
                catchThrowableOfType(NotFoundException.class, () -> containers.get("web"));
        assertThat(frame(thrown, 0)).isEqualTo(ContainerCommands.class.getName() + ".get");
        assertThat(frame(thrown, 1)).startsWith(CallerTraceTest.class.getName());
    }

    @Test
    void aRefusedOptionBeginsWithTheOption() {
        InvalidOptionException thrown =
                catchThrowableOfType(
                        InvalidOptionException.class,
                        () -> containers.run("x").publish("99999:80"));
        assertThat(frame(thrown, 0)).endsWith(".publish");
        assertThat(frame(thrown, 1)).startsWith(CallerTraceTest.class.getName());
    }

    @Test
    void framesOfTheJdkBetweenTheCallerAndDockerKitAreKept() {
        NotFoundException thrown =
                catchThrowableOfType(
                        NotFoundException.class,
                        () -> Stream.of("web").map(containers::get).toList());
        assertThat(frame(thrown, 0)).isEqualTo(ContainerCommands.class.getName() + ".get");
        assertThat(frame(thrown, 1)).startsWith("java.util.stream.");
    }

    @Test
    void causesStayWhole() {
        DockerUnavailableException.MalformedAnswer thrown =
                catchThrowableOfType(
                        DockerUnavailableException.MalformedAnswer.class,
                        () -> containers.prune().execute());
        assertThat(frame(thrown, 0)).endsWith("ContainerPruneSpec.execute");
        assertThat(frame(thrown.getCause(), 0)).startsWith("com.fasterxml.jackson.");
    }

    @Test
    void anErrorOfAThreadThatIsWaitedForBeginsWithTheCalledMethod() {
        CannedWire refusing =
                new CannedWire(
                        (call, upgraded) ->
                                call.contains("/stats")
                                        ? Canned.json(500, "{\"message\":\"no\"}")
                                        : Canned.json(
                                                200, "[{\"Id\":\"1\",\"State\":\"running\"}]"));
        Rest rest = new Rest(refusing, "1.47");
        ContainerCommands several =
                new ContainerCommands(new ContainerApi(rest, new ImageApi(rest), Map::of));
        DockerException thrown =
                catchThrowableOfType(
                        DockerException.class, () -> several.query().stats().execute());
        assertThat(frame(thrown, 0)).endsWith("StatsSpec.execute");
        assertThat(frame(thrown, 1)).startsWith(CallerTraceTest.class.getName());
    }

    @Test
    void aThreadThatNobodyOfTheProgramCalledKeepsAllFrames() throws Exception {
        // no frame but the JDK's below: as in DockerKit's own threads
        FutureTask<DockerException> task = new FutureTask<>(() -> new DockerException("x"));
        Thread thread = new Thread(task, "test-thread");
        thread.start();
        assertThat(task.get().getStackTrace()).isNotEmpty();
        assertThat(List.of(task.get().getStackTrace()))
                .anyMatch(frame -> frame.getClassName().equals(Thread.class.getName()));
    }

    @Test
    void thePropertyKeepsAllFrames() {
        System.setProperty(FULL, "true");
        try {
            NotFoundException thrown =
                    catchThrowableOfType(NotFoundException.class, () -> containers.get("web"));
            assertThat(frame(thrown, 0)).startsWith("io.dockerkit.impl.rest.");
        } finally {
            System.clearProperty(FULL);
        }
    }
}
