package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.EngineException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.EngineProvider;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry, and its server of tokens, whose certificate is of an authority that only the engine's {@code /etc/docker/certs.d}
 * names. The engine connects to both, also in builds over a session; this JVM, which does not know the authority, to neither.
 */
@Timeout(120)
class OwnAuthorityIT {
    private final String once = UUID.randomUUID().toString();

    @TempDir Path directory;
    private TokenRegistry registry;

    @BeforeEach
    void start() throws Exception {
        registry = new TokenRegistry(Files.createDirectory(directory.resolve("certificates")));
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
        asRoot("rm -rf \"$1\"", certificates());
    }

    private DockerBackend connect(OwnEngine engine) {
        String pair = TokenRegistry.USER + ":" + TokenRegistry.PASSWORD;
        String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        String logins = "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + auth + "\"}}}";
        Map<String, String> environment =
                Map.of("DOCKER_HOST", engine.address(), "DOCKER_AUTH_CONFIG", logins);
        return new EngineProvider(new Endpoints(environment, directory)).connect(null);
    }

    private String base() {
        return registry.host() + "/library/busybox";
    }

    private String certificates() {
        return "/etc/docker/certs.d/" + registry.host();
    }

    private static void asRoot(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (!"root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("sudo", "-n"));
        }
        command.addAll(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
        assertThat(code).isZero();
    }

    /** A build that needs a session. */
    private BuildSpec build(ImageCommands images) {
        return images.build(
                        Dockerfile.inline(
                                "FROM "
                                        + base()
                                        + " AS b\nRUN --mount=type=secret,id=s cp /run/secrets/s /n\n"
                                        + "FROM scratch\nCOPY --from=b /n /\n"))
                .secretValue("s", once)
                .output(directory.resolve("out"));
    }

    @Test
    void theEngineTrustsWhatItsOwnDirectoryNames() throws Exception {
        try (OwnEngine engine = new OwnEngine(List.of())) {
            try (DockerBackend docker = connect(engine)) {
                ImageCommands images = new ImageCommands(docker.images());
                assertUntrusted(EngineException.class, () -> images.pull(base()).execute());
                assertUntrusted(BuildException.class, () -> build(images).execute());
                assertThat(registry.tokensFor()).isEmpty();

                asRoot(
                        "mkdir -p \"$2\" && cp \"$1\" \"$2/ca.crt\"",
                        registry.authority().toString(),
                        certificates());
                images.pull(base()).execute().remove();
                assertThat(registry.tokensFor()).isNotEmpty();
            }
            // BuildKit has asked this registry before
            engine.kill();
            engine.start();
            registry.tokensFor().clear();
            try (DockerBackend docker = connect(engine)) {
                build(new ImageCommands(docker.images())).execute();
            }
        }
        assertThat(directory.resolve("out/n")).hasContent(once);
        assertThat(registry.tokensFor()).isNotEmpty().containsOnly(TokenRegistry.USER);
    }

    private static void assertUntrusted(Class<?> type, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(type)
                .hasMessageContaining("x509: ")
                .hasMessageContaining("/etc/docker/certs.d/REGISTRY/ca.crt");
    }
}
