package io.dockerkit.impl.wait;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.cli.OneArgument;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Runs a command in the container, which must end with exit code 0. Immutable and thread-safe. */
record ExecProbe(List<String> command) implements Probe {
    @Override
    public Observation look(Container container, ContainerDetails details, Duration left) {
        if (!details.state().running()) {
            return Observation.notYet("it is " + details.state().status());
        }
        Beginning output = new Beginning();
        try {
            int code =
                    container
                            .exec(command)
                            .timeout(left.isZero() ? Duration.ofNanos(1) : left)
                            .stdoutTo(output)
                            .stderrTo(output)
                            .execute()
                            .exitCode();
            if (code == 0) {
                return Observation.READY;
            }
            return isMissing(output.toString())
                    ? missing(output.toString())
                    : Observation.notYet("exit code " + code + Probe.saying(output.toString()));
        } catch (DockerInterruptedException interrupted) {
            throw interrupted;
        } catch (DockerTimeoutException late) {
            return Observation.cutOff("the command had not ended");
        } catch (DockerException refused) {
            return isMissing(refused.getMessage())
                    ? missing(refused.getMessage())
                    : Observation.notYet(refused.getMessage());
        }
    }

    /** What the engine says, older ones in the output; what a shell says of a program that is missing reads otherwise. */
    private static boolean isMissing(String words) {
        return words.contains("OCI runtime exec failed")
                && (words.contains("executable file not found")
                        || words.contains("no such file or directory")
                        || words.contains("permission denied"));
    }

    private Observation missing(String words) {
        String advice = OneArgument.advice(command.get(0), "Wait.exec");
        return Observation.never(
                "the container has no program "
                        + command.get(0)
                        + " that can be executed; "
                        + (advice.isEmpty() ? "name one that the image has" : advice)
                        + " ("
                        + words.strip().substring(0, Math.min(SHOWN, words.strip().length()))
                        + ")");
    }

    /** Keeps the beginning of what a command writes, for messages. */
    private static final class Beginning extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            kept.write(from, offset, Math.min(length, 4 * SHOWN - kept.size()));
        }

        @Override
        public String toString() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
