package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.BuildException;
import io.dockerkit.Docker;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.buildkit.tap.EngineTap;
import io.dockerkit.buildkit.tap.ObservedBuild;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.image.BuildProgress;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case is built by docker buildx and by DockerKit on one engine, through a tap: BuildKit is told the same, the same files
 * travel, and all steps of the second build are found in the engine's cache, so that the image is the same.
 *
 * <p>The variable {@code DOCKERKIT_BUILDX} names the program ({@link Buildx}); {@code dev/test --engines} sets it. With
 * {@code -Ddockerkit.record=DIRECTORY} what buildx did is written there, for {@link RecordedBuildxTest};
 * {@code -Ddockerkit.cases=PATTERN} chooses cases by their names.
 */
@Tag("buildx")
class BuildxComparisonIT {
    private static final String IMAGE = "dockerkit-parity";

    /** What the engine names anew for each build. */
    private static final Pattern NAMED = Pattern.compile("buildkit-mount\\d+|ref \\S+::\\S+:");

    @TempDir Path directory;

    /** What a build by DockerKit left, and its steps. */
    private record Reported(Buildx.Built built, List<BuildProgress> steps) {}

    static Stream<BuildCase> cases() throws IOException {
        return cases("/builds/cases.txt");
    }

    static Stream<BuildCase> cases(String resource) throws IOException {
        String wanted = System.getProperty("dockerkit.cases", ".*");
        return BuildCase.all(resource).stream().filter(build -> build.name().matches(wanted));
    }

    /** Returns the engine's major version. */
    private static int release(Docker docker) {
        String version = docker.engine().version().version();
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    static Stream<BuildCase> contexts() {
        boolean recorded = System.getProperty("dockerkit.record") != null;
        return RandomContexts.of(recorded ? 18 : System.nanoTime(), recorded ? 100 : 10);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theBuildIsThatOfBuildx(BuildCase build) throws Exception {
        compare(build, "recorded-builds.jsonl", false);
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void theFilesThatTravelAreThoseOfBuildx(BuildCase build) throws Exception {
        compare(build, "recorded-contexts.jsonl", true);
    }

    private void compare(BuildCase build, String recording, boolean any) throws Exception {
        build.write(directory);
        try (EngineTap tap = EngineTap.open(directory.resolve("tap.sock"), Buildx.engine())) {
            Buildx.Built theirs = buildx(tap, build);
            String record = System.getProperty("dockerkit.record");
            if (record != null) {
                Files.writeString(
                        Path.of(record, recording),
                        new Recorded(build, theirs.observed()).line(any, directory) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            try (Docker docker = Docker.connect(tap.address())) {
                Optional<String> ours = Optional.empty();
                try {
                    Reported reported = dockerkit(docker, tap, build);
                    ours = reported.built.image();
                    compare(build, theirs, reported, docker);
                    if (!any
                            && theirs.image().isPresent()
                            && !build.has("other image")
                            && !build.has("other archive")) {
                        compareWithoutSession(build, theirs.image().get());
                    }
                    if (!any) {
                        assertThat(ours.isPresent())
                                .isEqualTo(!build.has("fails") && release(docker) >= build.needs());
                    }
                } finally {
                    TreeSet<String> made = new TreeSet<>();
                    ours.ifPresent(made::add);
                    theirs.image().ifPresent(made::add);
                    made.forEach(id -> docker.images().get(id).remove(Image.RemoveSpec::force));
                }
            }
        }
    }

    private static void compare(
            BuildCase build, Buildx.Built theirs, Reported reported, Docker docker) {
        Buildx.Built ours = reported.built;
        assertThat(ours.observed().attributes()).isEqualTo(theirs.observed().attributes());
        assertThat(ours.observed().entitlements()).isEqualTo(theirs.observed().entitlements());
        if (!build.has("other exporter")) {
            assertThat(ours.observed().exports()).isEqualTo(theirs.observed().exports());
        }
        assertThat(ours.observed().transfers()).isEqualTo(theirs.observed().transfers());
        assertThat(theirs.observed().transfers()).isNotEmpty();
        assertThat(ours.image().isPresent())
                .as("%s; %s", ours.failure(), theirs.failure())
                .isEqualTo(theirs.image().isPresent());
        if (build.instructions("COPY") < 2) {
            // of several that fail at the same time, the engine names any
            assertThat(NAMED.matcher(ours.failure()).replaceAll("NAME"))
                    .contains(NAMED.matcher(theirs.failure()).replaceAll("NAME"));
        }
        if (ours.image().isEmpty() || build.has("other image")) {
            return;
        }
        Image one = docker.images().get(theirs.image().orElseThrow());
        Image other = docker.images().get(ours.image().orElseThrow());
        for (String part : List.of("/RootFS", "/Config", "/Architecture", "/Os")) {
            assertThat(other.inspect().at(part)).isEqualTo(one.inspect().at(part));
        }
        boolean usesContainerd = other.inspect().json().contains("\"Descriptor\"");
        if (!usesContainerd) {
            assertThat(other.id()).isEqualTo(one.id());
        }
        assertThat(notCached(reported.steps)).isEmpty();
    }

    /** Returns the steps that the engine did not find in its cache. */
    private static List<BuildProgress> notCached(List<BuildProgress> steps) {
        return steps.stream()
                .filter(step -> step.name().matches("\\[.*\\d+/\\d+] .*"))
                .filter(step -> step.isEnd() && !step.name().contains(" FROM "))
                .filter(step -> step.kind() != BuildProgress.Kind.CACHED)
                .toList();
    }

    /** A connection of the program's own has no session: the context goes as an archive, and the image is the same. */
    private void compareWithoutSession(BuildCase build, String image) throws IOException {
        List<BuildProgress> steps = Collections.synchronizedList(new ArrayList<>());
        try (SocketHttpClient socket = new SocketHttpClient(Route.toSocket(Buildx.engine()), null);
                Docker docker = Docker.wrap(new OwnClient(socket), "unix://" + Buildx.engine())) {
            String id = spec(docker, build).onProgress(new Steps(steps)).execute().id();
            assertThat(id).isEqualTo(image);
            assertThat(notCached(steps)).isEmpty();
        } catch (UnsupportedByEngineException needsSession) {
            assertThat(needsSession).hasMessageContaining("session");
        }
    }

    /** Keeps the reports of a build. */
    private record Steps(List<BuildProgress> reports) implements Progress {
        @Override
        public void update(Event event) {
            // of the engine's own builder
        }

        @Override
        public void build(BuildProgress report) {
            reports.add(report);
        }
    }

    private BuildSpec spec(Docker docker, BuildCase build) {
        return docker.images()
                .parse(
                        "docker buildx build -t "
                                + tag(build)
                                + " "
                                + build.options(directory)
                                + " "
                                + directory.resolve("context"));
    }

    /** The steps of both are the same; those of different cases are not. */
    private static String tag(BuildCase build) {
        return IMAGE + ":" + Integer.toHexString(build.name().hashCode());
    }

    private Buildx.Built buildx(EngineTap tap, BuildCase build) throws Exception {
        List<String> words = new ArrayList<>(List.of("-t", tag(build)));
        words.addAll(ShellWords.split(build.options(directory)));
        words.add(directory.resolve("context").toString());
        return Buildx.build(tap, directory, new byte[0], words);
    }

    private Reported dockerkit(Docker docker, EngineTap tap, BuildCase build) throws Exception {
        List<BuildProgress> steps = Collections.synchronizedList(new ArrayList<>());
        Optional<String> image = Optional.empty();
        String failure = "";
        try {
            image = Optional.of(spec(docker, build).onProgress(new Steps(steps)).execute().id());
        } catch (BuildException failed) {
            failure = String.valueOf(failed.getMessage());
        }
        return new Reported(new Buildx.Built(image, failure, ObservedBuild.of(tap.taken())), steps);
    }
}
