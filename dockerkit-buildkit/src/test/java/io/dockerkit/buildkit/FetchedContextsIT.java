package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import io.dockerkit.BuildException;
import io.dockerkit.Docker;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Builds from contexts that are not directories: with a session, without one, and by the engine's own builder. Each image has
 * the files of its context.
 */
@Timeout(60)
class FetchedContextsIT {
    @TempDir Path directory;
    private final String once = UUID.randomUUID().toString();
    private ContextServer server;

    /** A context, and how a build is asked for it. */
    enum Context {
        ARCHIVE_BY_HTTP {
            @Override
            BuildSpec build(Docker docker, ContextServer server) {
                return docker.images().build(server.http("/context.tar"));
            }
        },
        DOCKERFILE_BY_HTTP {
            @Override
            BuildSpec build(Docker docker, ContextServer server) {
                return docker.images().build(server.http("/Dockerfile"));
            }
        },
        BRANCH_BY_GIT {
            @Override
            BuildSpec build(Docker docker, ContextServer server) {
                return docker.images().build(server.git());
            }
        },
        ARCHIVE_ON_STANDARD_INPUT {
            @Override
            BuildSpec build(Docker docker, ContextServer server) throws IOException {
                return docker.images()
                        .parse("docker build -")
                        .stdin(new ByteArrayInputStream(server.archive()));
            }
        },
        DOCKERFILE_ON_STANDARD_INPUT {
            @Override
            BuildSpec build(Docker docker, ContextServer server) {
                return docker.images()
                        .parse("docker build -")
                        .stdin(new ByteArrayInputStream(server.dockerfile()));
            }
        };

        abstract BuildSpec build(Docker docker, ContextServer server) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = ContextServer.start(directory, once);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Context.class)
    void aSessionCarriesIt(Context context) throws Exception {
        try (Docker docker = Docker.connect()) {
            verify(docker, context.build(docker, server).builder(BuildSpec.Builder.BUILDKIT));
        }
    }

    @ParameterizedTest
    @EnumSource(Context.class)
    void buildkitHasItWithoutASession(Context context) throws Exception {
        Path engine = Buildx.engine();
        try (DockerHttpClient socket = new SocketHttpClient(Route.toSocket(engine), null);
                Docker docker = Docker.wrap(new OwnClient(socket), "unix://" + engine)) {
            verify(docker, context.build(docker, server).builder(BuildSpec.Builder.BUILDKIT));
        }
    }

    @ParameterizedTest
    @EnumSource(Context.class)
    void theEnginesOwnBuilderHasIt(Context context) throws Exception {
        try (Docker docker = Docker.connect()) {
            verify(docker, context.build(docker, server).builder(BuildSpec.Builder.CLASSIC));
        }
    }

    @Test
    void aDirectoryOfARepositoryIsAContextWhereTheBuilderHasIt() throws Exception {
        try (Docker docker = Docker.connect()) {
            BuildSpec build = docker.images().build(server.git() + ":below");
            verify(docker, build.builder(BuildSpec.Builder.CLASSIC));
            BuildSpec byBuildKit = build.builder(BuildSpec.Builder.BUILDKIT);
            if (docker.engine().version().version().startsWith("20.")) {
                assertThatThrownBy(byBuildKit::execute)
                        .isInstanceOf(BuildException.class)
                        .hasMessageContaining("subdir not supported yet");
            } else {
                verify(docker, byBuildKit);
            }
        }
    }

    private void verify(Docker docker, BuildSpec build) {
        Image image = build.execute();
        try {
            assertThat(
                            docker.containers()
                                    .run(image.id())
                                    .rm()
                                    .network("none")
                                    .command("cat", "/data")
                                    .execute()
                                    .stdout())
                    .isEqualTo(once + "\n");
        } finally {
            image.remove(Image.RemoveSpec::force);
        }
    }
}
