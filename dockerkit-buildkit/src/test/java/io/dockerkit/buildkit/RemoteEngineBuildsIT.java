package io.dockerkit.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.EngineProvider;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.spi.DockerBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native builds on an engine that is reached by TLS or ssh: a context, a secret and an output, each of some megabytes. */
class RemoteEngineBuildsIT {
    private static final int BYTES = 2_000_003;

    @TempDir Path directory;

    private static String engine() {
        return Endpoints.ofThisProcess().engine().wire().address();
    }

    @Test
    void aBuildGoesOverTlsWithAClientCertificate() throws Exception {
        try (TlsFront tls = new TlsFront(made("certificates"), engine())) {
            builds(tls.environment());
        }
    }

    @Test
    void aBuildGoesOverSshAndLeavesNoProcess() throws Exception {
        try (SshServer sshd = new SshServer(made("ssh"))) {
            builds(sshd.environment(engine()));
            Leftovers.awaitProcess(sshd.mark(), false);
        }
    }

    private Path made(String name) throws Exception {
        return Files.createDirectory(directory.resolve(name));
    }

    private void builds(Map<String, String> environment) throws Exception {
        byte[] content = new byte[BYTES];
        ThreadLocalRandom.current().nextBytes(content);
        Path context = made("context");
        Files.write(context.resolve("in"), content);
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM busybox AS b
                COPY in /in
                RUN --mount=type=secret,id=s mkdir /o && cat /run/secrets/s /in >/o/out
                FROM scratch
                COPY --from=b /o /
                """);
        Path out = directory.resolve("result");
        try (DockerBackend docker =
                new EngineProvider(new Endpoints(environment, directory)).connect(null)) {
            new ImageCommands(docker.images())
                    .build(context)
                    .secretValue("s", "hunter2")
                    .output(out)
                    .execute();
        }
        byte[] result = Files.readAllBytes(out.resolve("out"));
        assertThat(new String(result, 0, 7, UTF_8)).isEqualTo("hunter2");
        assertThat(Arrays.equals(result, 7, result.length, content, 0, BYTES)).isTrue();
        for (int i = 0; i < 250 && !Leftovers.threads().isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(Leftovers.threads()).isEmpty();
    }
}
