package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.container.run.RunSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a signal that a program gets while it runs a container in the foreground. */
@ExtendWith(Witness.class)
@Timeout(60)
class SignalsIT {
    /** A program that runs a container, which says when it gets a signal. */
    public static final class Program {
        public static void main(String[] args) {
            RunSpec run =
                    Containers.run("ubuntu")
                            .network("host")
                            .label(KEY, args[0])
                            .rm()
                            .stdoutTo(System.out)
                            .command(
                                    "bash",
                                    "-c",
                                    "trap 'echo got it; exit 7' TERM; echo up; while true; do sleep 0.1; done");
            RunResult result = run.sigProxy().execute();
            System.out.println("exit " + result.exitCode());
            System.exit(0);
        }
    }

    @Test
    void aSignalReachesTheContainerWhereThatWasAskedFor() throws IOException, InterruptedException {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Program.class.getName(),
                                SESSION)
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.equals("up")) {
                line = out.readLine();
            }
            program.toHandle().destroy();
            assertThat(out.readLine()).isEqualTo("got it");
            assertThat(out.readLine()).isEqualTo("exit 7");
            assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isZero();
        } finally {
            program.destroyForcibly();
        }
    }
}
