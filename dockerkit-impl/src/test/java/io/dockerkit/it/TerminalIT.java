package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.container.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal: a program of its own, in the pseudo-terminal that {@code script} gives it. */
@ExtendWith(Witness.class)
@Timeout(60)
class TerminalIT {
    /** The program that the person runs. */
    public static final class Program {
        public static void main(String[] args) {
            System.out.println("pid=" + ProcessHandle.current().pid() + ".");
            int code;
            try (Session shell =
                    Containers.run("ubuntu")
                            .network("host")
                            .label(KEY, args[0])
                            .rm()
                            .interactive()
                            .tty()
                            .attach()) {
                code = shell.connectTerminal();
            }
            System.exit(code);
        }
    }

    /** The same without a terminal in the container. */
    public static final class Filter {
        public static void main(String[] args) {
            try (Session cat =
                    Containers.run("ubuntu")
                            .network("host")
                            .label(KEY, args[0])
                            .rm()
                            .interactive()
                            .command("cat")
                            .attach()) {
                System.exit(cat.connectTerminal());
            }
        }
    }

    private static String java(Class<?> main) {
        return Path.of(System.getProperty("java.home"), "bin", "java")
                + " -cp "
                + System.getProperty("java.class.path")
                + " '"
                + main.getName()
                + "' "
                + SESSION;
    }

    @Test
    void keysReachTheShellAndItsOutputTheTerminal(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Process terminal =
                new ProcessBuilder(
                                "script",
                                "-qec",
                                "stty rows 37 cols 91; "
                                        + java(Program.class)
                                        + "; echo code=$?; stty -a",
                                "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try (OutputStream keys = terminal.getOutputStream()) {
            type(keys, log, "root@", "sleep 1; stty size; sleep 100\r");
            type(keys, log, "37 91", "\003");
            type(keys, log, "^C", "exit 6\r");
            assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        String shown = Files.readString(log);
        assertThat(shown).contains("37 91").contains("code=6");
        // the terminal is as it was: it echoes and takes whole lines
        assertThat(shown.substring(shown.indexOf("code=6")))
                .contains(" echo ")
                .contains(" icanon ");
    }

    @Test
    void theTerminalIsPutBackWhenTheProgramIsKilled(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Process terminal =
                new ProcessBuilder(
                                "script",
                                "-qec",
                                java(Program.class) + "; echo code=$?; stty -a",
                                "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try (OutputStream keys = terminal.getOutputStream()) {
            type(keys, log, "root@", "echo it is $((40 + 2))\r");
            type(keys, log, "it is 42", "");
            Matcher pid = Pattern.compile("pid=(\\d+)\\.").matcher(Files.readString(log));
            assertThat(pid.find()).isTrue();
            ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow().destroy();
            assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        String shown = Files.readString(log);
        assertThat(shown).contains("code=143");
        assertThat(shown.substring(shown.indexOf("code=143")))
                .contains(" echo ")
                .contains(" icanon ");
        Containers.query().all().label(KEY, SESSION).removeAll(options -> options.force());
    }

    private static void type(OutputStream keys, Path log, String after, String text)
            throws IOException, InterruptedException {
        while (!Files.readString(log).contains(after)) {
            Thread.sleep(50);
        }
        keys.write(text.getBytes(UTF_8));
        keys.flush();
    }

    @Test
    void aPipeIsSentAndEnded(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Process filter =
                new ProcessBuilder("sh", "-c", "printf 'one\\ntwo\\n' | " + java(Filter.class))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(filter.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log)).isEqualTo("one\ntwo\n");
        assertThat(filter.exitValue()).isZero();
    }
}
