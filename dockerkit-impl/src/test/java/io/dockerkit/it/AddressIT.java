package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.Mount;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.impl.EngineProvider;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.lab.Sshd;
import io.dockerkit.spi.DockerBackend;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where a published port is reached, shown by reading a page there. */
@ExtendWith(Witness.class)
@Timeout(120)
class AddressIT {
    private static Container server(ContainerCommands containers, String session, String publish) {
        Container server =
                containers
                        .run("busybox")
                        .label(KEY, session)
                        .detached()
                        .publish(publish)
                        .command(
                                "sh",
                                "-c",
                                "echo reached > /tmp/index.html; exec httpd -f -p 8080 -h /tmp")
                        .start();
        return server.waitFor(Wait.http(8080, "/"));
    }

    /** Returns what the server says at the address that it is said to have. */
    private static String page(Container server) throws IOException {
        InetSocketAddress address = server.address(8080);
        String url = "http://" + address.getHostString() + ":" + address.getPort() + "/";
        try (InputStream page = URI.create(url).toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void onThisMachine() throws IOException {
        try (Docker docker = Docker.connect()) {
            Container all = server(docker.containers(), SESSION, "8080");
            assertThat(all.address(8080))
                    .isEqualTo(
                            new InetSocketAddress(
                                    InetAddress.getLoopbackAddress(), all.hostPort(8080)));
            assertThat(page(all)).isEqualTo("reached\n");
            Container one = server(docker.containers(), SESSION, "127.0.0.2::8080");
            assertThat(one.address(8080))
                    .isEqualTo(new InetSocketAddress("127.0.0.2", one.hostPort(8080)));
            assertThat(page(one)).isEqualTo("reached\n");
        }
    }

    @Test
    void onTheHostThatAnAliasOfSshStandsFor(@TempDir Path home) throws Exception {
        try (Sshd sshd = Sshd.start(home)) {
            sshd.configure(
                    "Host far-away",
                    "  HostName 127.0.0.1",
                    "  Port " + sshd.port(),
                    "  User " + System.getProperty("user.name"));
            try (DockerBackend backend = sshd.connect("ssh://far-away")) {
                Container server =
                        server(new ContainerCommands(backend.containers()), SESSION, "8080");
                assertThat(server.address(8080).getHostString()).isEqualTo("127.0.0.1");
                assertThat(page(server)).isEqualTo("reached\n");
            }
        }
    }

    @Test
    void whereTheUserSays(@TempDir Path home) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DOCKERKIT_HOST_OVERRIDE", "localhost");
        EngineProvider provider = new EngineProvider(new Endpoints(environment, home));
        try (DockerBackend backend = provider.connect(null)) {
            Container server = server(new ContainerCommands(backend.containers()), SESSION, "8080");
            assertThat(server.address(8080).getHostString()).isEqualTo("localhost");
            assertThat(server.address(8080).getPort()).isEqualTo(server.hostPort(8080));
        }
    }

    /** A program in a container that starts another one and reads its page. */
    public static final class Inside {
        /** Prints the address, and what was read there. */
        public static void main(String[] arguments) throws IOException {
            try (Docker docker = Docker.connect()) {
                Container server = server(docker.containers(), arguments[0], arguments[1]);
                System.out.println(server.address(8080).getHostString());
                System.out.print(page(server));
            }
        }
    }

    @Test
    void fromAContainerAtItsGateway() throws IOException {
        RunResult all = inside("8080");
        try (Docker docker = Docker.connect()) {
            assertThat(all.stdout())
                    .isEqualTo(
                            docker.networks().get("bridge").inspect().gateway().orElseThrow()
                                    + "\nreached\n");
        }
    }

    @Test
    void fromAContainerInTheirNetworkWhereTheHostKeepsThePortToItself() throws IOException {
        RunResult own = inside("127.0.0.1::8080");
        String address =
                Witness.labelled().stream()
                        .filter(c -> c.getImage().equals("busybox"))
                        .map(c -> Witness.container(c.getId()).getNetworkSettings())
                        .map(settings -> settings.getNetworks().get("bridge").getIpAddress())
                        .findFirst()
                        .orElseThrow();
        assertThat(own.stdout()).isEqualTo(address + "\nreached\n");
    }

    /** Runs {@link Inside} in a container, with this JDK and this class path, and the engine's socket. */
    private static RunResult inside(String publish) throws IOException {
        try (Docker docker = Docker.connect()) {
            assertThat(docker.host()).startsWith("unix://");
            Path java = Path.of(System.getProperty("java.home")).toRealPath();
            String classPath = System.getProperty("java.class.path");
            Set<Path> needed = new TreeSet<>(outside(java));
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                if (Files.exists(Path.of(entry))) {
                    needed.add(Path.of(entry).toAbsolutePath());
                }
            }
            needed.add(java);
            RunSpec run =
                    docker.containers()
                            .run("ubuntu")
                            .label(KEY, SESSION)
                            .mount(
                                    Mount.bind(docker.host().substring("unix://".length()))
                                            .target("/var/run/docker.sock"));
            for (Path file : needed) {
                run = run.mount(Mount.bind(file.toString()).target(file.toString()).readOnly());
            }
            return run.command(
                            java.resolve("bin/java").toString(),
                            "-cp",
                            absolute(classPath),
                            Inside.class.getName(),
                            SESSION,
                            publish)
                    .execute()
                    .requireSuccess();
        }
    }

    private static String absolute(String classPath) {
        StringBuilder all = new StringBuilder();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            all.append(Path.of(entry).toAbsolutePath()).append(File.pathSeparator);
        }
        return all.toString();
    }

    /** Some systems keep a JDK's configuration elsewhere, behind links. */
    private static Set<Path> outside(Path java) throws IOException {
        Set<Path> directories = new TreeSet<>();
        try (Stream<Path> files = Files.walk(java)) {
            for (Path link : files.filter(Files::isSymbolicLink).filter(Files::exists).toList()) {
                Path target = link.toRealPath();
                if (!target.startsWith(java)) {
                    directories.add(target.getRoot().resolve(target.subpath(0, 2)));
                }
            }
        }
        return directories;
    }
}
