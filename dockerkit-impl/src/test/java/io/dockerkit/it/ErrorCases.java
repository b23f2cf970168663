package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

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
import io.dockerkit.container.run.Mount;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Ports;
import io.dockerkit.lab.RefusingRegistry;
import io.dockerkit.lab.Registry;
import io.dockerkit.lab.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What provokes each error of docs/errors.md on a real engine, in the order of its table. */
final class ErrorCases {
    private ErrorCases() {}

    /** What provokes an error. */
    interface Provocation {
        void provoke(Place place) throws Throwable;
    }

    record Case(String when, Class<? extends DockerException> type, Provocation what) {
        @Override
        public String toString() {
            return when;
        }
    }

    /** Where errors are provoked: a directory for files, and a registry that wants a login. */
    record Place(Path directory, Registry registry) {
        User as(Map<String, String> variables) throws IOException {
            return new User(directory.resolve("docker"), variables);
        }

        /** A program of which nothing but the head is there: that is all that the kernel looks at. */
        String imageOfAnotherProcessor() throws IOException {
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
    }

    private static RunSpec run(String image) {
        return Containers.run(image).label(KEY, SESSION);
    }

    private static Container running() {
        return run("ubuntu").name(Witness.unique("web")).interactive().detached().start();
    }

    static Stream<Case> all() {
        return Stream.of(
                new Case(
                        "another container has the name",
                        NameInUseException.class,
                        place -> {
                            String name = Witness.unique("web");
                            run("ubuntu").name(name).create();
                            run("ubuntu").name(name).create();
                        }),
                new Case(
                        "another network has the name",
                        NameInUseException.class,
                        place -> {
                            String name = Witness.unique("net");
                            Networks.create(name).label(KEY, SESSION).execute();
                            Networks.create(name).label(KEY, SESSION).execute();
                        }),
                new Case(
                        "a container publishes the port",
                        PortInUseException.class,
                        place -> {
                            int port = Ports.free();
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
                        place -> {
                            try (ServerSocket taken = listening()) {
                                String port = "127.0.0.1:" + taken.getLocalPort() + ":80";
                                run("ubuntu").publish(port).detached().start();
                            }
                        }),
                new Case(
                        "the registry has no such image",
                        ImageNotFoundException.class,
                        place ->
                                place.as(Map.of())
                                        .images()
                                        .pull(place.registry().host() + "/team/none:1")
                                        .credentials(Registry.credentials())
                                        .execute()),
                new Case(
                        "the engine has the image for another platform",
                        ImageNotFoundException.class,
                        place ->
                                run("ubuntu")
                                        .platform("linux/" + otherProcessor())
                                        .pull("never")
                                        .execute()),
                new Case(
                        "the registry requires a login, and none is known",
                        AuthenticationRequiredException.class,
                        place ->
                                place.as(Map.of())
                                        .images()
                                        .pull(place.registry().host() + "/team/app")
                                        .execute()),
                new Case(
                        "the registry refuses the login",
                        AuthenticationRequiredException.class,
                        place ->
                                place.as(Map.of())
                                        .images()
                                        .pull(place.registry().host() + "/team/app")
                                        .credentials("me", "wrong")
                                        .execute()),
                new Case(
                        "the registry limits the rate of pulls",
                        RateLimitedException.class,
                        place -> {
                            try (RefusingRegistry busy = RefusingRegistry.busy()) {
                                Images.pull(busy.host() + "/app").execute();
                            }
                        }),
                new Case(
                        "a file system is full",
                        NoSpaceException.class,
                        place -> {
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
                            Path large = place.directory().resolve("large");
                            Files.write(large, new byte[3_000_000]);
                            user.copyTo(large, "/data/");
                        }),
                new Case(
                        "the program is for another processor architecture",
                        ContainerExitException.class,
                        place -> run(place.imageOfAnotherProcessor()).execute().requireSuccess()),
                new Case(
                        "the container was killed: out of memory",
                        ContainerExitException.class,
                        place ->
                                run("ubuntu")
                                        .memory("16m")
                                        .command("sh", "-c", "sleep 1; tail /dev/zero")
                                        .execute()
                                        .requireSuccess()),
                new Case(
                        "the container was killed",
                        ContainerExitException.class,
                        place ->
                                run("ubuntu")
                                        .init()
                                        .command("sh", "-c", "kill -9 $$")
                                        .execute()
                                        .requireSuccess()),
                new Case(
                        "a shell in the container does not find the command",
                        ContainerExitException.class,
                        place ->
                                run("ubuntu")
                                        .command("sh", "-c", "no-such-command")
                                        .execute()
                                        .requireSuccess()),
                new Case(
                        "the image does not contain the program",
                        ContainerStartException.class,
                        place -> run("ubuntu").command("no-such-command").execute()),
                new Case(
                        "the program is not executable",
                        ContainerStartException.class,
                        place -> run("ubuntu").command("/etc/passwd").execute()),
                new Case(
                        "the source of a mount is missing (status 400)",
                        EngineException.class,
                        place ->
                                run("ubuntu")
                                        .mount(
                                                Mount.bind("/nowhere/" + Witness.unique("data"))
                                                        .target("/www"))
                                        .execute()),
                new Case(
                        "the engine is too old for an option",
                        UnsupportedByEngineException.class,
                        place ->
                                place.as(Map.of("DOCKER_API_VERSION", "1.41"))
                                        .containers()
                                        .run("ubuntu")
                                        .annotation("key", "value")
                                        .create()),
                new Case(
                        "containers are connected to the network",
                        InUseException.class,
                        place -> {
                            String name = Witness.unique("net");
                            var net = Networks.create(name).label(KEY, SESSION).execute();
                            net.connect(running());
                            net.remove();
                        }),
                new Case(
                        "containers use the volume",
                        InUseException.class,
                        place -> {
                            String name = Witness.unique("data");
                            var data = Volumes.create(name).label(KEY, SESSION).execute();
                            String user = Witness.unique("web");
                            run("ubuntu").name(user).volume(name, "/data").create();
                            data.remove();
                        }),
                new Case(
                        "the container to remove is running",
                        InUseException.class,
                        place -> running().remove()),
                new Case(
                        "the container is not running",
                        NotRunningException.class,
                        place -> run("ubuntu").create().exec("ls").execute()),
                new Case(
                        "the engine's state forbids it",
                        ConflictException.class,
                        place -> Networks.get("bridge").remove()),
                new Case(
                        "the container, network or volume does not exist",
                        NotFoundException.class,
                        place -> Containers.get("nobody")),
                new Case(
                        "a step of a build fails",
                        BuildException.class,
                        place -> {
                            Files.writeString(
                                    place.directory().resolve("Dockerfile"),
                                    "FROM busybox\nRUN exit 3\n");
                            Images.build(place.directory()).label(KEY, SESSION).forceRm().execute();
                        }),
                new Case(
                        "docker does not accept a value",
                        InvalidOptionException.class,
                        place -> run("ubuntu").publish("99999:80").create()),
                new Case(
                        "a credential helper fails",
                        DockerException.class,
                        place -> {
                            User user = place.as(Map.of());
                            user.helper("xyz", "echo 'the keychain is locked' >&2; exit 1");
                            user.config("{\"credsStore\":\"xyz\"}");
                            user.images().pull(place.registry().host() + "/team/app").execute();
                        }));
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    private static String otherProcessor() {
        return isArm() ? "amd64" : "arm64";
    }
}
