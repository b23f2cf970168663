package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.ExecResult;
import java.io.IOException;
import java.time.Duration;

/** {@code docker exec}. */
public final class ExecCommands implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new ExecCommands());
    }

    @Override
    public String title() {
        return "commands in a container that runs: a shell, and one command with both streams";
    }

    @Override
    public void play(Transcript t) throws IOException {
        Container ubuntu =
                Containers.run("ubuntu").label(LABEL).interactive().tty().detached().start();

        t.docker("docker exec -it " + ubuntu.shortId() + " bash");
        String printed;
        int code;
        try (Session bash = ubuntu.exec("bash").interactive().tty().attach()) {
            bash.stdin().write("echo $((6 * 7))\n".getBytes(UTF_8));
            bash.stdin().write("exit\n".getBytes(UTF_8));
            code = bash.await(Duration.ofSeconds(30));
            printed = new String(bash.stdout().readAllBytes(), UTF_8);
        }
        t.shows(printed);
        t.check("the shell calculated", printed.contains("42") && code == 0);
        t.check("the container goes on without it", ubuntu.inspect().state().running());

        t.docker("docker exec " + ubuntu.shortId() + " ls /");
        ExecResult ls = ubuntu.exec("ls", "/").execute();
        t.shows(ls.stdout().replace('\n', ' '), "exit code " + ls.exitCode());
        t.check("it succeeded", ls.exitCode() == 0 && ls.stdout().contains("etc\n"));

        t.docker("docker exec " + ubuntu.shortId() + " ls /etc/hostname /nowhere");
        ExecResult both = ubuntu.exec("ls", "/etc/hostname", "/nowhere").execute();
        t.shows(
                "stdout: " + both.stdout(),
                "stderr: " + both.stderr(),
                "exit code " + both.exitCode());
        t.check("the streams are apart", both.stdout().equals("/etc/hostname\n"));
        t.check("the error is in the other", both.stderr().contains("/nowhere"));
        t.check("the exit code tells", both.exitCode() == 2);
    }
}
