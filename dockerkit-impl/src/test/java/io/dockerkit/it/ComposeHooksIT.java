package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.ContainerExitException;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code post_start} runs after the start of a container, and {@code pre_stop} before its stop. */
@ExtendWith(Witness.class)
class ComposeHooksIT {
    private static final String WEB =
            """
            services:
              web:
                <<: *sleep
                command: [sh, -c, "trap 'echo end >>/log; exit 0' TERM; umask 0; echo main >>/log; sleep 600 & wait"]
                stop_signal: SIGTERM
                environment: {A: of the service, B: "2"}
                post_start:
                  - command: sh -c 'while [ ! -e /log ]; do sleep 0.1; done; echo first >>/log'
                  - command: ["sh", "-c", "echo second $$(id -u) $$PWD $$A $$B >>/log"]
                    user: "7"
                    working_dir: /tmp
                    environment: [A=of the hook]
                pre_stop:
                  - command: ["sh", "-c", "echo before $$(id -u) $$A >>/log"]
              client: {<<: *sleep, depends_on: [web]}
            """;

    private static final String STARTED = "first\nsecond 7 /tmp of the hook 2\n";
    private static final String ENDED = "before 0 of the service\nend\n";

    private final ComposeFile file = ComposeFile.create();

    private String log() {
        return file.container("web-1").readString("/log");
    }

    @Test
    void theyRunInTheirOrderAtEachStartAndStop() {
        ComposeProject shop = file.parse(WEB).up().execute();
        assertThat(log()).isEqualTo("main\n" + STARTED);
        file.parse(WEB).up().execute();
        assertThat(log()).as("it was left running").isEqualTo("main\n" + STARTED);
        shop.stop("web");
        assertThat(log()).isEqualTo("main\n" + STARTED + ENDED);
        file.parse(WEB).up().execute();
        assertThat(log()).contains(ENDED).endsWith(STARTED);
        String before = log();
        shop.restart("web");
        assertThat(log()).startsWith(before + ENDED).endsWith(STARTED);
        Compose.project(file.name()).stop("web");
        assertThat(log()).as("a name has no hooks").endsWith(STARTED + "end\n");
        shop.start("web");
        assertThat(log()).endsWith(STARTED);
    }

    @Test
    void theyRunBeforeContainersAreRemoved() {
        String data =
                """
                services:
                  web:
                    <<: *sleep
                    volumes: ["data:/data"]
                    pre_stop: [{command: [sh, -c, "echo $$HOSTNAME >>/data/log"]}]
                  other: {<<: *sleep, volumes: ["data:/data"]}
                volumes: {data: *own}
                """;
        Compose files = file.parse(data);
        ComposeProject shop = files.up().scale("web", 2).execute();
        String second = file.container("web-2").shortId();
        String first = file.container("web-1").shortId();
        files.up().execute();
        assertThat(file.ids()).containsOnlyKeys("web-1", "other-1");
        assertThat(file.container("other-1").readString("/data/log")).isEqualTo(second + "\n");
        shop.down("web").execute();
        assertThat(file.container("other-1").readString("/data/log"))
                .isEqualTo(second + "\n" + first + "\n");
    }

    @Test
    void oneThatFailsEndsTheCommand() {
        Compose files =
                file.parse(
                        WEB.replace("echo first >>/log", "exit 3")
                                .replace("echo before", "exit 4; echo"));
        assertThatThrownBy(() -> files.up().execute())
                .isInstanceOf(ContainerExitException.class)
                .hasMessageContaining("service web: its post_start hook")
                .hasMessageContaining("docker exec " + file.name() + "-web-1 sh -c")
                .hasMessageContaining("exit code 3");
        assertThat(log()).isEqualTo("main\n");
        assertThat(file.inspect("client-1").state().status()).isEqualTo("created");
        assertThatThrownBy(() -> files.project().stop("web"))
                .isInstanceOf(ContainerExitException.class)
                .hasMessageContaining("service web: its pre_stop hook")
                .hasMessageContaining("exit code 4");
        assertThat(file.inspect("web-1").state().running()).isTrue();
        file.container("web-1").kill();
        files.project().stop("web");
        files.down().execute();
        assertThat(file.ids()).isEmpty();
    }

    @Test
    @Tag("compose")
    void theProgramRunsThemAlike(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("compose.yaml"),
                (ComposeFile.OWN + WEB + "\nnetworks: {default: *own}\n")
                        .replace("$SESSION", Witness.SESSION));
        ComposeProgram program = new ComposeProgram(directory, file.name(), true);
        program.run("up", "--detach");
        program.run("stop", "web");
        program.run("start", "web");
        program.run("restart", "web");
        String theirs = log();
        program.run("down");
        Compose files = file.load(directory.resolve("compose.yaml"));
        ComposeProject shop = files.up().execute();
        shop.stop("web");
        shop.start("web");
        shop.restart("web");
        assertThat(log()).isEqualTo(theirs);
        program.run("up", "--detach");
        assertThat(log()).as("it is the program's own").isEqualTo(theirs);
    }
}
