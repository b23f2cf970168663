package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.NotFoundException;
import io.dockerkit.container.ScopedContainer;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of its own that holds scoped containers and ends as it is told; its {@link #main}, and the test's side of it. */
final class ScopedProgram implements Closeable {
    /** How it ends. */
    enum Ending {
        RETURN,
        EXCEPTION,
        EXIT,
        HALT,
        NEVER
    }

    private final Process process;
    private final List<String> ids = new ArrayList<>();
    private String owner = "";

    private ScopedProgram(Process process) {
        this.process = process;
    }

    /** Arguments: the label of this run of the tests, the ending, the number of containers. */
    public static void main(String[] arguments) throws InterruptedException {
        int containers = Integer.parseInt(arguments[2]);
        for (int i = 0; i < containers; i++) {
            // nobody closes it: that is the point
            @SuppressWarnings("resource")
            ScopedContainer held =
                    Containers.run("busybox")
                            .network("host")
                            .label(KEY, arguments[0])
                            .volume("/data")
                            .command("sleep", "600")
                            .detached()
                            .startScoped();
            System.out.println("container " + held.id());
            if (i == 0) {
                System.out.println(
                        "owner "
                                + held.inspect()
                                        .at("/Config/Labels/io.dockerkit.scope.owner")
                                        .text());
            }
        }
        System.out.println("ready");
        end(Ending.valueOf(arguments[1]));
    }

    private static void end(Ending ending) throws InterruptedException {
        switch (ending) {
            case RETURN -> {}
            case EXCEPTION -> throw new IllegalStateException("the end");
            case EXIT -> System.exit(3);
            case HALT -> Runtime.getRuntime().halt(4);
            case NEVER -> Thread.sleep(Long.MAX_VALUE);
        }
    }

    static List<String> command(Ending ending, int containers) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ScopedProgram.class.getName(),
                SESSION,
                ending.name(),
                String.valueOf(containers));
    }

    static ScopedProgram start(Ending ending, int containers) throws IOException {
        return start(command(ending, containers));
    }

    static ScopedProgram start(List<String> command) throws IOException {
        return new ScopedProgram(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** Waits until it has all its containers. */
    ScopedProgram awaitReady() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals("ready")) {
                return this;
            } else if (line.startsWith("container ")) {
                ids.add(line.substring("container ".length()));
            } else if (line.startsWith("owner ")) {
                owner = line.substring("owner ".length());
            }
        }
        throw new AssertionError("the program ended before it was ready, with " + ids);
    }

    List<String> ids() {
        return ids;
    }

    Process process() {
        return process;
    }

    /** Waits for the end and returns its code. */
    int await() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("end within 60 s").isTrue();
        return process.exitValue();
    }

    /** Returns its watchdog, which may have ended. */
    Stream<ProcessHandle> watchdog() {
        return ProcessHandle.allProcesses()
                .filter(
                        handle ->
                                handle.info()
                                        .commandLine()
                                        .filter(line -> line.endsWith("Watchdog " + owner))
                                        .isPresent());
    }

    /** Waits until the engine has removed it. */
    static void awaitGone(String id, Duration longest) {
        try {
            Containers.get(id).awaitRemoval(longest);
        } catch (NotFoundException gone) {
            assertThat(Witness.exists(id)).isFalse();
        }
    }

    @Override
    public void close() {
        watchdog().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
