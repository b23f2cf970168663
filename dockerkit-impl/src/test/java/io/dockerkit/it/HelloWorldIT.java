package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.dockerkit.Containers;
import io.dockerkit.container.run.RunResult;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
class HelloWorldIT {
    @Test
    void theGreetingAndTheExitCodeComeBack() {
        RunResult hello = Containers.run("hello-world").label(KEY, SESSION).execute();

        assertThat(hello.stdout()).contains("Hello from Docker!");
        assertThat(hello.stderr()).isEmpty();
        assertThat(hello.exitCode()).isZero();
        InspectContainerResponse seen = Witness.container(hello.containerId());
        assertThat(seen.getConfig().getImage()).isEqualTo("hello-world");
        assertThat(seen.getState().getStatus()).isEqualTo("exited");
        assertThat(seen.getState().getExitCodeLong()).isZero();
    }

    @Tag("core")
    @RepeatedTest(3)
    void aContainerThatEndsAtOnceAndIsRemovedLosesNothing() {
        RunResult hello = Containers.run("hello-world").label(KEY, SESSION).rm().execute();

        assertThat(hello.stdout()).contains("Hello from Docker!").endsWith("\n");
        assertThat(hello.exitCode()).isZero();
        assertThat(Witness.exists(hello.containerId())).isFalse();
    }
}
