package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("core")
@ExtendWith(Witness.class)
class LifecycleIT {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static Container itd() {
        return Witness.run("ubuntu").interactive().tty().detached().start();
    }

    private static String status(Container container) {
        return Witness.container(container.id()).getState().getStatus();
    }

    @Test
    void stopsAndStartsByTheBeginningOfItsId() {
        Container ubuntu = itd();
        assertThat(Witness.container(ubuntu.id()).getConfig().getTty()).isTrue();
        assertThat(Witness.container(ubuntu.id()).getConfig().getStdinOpen()).isTrue();
        String prefix = ubuntu.id().substring(0, 7);

        assertThat(Containers.get(prefix).stop(options -> options.timeout(SHORT))).isTrue();
        assertThat(status(ubuntu)).isEqualTo("exited");
        assertThat(ubuntu.inspect().state().exitCode()).isEqualTo(137);
        assertThat(Containers.get(prefix).start()).isTrue();
        assertThat(status(ubuntu)).isEqualTo("running");
    }

    @Test
    void toStartAndStopTwiceIsFineAndTold() {
        Container ubuntu = itd();

        assertThat(ubuntu.start()).isFalse();
        assertThat(ubuntu.stop(options -> options.timeout(SHORT))).isTrue();
        assertThat(ubuntu.stop()).isFalse();
        assertThat(ubuntu.remove().removed()).containsExactly(ubuntu.id());
        assertThat(ubuntu.remove().isEmpty()).isTrue();
        assertThat(Witness.exists(ubuntu.id())).isFalse();
    }

    @Test
    void restartsIntoANewProcess() {
        Container ubuntu = itd();
        Long pid = Witness.container(ubuntu.id()).getState().getPidLong();

        ubuntu.restart(options -> options.timeout(SHORT));

        assertThat(status(ubuntu)).isEqualTo("running");
        assertThat(Witness.container(ubuntu.id()).getState().getPidLong()).isNotEqualTo(pid);
    }

    @Test
    void killsByTheSignalThatIsNamed() {
        Container trap =
                Witness.run("ubuntu")
                        .detached()
                        .command(
                                "sh",
                                "-c",
                                "trap 'exit 42' USR1; echo ready; while :; do sleep 0.05; done")
                        .start();
        trap.waitFor(Wait.log("ready"));

        trap.kill("SIGUSR1");

        assertThat(trap.awaitExit(Duration.ofSeconds(10))).isEqualTo(42);
        assertThat(Witness.container(trap.id()).getState().getExitCodeLong()).isEqualTo(42);
    }

    @Test
    void killsForGood() {
        Container ubuntu = itd();
        ubuntu.kill();
        assertThat(ubuntu.awaitExit()).isEqualTo(137);
        assertThat(status(ubuntu)).isEqualTo("exited");
    }

    @Test
    void pausesAndGoesOn() {
        Container ubuntu = itd();
        ubuntu.pause();
        assertThat(status(ubuntu)).isEqualTo("paused");
        assertThat(ubuntu.inspect().state().paused()).isTrue();
        ubuntu.unpause();
        assertThat(status(ubuntu)).isEqualTo("running");
    }

    @Test
    void isFoundByItsNewName() {
        Container ubuntu = itd();
        String name = Witness.unique("renamed");
        ubuntu.rename(name);
        assertThat(Witness.container(ubuntu.id()).getName()).isEqualTo("/" + name);
        assertThat(Containers.get(name)).isEqualTo(ubuntu);
    }

    @Test
    void createdButNotStarted() {
        Container created = Witness.run("ubuntu").create();
        assertThat(status(created)).isEqualTo("created");
        assertThat(created.start()).isTrue();
    }
}
