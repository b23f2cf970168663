package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What lives as long as the program, tried by a program of its own. */
@Timeout(60)
class ProgramIT {
    private static final String SLEEP =
            "docker run --label io.dockerkit.test=junit busybox sleep 100";

    @DockerTest
    static class Sample {
        @Start(value = SLEEP, lifetime = Lifetime.PROGRAM)
        static Container late;

        @Start(value = SLEEP, lifetime = Lifetime.RUN)
        static Container early;

        @Test
        void runs() {}
    }

    /** Runs the sample, then uses its container in a shutdown hook, as a cached Spring context does. */
    public static void main(String[] args) throws Exception {
        TestKit.run(Files.createTempDirectory(Path.of("target"), "reports"), Sample.class);
        System.out.println(Sample.early.id() + " " + Containers.find(Sample.early.id()).isEmpty());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    sleep(1500);
                                    int code = Sample.late.exec("true").execute().exitCode();
                                    System.out.println(Sample.late.id() + " " + (code == 0));
                                }));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatLivesForTheProgramServesItsShutdownHooksAndIsRemovedAfterIt() throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ProgramIT.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        List<String> lines = printed.lines().toList();
        assertThat(lines).hasSize(2).allMatch(line -> line.endsWith(" true"));
        String late = lines.get(1).split(" ", 2)[0];
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (Containers.find(late).isPresent() && System.nanoTime() < end) {
            sleep(100);
        }
        assertThat(Containers.find(late)).isEmpty();
    }
}
