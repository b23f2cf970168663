package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.buildkit.tap.EngineTap;
import io.dockerkit.buildkit.tap.ObservedBuild;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contexts that are not directories, built by docker buildx and by DockerKit on one engine, through a tap. The variable is that
 * of {@link Buildx}.
 */
@Tag("buildx")
class BuildxContextsIT {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive by HTTP",
                "Dockerfile by HTTP",
                "git",
                "git with another Dockerfile",
                "git and a directory",
                "archive on standard input",
                "Dockerfile on standard input",
                "archive by HTTP and Dockerfile on standard input"
            })
    void theBuildIsThatOfBuildx(String context) throws Exception {
        String once = UUID.randomUUID().toString();
        try (ContextServer server = ContextServer.start(directory, once);
                EngineTap tap = EngineTap.open(directory.resolve("tap.sock"), Buildx.engine());
                Docker docker = Docker.connect(tap.address())) {
            List<String> words =
                    switch (context) {
                        case "archive by HTTP" -> List.of(server.http("/context.tar"));
                        case "Dockerfile by HTTP" -> List.of(server.http("/Dockerfile"));
                        case "git" -> List.of(server.git());
                        case "git with another Dockerfile" ->
                                List.of("--file", "other/Dockerfile", server.git());
                        case "git and a directory" -> List.of(server.git() + ":below");
                        case "archive by HTTP and Dockerfile on standard input" ->
                                List.of("--file", "-", server.http("/context.tar"));
                        default -> List.of("-");
                    };
            byte[] input =
                    context.startsWith("archive on") ? server.archive() : server.dockerfile();
            Buildx.Built theirs = Buildx.build(tap, directory, input, words);
            BuildSpec spec =
                    docker.images().parse("docker buildx build " + String.join(" ", words));
            BuildSpec ours =
                    words.contains("-") ? spec.stdin(new ByteArrayInputStream(input)) : spec;
            if (theirs.image().isEmpty()) {
                // that needs Docker 23.0
                assertThat(context).isEqualTo("git and a directory");
                assertThat(theirs.failure()).contains("subdir not supported yet");
                assertThatThrownBy(ours::execute).hasMessageContaining(theirs.failure());
                compare(theirs.observed(), ObservedBuild.of(tap.taken()));
                return;
            }
            compare(docker, theirs, ours.execute(), tap);
        }
    }

    private static void compare(Docker docker, Buildx.Built theirs, Image ours, EngineTap tap)
            throws Exception {
        Image one = docker.images().get(theirs.image().orElseThrow());
        try {
            compare(theirs.observed(), ObservedBuild.of(tap.taken()));
            for (String part : List.of("/RootFS", "/Config", "/Architecture", "/Os")) {
                assertThat(ours.inspect().at(part)).isEqualTo(one.inspect().at(part));
            }
        } finally {
            ours.remove(Image.RemoveSpec::force);
            if (!one.id().equals(ours.id())) {
                one.remove(Image.RemoveSpec::force);
            }
        }
    }

    private static void compare(ObservedBuild theirs, ObservedBuild ours) {
        assertThat(attributes(ours)).isEqualTo(attributes(theirs));
        assertThat(ours.exports()).isEqualTo(theirs.exports());
        assertThat(ours.entitlements()).isEqualTo(theirs.entitlements());
        assertThat(ours.transfers()).isEqualTo(theirs.transfers());
    }

    /** An archive on standard input has another address in each session. */
    private static Map<String, String> attributes(ObservedBuild build) {
        Map<String, String> attributes = new TreeMap<>(build.attributes());
        attributes.computeIfPresent(
                "context",
                (key, address) -> address.replaceFirst("^(http://buildkit-session/)\\w+$", "$1ID"));
        return attributes;
    }
}
