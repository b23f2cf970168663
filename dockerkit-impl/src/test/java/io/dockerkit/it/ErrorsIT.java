package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.BuildException;
import io.dockerkit.ConflictException;
import io.dockerkit.ContainerExitException;
import io.dockerkit.ContainerStartException;
import io.dockerkit.Containers;
import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.Images;
import io.dockerkit.InUseException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.InvalidRequestException;
import io.dockerkit.NameInUseException;
import io.dockerkit.Networks;
import io.dockerkit.NoSpaceException;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.PortInUseException;
import io.dockerkit.RateLimitedException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.Mount;
import io.dockerkit.container.RunSpec;
import io.dockerkit.lab.BusyRegistry;
import io.dockerkit.lab.Registry;
import io.dockerkit.lab.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each error of docs/errors.md, provoked on a real engine: its class, and what it says but for the engine's own words, which
 * differ between releases and stand between «». The table as this engine makes it is left in {@code target/errors.md}.
 */
@ExtendWith(Witness.class)
@Timeout(120)
class ErrorsIT {
    private static final Path TABLE = Path.of("../docs/errors.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (.*?) \\| ?(.*) \\|");
    private static final Pattern WORDS = Pattern.compile("«.*?»");
    private static final List<String> SEEN = new ArrayList<>();

    @TempDir Path directory;
    private static Registry registry;

    @BeforeAll
    static void start(@TempDir Path files) throws Exception {
        registry = Registry.start(files);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        Files.write(Path.of("target/errors.md"), SEEN);
    }

    /** What provokes an error. */
    private interface Provocation {
        void provoke(ErrorsIT test) throws Throwable;
    }

    private record Case(String when, Class<? extends DockerException> type, Provocation what) {
        @Override
        public String toString() {
            return when;
        }
    }

    private static RunSpec run(String image) {
        return Containers.run(image).label(KEY, SESSION);
    }

    private static Container running() {
        return run("ubuntu").name(Witness.unique("web")).interactive().detached().start();
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "another container has the name",
                        NameInUseException.class,
                        test -> {
                            String name = Witness.unique("web");
                            run("ubuntu").name(name).create();
                            run("ubuntu").name(name).create();
                        }),
                new Case(
                        "another network has the name",
                        NameInUseException.class,
                        test -> {
                            String name = Witness.unique("net");
                            Networks.create(name).label(KEY, SESSION).execute();
                            Networks.create(name).label(KEY, SESSION).execute();
                        }),
                new Case(
                        "a container publishes the port",
                        PortInUseException.class,
                        test -> {
                            int port = freePort();
                            run("ubuntu")
                                    .name(Witness.unique("web"))
                                    .port(port, 80)
                                    .interactive()
                                    .detached()
                                    .start();
                            run("ubuntu").port(port, 80).detached().start();
                        }),
                new Case(
                        "a process of the host listens on the port",
                        PortInUseException.class,
                        test -> {
                            try (ServerSocket taken = listening()) {
                                String port = "127.0.0.1:" + taken.getLocalPort() + ":80";
                                run("ubuntu").publish(port).detached().start();
                            }
                        }),
                new Case(
                        "the registry has no such image",
                        ImageNotFoundException.class,
                        test ->
                                test.as(Map.of())
                                        .images()
                                        .pull(registry.host() + "/team/none:1")
                                        .credentials(Registry.credentials())
                                        .execute()),
                new Case(
                        "the engine has the image for another platform",
                        ImageNotFoundException.class,
                        test ->
                                run("ubuntu")
                                        .platform("linux/" + otherProcessor())
                                        .pull("never")
                                        .execute()),
                new Case(
                        "the registry wants a login, and none is known",
                        AuthenticationRequiredException.class,
                        test ->
                                test.as(Map.of())
                                        .images()
                                        .pull(registry.host() + "/team/app")
                                        .execute()),
                new Case(
                        "the registry refuses the login",
                        AuthenticationRequiredException.class,
                        test ->
                                test.as(Map.of())
                                        .images()
                                        .pull(registry.host() + "/team/app")
                                        .credentials("me", "wrong")
                                        .execute()),
                new Case(
                        "the registry refuses more for now",
                        RateLimitedException.class,
                        test -> {
                            try (BusyRegistry busy = new BusyRegistry()) {
                                Images.pull(busy.host() + "/app").execute();
                            }
                        }),
                new Case(
                        "a file system is full",
                        NoSpaceException.class,
                        test -> {
                            String small = Witness.unique("data");
                            Volumes.create(small)
                                    .label(KEY, SESSION)
                                    .opt("type", "tmpfs")
                                    .opt("device", "tmpfs")
                                    .opt("o", "size=1m")
                                    .execute();
                            Container user =
                                    run("ubuntu")
                                            .volume(small, "/data")
                                            .interactive()
                                            .detached()
                                            .start();
                            Path large = test.directory.resolve("large");
                            Files.write(large, new byte[3_000_000]);
                            user.copyTo(large, "/data/");
                        }),
                new Case(
                        "the program is for another processor",
                        ContainerExitException.class,
                        test -> run(test.imageOfAnotherProcessor()).execute().requireSuccess()),
                new Case(
                        "it was killed for want of memory",
                        ContainerExitException.class,
                        test ->
                                run("ubuntu")
                                        .memory("16m")
                                        .command("tail", "/dev/zero")
                                        .execute()
                                        .requireSuccess()),
                new Case(
                        "it was killed",
                        ContainerExitException.class,
                        test ->
                                run("ubuntu")
                                        .init()
                                        .command("sh", "-c", "kill -9 $$")
                                        .execute()
                                        .requireSuccess()),
                new Case(
                        "a shell in the container finds no such command",
                        ContainerExitException.class,
                        test ->
                                run("ubuntu")
                                        .command("sh", "-c", "no-such-command")
                                        .execute()
                                        .requireSuccess()),
                new Case(
                        "the image has no such program",
                        ContainerStartException.class,
                        test -> run("ubuntu").command("no-such-command").execute()),
                new Case(
                        "the program may not be executed",
                        ContainerStartException.class,
                        test -> run("ubuntu").command("/etc/passwd").execute()),
                new Case(
                        "the source of a mount is missing",
                        InvalidRequestException.class,
                        test ->
                                run("ubuntu")
                                        .mount(Mount.bind("/nowhere/" + Witness.unique("data"))
                                                        .target("/www"))
                                        .execute()),
                new Case(
                        "`DOCKER_API_VERSION` is older than the engine takes",
                        InvalidRequestException.class,
                        test -> test.as(Map.of("DOCKER_API_VERSION", "1.11")).containers().list()),
                new Case(
                        "the engine is too old for an option",
                        UnsupportedByEngineException.class,
                        test ->
                                test.as(Map.of("DOCKER_API_VERSION", "1.41"))
                                        .containers()
                                        .run("ubuntu")
                                        .annotation("key", "value")
                                        .create()),
                new Case(
                        "containers are connected to the network",
                        InUseException.class,
                        test -> {
                            String name = Witness.unique("net");
                            var net = Networks.create(name).label(KEY, SESSION).execute();
                            net.connect(running());
                            net.remove();
                        }),
                new Case(
                        "containers use the volume",
                        InUseException.class,
                        test -> {
                            String name = Witness.unique("data");
                            var data = Volumes.create(name).label(KEY, SESSION).execute();
                            String user = Witness.unique("web");
                            run("ubuntu").name(user).volume(name, "/data").create();
                            data.remove();
                        }),
                new Case(
                        "a running container is to be removed",
                        InUseException.class,
                        test -> running().remove()),
                new Case(
                        "the container does not run",
                        NotRunningException.class,
                        test -> run("ubuntu").create().exec("ls").execute()),
                new Case(
                        "the engine's state forbids it",
                        ConflictException.class,
                        test -> Networks.get("bridge").remove()),
                new Case(
                        "there is no such container, network or volume",
                        NotFoundException.class,
                        test -> Containers.get("nobody")),
                new Case(
                        "a step of a build fails",
                        BuildException.class,
                        test -> {
                            Files.writeString(
                                    test.directory.resolve("Dockerfile"),
                                    "FROM busybox\nRUN exit 3\n");
                            Images.build(test.directory).label(KEY, SESSION).execute();
                        }),
                new Case(
                        "a value is not what docker accepts",
                        InvalidOptionException.class,
                        test -> run("ubuntu").publish("99999:80")),
                new Case(
                        "a credential helper fails",
                        DockerException.class,
                        test -> {
                            User user = test.as(Map.of());
                            user.helper("xyz", "echo 'the keychain is locked' >&2; exit 1");
                            user.config("{\"credsStore\":\"xyz\"}");
                            user.images().pull(registry.host() + "/team/app").execute();
                        }));
    }

    private User as(Map<String, String> variables) throws IOException {
        return new User(directory.resolve("docker"), variables);
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = listening()) {
            return socket.getLocalPort();
        }
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    private static String otherProcessor() {
        return isArm() ? "amd64" : "arm64";
    }

    /** A program of which nothing but the head is there: that is all that the kernel looks at. */
    private String imageOfAnotherProcessor() throws IOException {
        byte[] program = new byte[256];
        byte[] head = {0x7f, 'E', 'L', 'F', 2, 1, 1};
        System.arraycopy(head, 0, program, 0, head.length);
        program[16] = 2;
        program[18] = (byte) (isArm() ? 0x3e : 0xb7);
        Path context = Files.createDirectories(directory.resolve("context"));
        Path file = Files.write(context.resolve("program"), program);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM scratch\nCOPY program /program\nCMD [\"/program\"]\n");
        return Images.build(context)
                .tag(Witness.unique("foreign"))
                .label(KEY, SESSION)
                .execute()
                .reference();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatTheTableSays(Case one) throws IOException {
        ThrowingCallable act = () -> one.what().provoke(this);
        Throwable thrown = catchThrowable(act);
        assertThat(thrown).isExactlyInstanceOf(one.type());
        if (thrown instanceof EngineException e) {
            assertThat(e.engineMessage()).isNotBlank();
            assertThat(e.getMessage()).contains(e.engineMessage());
        }
        String row = row(one, shown(thrown));
        SEEN.add(row);
        assertThat(rows()).map(ErrorsIT::blank).contains(blank(row));
    }

    @Test
    void theTableHasEachCaseAndEachClass() throws IOException {
        List<String> told = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (String row : rows().toList()) {
            Matcher cells = ROW.matcher(row);
            assertThat(cells.matches()).as(row).isTrue();
            classes.add(cells.group(1));
            if (!cells.group(3).isBlank()) {
                told.add(cells.group(2));
            }
        }
        assertThat(told).containsExactlyElementsOf(cases().map(Case::when).toList());
        try (Stream<Path> sources =
                Files.list(Path.of("../dockerkit-api/src/main/java/io/dockerkit"))) {
            List<String> all =
                    sources.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Exception.java"))
                            .map(name -> name.replace(".java", ""))
                            .toList();
            assertThat(all).hasSizeGreaterThan(20);
            assertThat(classes).containsAll(all);
        }
    }

    private static Stream<String> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().filter(line -> line.startsWith("| `"));
    }

    private static String row(Case one, String example) {
        return "| `%s` | %s | %s |".formatted(one.type().getSimpleName(), one.when(), example);
    }

    private static String blank(String row) {
        return WORDS.matcher(row).replaceAll("«»");
    }

    /** Puts the engine's words between «», and for what differs from run to run what stands in the table. */
    private String shown(Throwable thrown) {
        String message = thrown.getMessage();
        if (thrown instanceof EngineException e) {
            message =
                    message.replace(
                            e.engineMessage(), "«" + e.engineMessage().replace("\n", " ") + "»");
        }
        return message.lines()
                .findFirst()
                .orElseThrow()
                .replace(directory.resolve("docker").toString(), "/home/me/.docker")
                .replace(directory.toString(), ".")
                .replaceAll("\\b[0-9a-f]{64}\\b", "3fa9c1d0ab12…")
                .replaceAll("\\b[0-9a-f]{12}\\b", "3fa9c1d0ab12")
                .replaceAll("\\b(web|net|data|foreign)-[0-9a-f]{8}\\b", "$1")
                .replaceAll(" --label \\S+", "")
                .replaceAll("\\b127\\.0\\.0\\.1:\\d{4,5}\\b(?!:)", "127.0.0.1:5000")
                .replaceAll("\\bport \\d{4,5}\\b", "port 8080")
                .replaceAll("\\bpid \\d+\\b", "pid 4711")
                .replaceAll("exit code (1|255) \\(the program", "exit code 1 (the program")
                .replace("|", "\\|");
    }
}
