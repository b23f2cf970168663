package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.container.run.RunSpec;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run that is interrupted or timed out at any moment leaves no container, also none that was never started. */
@ExtendWith(Witness.class)
@Timeout(600)
class InterruptedRunsIT {
    private static final int RUNS = Integer.getInteger("dockerkit.interrupts", 8);

    /** From before the first request to after the start. */
    private static final int LONGEST_MILLIS = 600;

    private final Random random = new Random(20_241_128);

    private static RunSpec sleeper(Docker docker, int number) {
        RunSpec spec = Witness.run(docker.containers(), "busybox").rm().command("sleep", "60");
        return number % 2 == 0 ? spec : spec.name(Witness.unique("interrupted"));
    }

    private static void nothingIsLeft() {
        FaultBench.within(20_000, () -> Witness.labelled().isEmpty(), "containers are left");
    }

    @Test
    void anInterruptAtAnyMomentLeavesNoContainer() throws InterruptedException {
        try (Docker docker = Docker.connect()) {
            for (int i = 0; i < RUNS; i++) {
                RunSpec spec = sleeper(docker, i);
                Thread running =
                        new Thread(
                                () ->
                                        assertThatThrownBy(spec::execute)
                                                .isInstanceOf(DockerException.class),
                                "test-run");
                running.start();
                Thread.sleep(random.nextInt(LONGEST_MILLIS));
                running.interrupt();
                running.join(5_000);
                assertThat(running.isAlive()).as("the run goes on").isFalse();
            }
            nothingIsLeft();
        }
    }

    @Test
    void aConnectionThatIsClosedRightAfterAnInterruptLeavesNoContainer()
            throws InterruptedException {
        for (int i = 0; i < RUNS; i++) {
            int number = i;
            Thread running =
                    new Thread(
                            () -> {
                                try (Docker docker = Docker.connect()) {
                                    assertThatThrownBy(() -> sleeper(docker, number).execute())
                                            .isInstanceOf(DockerException.class);
                                }
                            },
                            "test-run");
            running.start();
            Thread.sleep(random.nextInt(LONGEST_MILLIS));
            running.interrupt();
            running.join(10_000);
            assertThat(running.isAlive()).as("the run goes on").isFalse();
        }
        nothingIsLeft();
    }

    @Test
    void aTimeOutAtAnyMomentLeavesNoContainer() {
        try (Docker docker = Docker.connect()) {
            for (int i = 0; i < RUNS; i++) {
                Duration limit = Duration.ofMillis(1 + random.nextInt(LONGEST_MILLIS));
                assertThatThrownBy(sleeper(docker, i).timeout(limit)::execute)
                        .isInstanceOf(DockerTimeoutException.class)
                        .hasMessageContaining("had not ended after");
            }
            nothingIsLeft();
        }
    }
}
