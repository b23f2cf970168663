package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import io.dockerkit.impl.config.Endpoints;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A proxy in front of the engine that does not hand over the connections of a session. */
class RefusedSessionIT {
    private static final String NONE = "connection closed";
    private static final List<String> ANSWERS =
            List.of(
                    "403 Forbidden",
                    "404 Not Found",
                    "405 Method Not Allowed",
                    "501 Not Implemented",
                    "200 OK",
                    NONE);

    @TempDir Path context;

    static List<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        for (String path : List.of("/grpc", "/session")) {
            ANSWERS.forEach(answer -> all.add(Arguments.of(path, answer)));
        }
        return all;
    }

    private static HeldProxy proxy(String path, String answer) throws Exception {
        HeldProxy proxy = new HeldProxy(Endpoints.ofThisProcess().engine().wire().address());
        String body = "policy";
        proxy.answer(
                path,
                answer.equals(NONE)
                        ? ""
                        : "HTTP/1.1 "
                                + answer
                                // the proxy closes the connection, which must not be used again
                                + "\r\nConnection: close\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body);
        return proxy;
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("all")
    void aBuildThatNeedsNoSessionGoesOnWithoutOne(String path, String answer) throws Exception {
        String once = UUID.randomUUID().toString();
        Files.writeString(context.resolve("Dockerfile"), "FROM busybox\nCOPY once /\n");
        Files.writeString(context.resolve("once"), once);
        try (HeldProxy proxy = proxy(path, answer);
                Docker docker = Docker.connect(proxy.address())) {
            Image image = docker.images().build(context).execute();
            assertThat(image.inspect().id()).isEqualTo(image.id());
            assertThat(proxy.requests("/build")).isEqualTo(1);
            image.remove();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("all")
    void aBuildThatNeedsASessionNamesTheOptionAndTheAnswer(String path, String answer)
            throws Exception {
        Files.writeString(context.resolve("Dockerfile"), "FROM busybox\n");
        try (HeldProxy proxy = proxy(path, answer);
                Docker docker = Docker.connect(proxy.address())) {
            BuildSpec build =
                    docker.images().build(context).secretValue("s", "v").ssh("a", agent());
            assertThatThrownBy(build::execute)
                    .isInstanceOf(
                            answer.equals(NONE)
                                    ? DockerUnavailableException.class
                                    : UnsupportedByEngineException.class)
                    .hasMessageStartingWith(
                            "--secret, --ssh need a session with BuildKit, and POST " + path)
                    .hasMessageContaining(answer.equals(NONE) ? "ended" : answer.substring(0, 3))
                    .hasMessageContaining("Upgrade: h2c");
            assertThat(proxy.requests("/build")).isZero();
        }
    }

    private Path agent() throws Exception {
        return Path.of(
                Endpoints.ofThisProcess().engine().wire().address().substring("unix://".length()));
    }

    @Test
    void aStreamThatIsTheContextIsStillSent() throws Exception {
        String once = UUID.randomUUID().toString();
        Files.writeString(context.resolve("Dockerfile"), "FROM busybox\nCOPY once /\n");
        Files.writeString(context.resolve("once"), once);
        Process tar = new ProcessBuilder("tar", "-C", context.toString(), "-czf", "-", ".").start();
        byte[] archive = tar.getInputStream().readAllBytes();
        try (HeldProxy proxy = proxy("/session", "403 Forbidden");
                Docker docker = Docker.connect(proxy.address())) {
            docker.images().build(new ByteArrayInputStream(archive)).execute().remove();
            String dockerfile = "FROM busybox\nLABEL once=" + once + "\n";
            docker.images()
                    .build(new ByteArrayInputStream(dockerfile.getBytes(StandardCharsets.UTF_8)))
                    .execute()
                    .remove();
            assertThat(proxy.requests("/build")).isEqualTo(2);
        }
    }

    @Test
    void anEngineThatIsNotThereIsNoProxy() {
        try (Docker docker = Docker.connect("unix://" + context.resolve("none"))) {
            assertThatThrownBy(() -> docker.images().build(context).execute())
                    .isInstanceOf(DockerException.class)
                    .hasMessageNotContaining("session");
        }
    }
}
