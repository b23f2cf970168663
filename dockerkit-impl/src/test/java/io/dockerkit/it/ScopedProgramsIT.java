package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Volumes;
import io.dockerkit.it.ScopedProgram.Ending;
import io.dockerkit.volume.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of scoped containers when their program ends, in each way that it can. */
@ExtendWith(Witness.class)
@Timeout(120)
class ScopedProgramsIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static void awaitEnd(ProcessHandle process) throws Exception {
        process.onExit().get(20, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RETURN, 0", "EXCEPTION, 1", "EXIT, 3"})
    void theyAreGoneWhenAProgramHasEndedByItself(Ending ending, int code) throws Exception {
        try (ScopedProgram program = ScopedProgram.start(ending, 2).awaitReady()) {
            List<ProcessHandle> watchdog = program.watchdog().toList();
            assertThat(program.await()).isEqualTo(code);
            assertThat(program.ids()).hasSize(2).noneMatch(Witness::exists);
            for (ProcessHandle process : watchdog) {
                awaitEnd(process);
            }
            assertThat(program.watchdog()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void theyAreGoneWhenAProgramHasEndedByASignal(String signal) throws Exception {
        List<String> command = heeding(signal, ScopedProgram.command(Ending.NEVER, 2));
        try (ScopedProgram program = ScopedProgram.start(command).awaitReady()) {
            send(signal, program.process().toHandle());
            assertThat(program.await()).isGreaterThan(128);
            assertThat(program.ids()).hasSize(2).noneMatch(Witness::exists);
        }
    }

    /** A signal that the tests' own starter ignores, as a shell does for its jobs, the program would ignore, too. */
    private static List<String> heeding(String signal, List<String> command) {
        return Stream.concat(Stream.of("env", "--default-signal=" + signal), command.stream())
                .toList();
    }

    private static void send(String signal, ProcessHandle process) throws Exception {
        List<String> kill = List.of("kill", "-" + signal, String.valueOf(process.pid()));
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
    }

    @Test
    void theyGoSoonAfterAProgramIsKilled() throws Exception {
        try (ScopedProgram program = ScopedProgram.start(Ending.NEVER, 2).awaitReady()) {
            List<String> volumes = volumesOf(program.ids());
            assertThat(volumes).hasSize(2);
            List<ProcessHandle> watchdog = program.watchdog().toList();
            assertThat(watchdog).hasSize(1);
            program.process().destroyForcibly();
            assertThat(program.await()).isEqualTo(137);
            program.ids().forEach(id -> ScopedProgram.awaitGone(id, SOON));
            assertThat(Volumes.list())
                    .extracting(Volume::name)
                    .doesNotContainAnyElementsOf(volumes);
            awaitEnd(watchdog.get(0));
        }
    }

    private static List<String> volumesOf(List<String> ids) {
        return ids.stream().map(id -> Witness.container(id).getMounts().get(0).getName()).toList();
    }

    @Test
    void theyGoSoonAfterAProgramHasHalted() throws Exception {
        try (ScopedProgram program = ScopedProgram.start(Ending.HALT, 1).awaitReady()) {
            assertThat(program.await()).isEqualTo(4);
            program.ids().forEach(id -> ScopedProgram.awaitGone(id, SOON));
        }
    }

    @Test
    void signalsForTheOwnerAreNotForTheWatchdog() throws Exception {
        try (ScopedProgram program = ScopedProgram.start(Ending.NEVER, 1).awaitReady()) {
            ProcessHandle watchdog = program.watchdog().findFirst().orElseThrow();
            awaitConnected(watchdog.pid());
            for (String signal : List.of("INT", "HUP", "TERM")) {
                send(signal, watchdog);
            }
            program.process().destroyForcibly();
            assertThat(program.await()).isEqualTo(137);
            program.ids().forEach(id -> ScopedProgram.awaitGone(id, SOON));
        }
    }

    /** It has seen to its signals by the time that it asks the engine for the first time. */
    private static void awaitConnected(long pid) throws Exception {
        for (int i = 0;
                i < 400 && descriptors(pid).noneMatch(to -> to.startsWith("socket:"));
                i++) {
            Thread.sleep(50);
        }
        assertThat(descriptors(pid)).anyMatch(to -> to.startsWith("socket:"));
    }

    private static java.util.stream.Stream<String> descriptors(long pid) throws IOException {
        try (var links = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return links.map(ScopedProgramsIT::target).toList().stream();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    @Test
    void theWatchdogHoldsNothingOfItsOwner() throws Exception {
        try (ScopedProgram program = ScopedProgram.start(Ending.NEVER, 1).awaitReady()) {
            ProcessHandle watchdog = program.watchdog().findFirst().orElseThrow();
            Path proc = Path.of("/proc", String.valueOf(watchdog.pid()));
            awaitConnected(watchdog.pid());
            // its output is a pipe to its owner, and so is its input
            Path output = Files.readSymbolicLink(proc.resolve("fd/1"));
            assertThat(output.toString()).startsWith("pipe:");
            assertThat(Files.readSymbolicLink(proc.resolve("fd/2"))).isEqualTo(output);
            assertThat(Files.readSymbolicLink(proc.resolve("fd/0"))).isNotEqualTo(output);
            assertThat(Files.readSymbolicLink(proc.resolve("cwd"))).hasToString("/");
            assertThat(descriptors(watchdog.pid()).filter(to -> to.startsWith("pipe:"))).hasSize(3);
            String stat = Files.readString(proc.resolve("stat"));
            String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
            assertThat(session).isEqualTo(String.valueOf(watchdog.pid()));
        }
    }

    @Test
    void aPipelineEndsWithItsProgramAndNotWithTheWatchdog() throws Exception {
        String line = "\"$@\" | cat; echo the pipeline has ended";
        List<String> command = new java.util.ArrayList<>(List.of("sh", "-c", line, "sh"));
        command.addAll(ScopedProgram.command(Ending.HALT, 1));
        try (ScopedProgram program = ScopedProgram.start(command).awaitReady()) {
            String rest =
                    new String(
                            program.process().getInputStream().readAllBytes(),
                            StandardCharsets.UTF_8);
            // it goes on looking for what may still come for ten seconds
            assertThat(program.watchdog()).hasSize(1);
            assertThat(rest).isEqualTo("the pipeline has ended\n");
            assertThat(program.await()).isZero();
            program.ids().forEach(id -> ScopedProgram.awaitGone(id, SOON));
        }
    }
}
