package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.buildkit.tap.EngineTap;
import io.dockerkit.buildkit.tap.ObservedBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program {@code docker-buildx}, which the variable {@code DOCKERKIT_BUILDX} names, on the engine of the tests. */
final class Buildx {
    private static final Pattern ERROR =
            Pattern.compile(
                    "^ERROR: (?:failed to build: )?(?:failed to solve: )?(?:\\w+: (?=rpc ))?(?:rpc error: code = \\w+ desc = )?((?s:.*?))\\s*\\z",
                    Pattern.MULTILINE);

    private Buildx() {}

    /**
     * What a build left.
     *
     * @param image the id of the image, or empty if the build failed
     * @param failure what the engine said of the failure, or the empty text
     */
    record Built(Optional<String> image, String failure, ObservedBuild observed) {}

    static String program() {
        String program = System.getenv("DOCKERKIT_BUILDX");
        assertThat(program).as("DOCKERKIT_BUILDX, the program docker-buildx").isNotBlank();
        return program;
    }

    /** Returns the socket of the engine. */
    static Path engine() {
        String host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
        assertThat(host).as("DOCKER_HOST").startsWith("unix://");
        return Path.of(host.substring("unix://".length()));
    }

    /**
     * Builds.
     *
     * @param directory for files of the client
     * @param input what it reads from standard input
     * @param options the words behind {@code build}
     */
    static Built build(EngineTap tap, Path directory, byte[] input, List<String> options)
            throws IOException, InterruptedException {
        Path id = directory.resolve("buildx.id");
        Path log = directory.resolve("buildx.log");
        Path stdin = Files.write(directory.resolve("buildx.stdin"), input);
        List<String> words = new ArrayList<>();
        Collections.addAll(words, program(), "build", "--progress=plain");
        Collections.addAll(words, "--iidfile", id.toString());
        words.addAll(options);
        ProcessBuilder buildx = new ProcessBuilder(words);
        buildx.environment().put("DOCKER_HOST", tap.address());
        buildx.environment().put("DOCKER_CONFIG", directory.resolve("config").toString());
        Process process =
                buildx.redirectErrorStream(true)
                        .redirectInput(stdin.toFile())
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        ObservedBuild observed = ObservedBuild.of(tap.taken());
        return process.exitValue() == 0
                ? new Built(Optional.of(Files.readString(id).strip()), "", observed)
                : new Built(Optional.empty(), failure(Files.readString(log)), observed);
    }

    /** Returns what the end of the log says of BuildKit. */
    private static String failure(String log) {
        Matcher error = ERROR.matcher(log);
        assertThat(error.find()).as(log).isTrue();
        // DockerKit shows the ends of lines in messages
        return error.group(1).replace("\n", "\\n");
    }
}
