package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.Containers;
import io.dockerkit.container.Session;
import java.io.IOException;
import java.time.Duration;

/** {@code docker run -it ubuntu}, typed by a program. */
public final class RunShell implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) throws IOException {
        Notes.main(new RunShell());
    }

    @Override
    public String title() {
        return "a shell in a new container: send ls and exit, get what it printed";
    }

    @Override
    public void play(Transcript t) throws IOException {
        t.docker("docker run -it ubuntu");
        String printed;
        int code;
        try (Session shell = Containers.run("ubuntu").label(LABEL).interactive().tty().attach()) {
            shell.stdin().write("ls /\n".getBytes(UTF_8));
            shell.stdin().write("exit 3\n".getBytes(UTF_8));
            code = shell.await(Duration.ofSeconds(30));
            printed = new String(shell.stdout().readAllBytes(), UTF_8);
        }
        t.shows(printed, "exit code " + code);

        t.check("it listed the root directory", printed.contains("etc") && printed.contains("usr"));
        t.check("the shell's exit code came back", code == 3);
    }
}
