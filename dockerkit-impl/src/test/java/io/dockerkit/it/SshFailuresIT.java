package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Diagnosis;
import io.dockerkit.Docker;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.impl.EngineProvider;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.lab.Sshd;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads where an ssh connection does not come about: ssh's own words, and what to do. */
@ExtendWith(Witness.class)
@Timeout(60)
class SshFailuresIT {
    @TempDir Path home;

    private static AbstractThrowableAssert<?, ?> assertUnavailable(DockerBackend backend) {
        try (backend) {
            return assertThatThrownBy(() -> new EngineCommands(backend.engine()).ping())
                    .isInstanceOf(DockerUnavailableException.class)
                    .hasMessageContaining(
                            "cannot connect to the Docker engine at " + backend.host() + ": ");
        }
    }

    @Test
    void anotherHostKeyIsNotAccepted() throws Exception {
        try (Sshd sshd = Sshd.start(home)) {
            sshd.forgetHostKey();
            assertUnavailable(sshd.connect(sshd.address("")))
                    .hasMessageContaining("ssh ended with code 255: ")
                    .hasMessageContaining("Host key verification failed.")
                    .hasMessageContaining("correct known_hosts");
        }
    }

    @Test
    void whoHasNoKeyIsToldToLoadIt() throws Exception {
        try (Sshd sshd = Sshd.start(home)) {
            sshd.forgetUsers();
            assertUnavailable(sshd.connect(sshd.address("")))
                    .hasMessageContaining("Permission denied (publickey).")
                    .hasMessageContaining("ssh-add")
                    .hasMessageContaining("try: ssh -l ");
        }
    }

    @Test
    void nobodyIsAskedForAPassword() throws Exception {
        try (Sshd sshd = Sshd.start(home, "PasswordAuthentication yes")) {
            sshd.forgetUsers();
            assertUnavailable(sshd.connect(sshd.address("")))
                    .hasMessageContaining("Permission denied")
                    .hasMessageContaining("password");
        }
    }

    @Test
    void nobodyListens() throws Exception {
        String address;
        Sshd sshd = Sshd.start(home);
        try (sshd) {
            address = sshd.address("");
        }
        assertUnavailable(sshd.connect(address))
                .hasMessageContaining("Connection refused")
                .hasMessageContaining("does an ssh server run there");
    }

    @Test
    void theHostIsUnknown() throws Exception {
        try (Sshd sshd = Sshd.start(home)) {
            assertUnavailable(sshd.connect("ssh://me@no-such-host.invalid"))
                    .hasMessageContaining("Could not resolve hostname no-such-host.invalid")
                    .hasMessageContaining("~/.ssh/config");
        }
    }

    @Test
    void thereIsNoDockerOnTheOtherSide() throws Exception {
        try (Sshd sshd = Sshd.start(home, "SetEnv PATH=/nowhere")) {
            assertUnavailable(sshd.connect(sshd.address("")))
                    .hasMessageContaining("docker on the other side of ssh ended with code 127: ")
                    .hasMessageContaining("install the docker command there");
        }
    }

    @Test
    void thereIsNoEngineOnTheOtherSide() throws Exception {
        try (Sshd sshd = Sshd.start(home)) {
            assertUnavailable(sshd.connect(sshd.address("/nowhere/docker.sock")))
                    .hasMessageContaining("docker on the other side of ssh ended with code 1: ")
                    .hasMessageContaining("/nowhere/docker.sock")
                    .hasMessageContaining("start the engine there, or name its socket");
        }
    }

    @Test
    void theOtherSidesShellGreets() throws Exception {
        try (Sshd sshd = Sshd.start(home, "ForceCommand echo Welcome")) {
            assertUnavailable(sshd.connect(sshd.address("")))
                    .hasMessageContaining("\"Welcome")
                    .hasMessageContaining("must print nothing to stdout");
        }
    }

    @Test
    void thereIsNoSshHere() {
        EngineProvider provider =
                new EngineProvider(new Endpoints(Map.of("PATH", "/nowhere"), home));
        assertUnavailable(provider.connect("ssh://me@host"))
                .hasMessageContaining("there is no program ssh in the PATH")
                .hasMessageContaining("openssh-client");
    }

    @Test
    void environmentAndContextsMayNameAnEngineBySsh() throws Exception {
        try (Sshd sshd = Sshd.start(home)) {
            Map<String, String> environment = new HashMap<>(sshd.environment());
            environment.put("DOCKER_HOST", sshd.address(""));
            Diagnosis byVariable = new EngineProvider(new Endpoints(environment, home)).diagnose();
            assertThat(byVariable.usable())
                    .hasValueSatisfying(
                            place -> {
                                assertThat(place.source()).isEqualTo("DOCKER_HOST");
                                assertThat(place.host()).isEqualTo(sshd.address(""));
                            });
            context("far", sshd.address(""));
            environment.remove("DOCKER_HOST");
            environment.put("DOCKER_CONTEXT", "far");
            Diagnosis byContext = new EngineProvider(new Endpoints(environment, home)).diagnose();
            assertThat(byContext.usable().map(Diagnosis.Place::source)).contains("context \"far\"");
        }
    }

    private void context(String name, String host) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        Path meta =
                home.resolve(".docker/contexts/meta")
                        .resolve(String.format("%064x", new BigInteger(1, digest)));
        Files.createDirectories(meta);
        String json = "{\"Name\":\"%s\",\"Endpoints\":{\"docker\":{\"Host\":\"%s\"}}}";
        Files.writeString(meta.resolve("meta.json"), json.formatted(name, host));
    }

    /** A program that holds connections by ssh: a session with a quiet container, and one that is idle. */
    public static final class Holder {
        /** Holds them until it is killed. */
        public static void main(String[] arguments) throws IOException {
            try (Docker docker = Docker.connect();
                    Session session = docker.containers().get(arguments[0]).attach()) {
                docker.engine().ping();
                System.out.println("connected");
                session.stdout().transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @Test
    void aProgramThatIsKilledLeavesNoSsh() throws Exception {
        try (Sshd sshd = Sshd.start(home);
                Docker local = Docker.connect()) {
            Container quiet =
                    Witness.run(local.containers(), "ubuntu").interactive().detached().start();
            ProcessBuilder builder =
                    new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Holder.class.getName(),
                            quiet.id());
            builder.environment().putAll(sshd.environment());
            builder.environment().put("DOCKER_HOST", sshd.address(""));
            Process program = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            assertThat(program.inputReader().readLine()).isEqualTo("connected");
            List<ProcessHandle> clients = sshd.clients(program.toHandle());
            assertThat(clients).hasSizeGreaterThan(1);
            program.destroyForcibly();
            for (ProcessHandle client : clients) {
                client.onExit().get(10, TimeUnit.SECONDS);
            }
            assertThat(quiet.inspect().state().running()).isTrue();
        }
    }
}
