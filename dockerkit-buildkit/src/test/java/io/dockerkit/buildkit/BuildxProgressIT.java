package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.Docker;
import io.dockerkit.buildkit.tap.EngineTap;
import io.dockerkit.buildkit.tap.ObservedBuild;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.image.BuildProgress;
import io.dockerkit.image.Image;
import io.dockerkit.impl.build.trace.BuildSteps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What docker buildx prints of a build is what DockerKit prints of the same reports of BuildKit. Variables and properties are
 * those of {@link BuildxComparisonIT}; with {@code -Ddockerkit.record=DIRECTORY} what buildx draws on terminals is written, too,
 * for the tests of the screen.
 */
@Tag("buildx")
class BuildxProgressIT {
    private static final String IMAGE = "dockerkit-parity:progress";

    @TempDir Path directory;

    static Stream<BuildCase> cases() throws IOException {
        return BuildxComparisonIT.cases("/builds/progress.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePlainTextIsThatOfBuildx(BuildCase build) throws Exception {
        build.write(directory);
        Files.write(directory.resolve("context/data"), new byte[3_000_000]);
        try (EngineTap tap = EngineTap.open(directory.resolve("tap.sock"), Buildx.engine())) {
            String once = UUID.randomUUID().toString().substring(0, 8);
            if (build.has("cached")) {
                buildx(tap, once, "busybox", 0, 0);
            }
            Run plain = buildx(tap, once, "busybox", 0, 0);
            if (System.getProperty("dockerkit.record") != null) {
                write(build, plain);
                write(build, buildx(tap, next(build, once), "nginx", 80, 24));
                write(build, buildx(tap, next(build, once), "redis", 120, 40));
            }
            Map<String, List<String>> printed = PlainProgress.ofText(plain.printed);
            Map<String, List<String>> reported = PlainProgress.ofReports(reports(plain.reports));
            assertThat(PlainProgress.withoutLateWarnings(reported, printed)).isEqualTo(printed);
        } finally {
            try (Docker docker = Docker.connect()) {
                docker.images()
                        .find(IMAGE)
                        .ifPresent(image -> image.remove(Image.RemoveSpec::force));
            }
        }
    }

    private static String next(BuildCase build, String once) {
        return build.has("cached") ? once : UUID.randomUUID().toString().substring(0, 8);
    }

    /** One build of docker buildx. */
    private record Run(String printed, int columns, int rows, List<byte[]> reports) {}

    private static List<BuildProgress> reports(List<byte[]> reports) {
        List<BuildProgress> all = new ArrayList<>();
        BuildSteps steps = new BuildSteps(all::add);
        reports.forEach(steps::add);
        return all;
    }

    /** Builds with a terminal of this size, or without one. */
    private Run buildx(EngineTap tap, String once, String image, int columns, int rows)
            throws Exception {
        List<String> words =
                List.of(
                        Buildx.program(),
                        "build",
                        "--progress=" + (columns == 0 ? "plain" : "tty"),
                        "-t",
                        IMAGE,
                        "--build-arg=ONCE=" + once,
                        "--build-arg=IMAGE=" + image,
                        directory.resolve("context").toString());
        String line = "exec " + ShellQuoting.join(words);
        ProcessBuilder process =
                columns == 0
                        ? new ProcessBuilder("sh", "-c", line + " 2>&1")
                        : new ProcessBuilder(
                                "script",
                                "-qec",
                                "stty rows " + rows + " columns " + columns + "; " + line,
                                "/dev/null");
        process.environment().put("DOCKER_HOST", tap.address());
        process.environment().put("DOCKER_CONFIG", directory.resolve("config").toString());
        process.environment().put("TERM", "xterm-256color");
        Path log = directory.resolve("log");
        Process started = process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(
                Files.readString(log), columns, rows, ObservedBuild.of(tap.taken()).reports());
    }

    private static void write(BuildCase build, Run run) throws IOException {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("name", build.name());
        node.put("columns", run.columns).put("rows", run.rows);
        ArrayNode reports = node.putArray("reports");
        run.reports.forEach(each -> reports.add(Base64.getEncoder().encodeToString(each)));
        node.put("printed", run.printed);
        Files.writeString(
                Path.of(System.getProperty("dockerkit.record"), "recorded-progress.jsonl"),
                node + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
