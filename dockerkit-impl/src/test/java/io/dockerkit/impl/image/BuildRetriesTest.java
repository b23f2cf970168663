package io.dockerkit.impl.image;

import static io.dockerkit.lab.CannedWire.Canned.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.copy.TarSource;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A build is tried again, a few times, if a registry fails for a moment while the builder asks it for the base images. Once a
 * step has begun, it is not.
 */
class BuildRetriesTest {
    private static final String LOOKUP = "[internal] load metadata for r.example/base:1";
    private static final String ILL =
            "failed to solve: r.example/base:1: failed to resolve source metadata for r.example/base:1: unexpected status from"
                    + " HEAD request to https://r.example/v2/base/manifests/1: 503 Service Unavailable";
    private static final String STEP_ONE =
            "{\"stream\":\"Step 1/3 : FROM base\"}{\"stream\":\"\\n\"}";
    private static final Canned DONE = json(200, "{\"aux\":{\"ID\":\"sha256:1\"}}");

    private final Deque<Canned> builds = new ArrayDeque<>();
    private final CannedWire engine =
            new CannedWire(
                    (call, upgraded) ->
                            call.startsWith("POST /build?")
                                    ? builds.size() > 1 ? builds.remove() : builds.element()
                                    : json(200, "{\"Id\":\"sha256:1\"}"));

    private BuildSpec build(Duration... pauses) {
        ImageApi images =
                new ImageApi(
                        new Rest(engine, "1.47"),
                        Logins.none(),
                        UserSettings.NONE,
                        RegistryRetries.after(pauses));
        return new ImageCommands(images).build(Dockerfile.inline("FROM r.example/base:1\n"));
    }

    private BuildSpec build() {
        return build(Duration.ofMillis(1), Duration.ofMillis(1));
    }

    private long tries() {
        return engine.calls().stream().filter(call -> call.startsWith("POST /build?")).count();
    }

    /** A step that has ended, with an error or without. */
    private static ProtoWriter vertex(String name, String error) {
        ProtoWriter time = new ProtoWriter().number(1, 1000);
        ProtoWriter vertex =
                new ProtoWriter()
                        .text(1, "sha256:" + name)
                        .text(3, name)
                        .message(5, time)
                        .message(6, time);
        return error.isEmpty() ? vertex : vertex.text(7, error);
    }

    /** A build by BuildKit that ends with an error: the steps that have ended, the last one with the words. */
    private static Canned failing(String words, String... steps) {
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < steps.length; i++) {
            String error = i == steps.length - 1 ? words : "";
            byte[] status = new ProtoWriter().message(1, vertex(steps[i], error)).toBytes();
            answer.append("{\"id\":\"moby.buildkit.trace\",\"aux\":\"")
                    .append(Base64.getEncoder().encodeToString(status))
                    .append("\"}");
        }
        return json(200, answer + error(words));
    }

    private static String error(String words) {
        return "{\"errorDetail\":{\"message\":\"%1$s\"},\"error\":\"%1$s\"}".formatted(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ILL,
                "failed to solve with frontend dockerfile.v0: failed to create LLB definition: pulling from host r.example failed"
                        + " with status code [manifests 1]: 500 Internal Server Error",
                "failed to solve: failed to do request: Head https://r.example/v2/base/manifests/1: EOF",
                "failed to solve: failed to do request: Head https://r.example/v2/base/manifests/1: read tcp 10.0.0.1:1: read:"
                        + " connection reset by peer"
            })
    void aRegistryThatFailsForAMomentIsAskedAgain(String words) {
        List<String> output = new ArrayList<>();
        builds.addAll(
                List.of(
                        failing(words, "[internal] load build definition from Dockerfile", LOOKUP),
                        failing(words, "[auth] base:pull token for r.example", LOOKUP),
                        DONE));
        assertThat(build().onOutput(output::add).execute().id()).isEqualTo("sha256:1");
        assertThat(tries()).isEqualTo(3);
        assertThat(output)
                .contains(
                        "#1 [internal] load build definition from Dockerfile",
                        "#2 ERROR: " + words,
                        "#1 [auth] base:pull token for r.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resolve image config for docker-image://docker.io/docker/dockerfile:1",
                "[context base] load metadata for r.example/base:1"
            })
    void soAreThoseOfTheFrontendAndOfNamedContexts(String step) {
        builds.addAll(List.of(failing(ILL, step), DONE));
        build().execute();
        assertThat(tries()).isEqualTo(2);
    }

    @Test
    void afterThreeTriesItIsTheError() {
        builds.add(failing(ILL, LOOKUP));
        assertThatThrownBy(() -> build().execute())
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("503 Service Unavailable; in step " + LOOKUP);
        assertThat(tries()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to solve: r.example/base:1: failed to resolve source metadata: r.example/base:1: not found",
                "failed to solve: pull access denied, repository does not exist or may require authorization",
                "failed to solve: failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized",
                "failed to solve: unexpected status from HEAD request to https://r.example/v2/base/manifests/1: 403 Forbidden",
                "failed to solve: unexpected status from HEAD request to https://r.example/v2/base/manifests/1: 429 Too Many"
                        + " Requests",
                "failed to solve: toomanyrequests: retry-after: 31s, allowed: 44000/minute",
                "failed to solve: failed to do request: Head https://r.example/v2/: dial tcp 10.0.0.2:443: connect: connection"
                        + " refused",
                "failed to solve: failed to do request: Head https://r.example/v2/: x509: certificate signed by unknown authority"
            })
    void whatWillNotChangeIsNotAskedAgain(String words) {
        builds.add(failing(words, LOOKUP));
        assertThatThrownBy(() -> build().execute()).isInstanceOf(BuildException.class);
        assertThat(tries()).isEqualTo(1);
    }

    @Test
    void aLimitThatNamesAShortTimeIsWaitedFor() {
        String words = "toomanyrequests: retry-after: 458.013µs, allowed: 44000/minute";
        builds.addAll(List.of(failing(words, LOOKUP), DONE));
        build().execute();
        assertThat(tries()).isEqualTo(2);
    }

    /** The words of a step, whatever they are, are not those of a registry. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2/3] RUN wget http://h/ # 503 Service Unavailable",
                "[2/3] ADD http://h/ /",
                "[1/3] FROM r.example/base:1@sha256:1",
                "[internal] load build context",
                "docker-image://docker.io/docker/dockerfile:1@sha256:1",
                "exporting to image"
            })
    void aStepThatFailsIsNotRepeated(String step) {
        builds.add(failing(ILL, LOOKUP, step));
        assertThatThrownBy(() -> build().execute()).isInstanceOf(BuildException.class);
        assertThat(tries()).isEqualTo(1);
    }

    /** With several platforms, one may be looked up while another is built. */
    @Test
    void nothingIsRepeatedOnceAStepHasBegun() {
        builds.add(failing(ILL, "[linux/amd64 2/3] RUN deploy", LOOKUP));
        assertThatThrownBy(() -> build().execute()).isInstanceOf(BuildException.class);
        assertThat(tries()).isEqualTo(1);
    }

    @Test
    void nothingIsRepeatedThatIsNoQuestionForAnImage() {
        builds.add(json(200, error(ILL)));
        assertThatThrownBy(() -> build().execute()).isInstanceOf(BuildException.class);
        assertThat(tries()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 3"})
    void anArchiveThatIsReadOnceIsBuiltOnce(boolean text, int tries) throws Exception {
        builds.add(failing(ILL, LOOKUP));
        byte[] dockerfile = "FROM r.example/base:1\n".getBytes(StandardCharsets.UTF_8);
        try (InputStream archive = TarSource.ofFiles(Map.of("Dockerfile", dockerfile))) {
            InputStream context = text ? new ByteArrayInputStream(dockerfile) : archive;
            BuildSpec build =
                    new ImageCommands(
                                    new ImageApi(
                                            new Rest(engine, "1.47"),
                                            Logins.none(),
                                            UserSettings.NONE,
                                            RegistryRetries.after(Duration.ZERO, Duration.ZERO)))
                            .parse("docker build -")
                            .stdin(context);
            assertThatThrownBy(build::execute)
                    .isInstanceOf(BuildException.class)
                    .hasMessageContaining("503 Service Unavailable");
        }
        assertThat(tries()).isEqualTo(tries);
    }

    @Test
    void noTryBeginsAfterTheTimeOut() {
        builds.add(failing(ILL, LOOKUP));
        BuildSpec build = build(Duration.ofHours(1)).timeout(Duration.ofSeconds(30));
        assertThatThrownBy(build::execute)
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("503 Service Unavailable");
        assertThat(tries()).isEqualTo(1);
    }

    private static String stream(String text) {
        return "{\"stream\":\"" + text + "\\n\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Step 1/3 : FROM base|3",
                "Step 1/3 : ARG V=1; ---> 1234567890ab;Step 2/3 : FROM base:$V|3",
                "Step 1/3 : FROM one; ---> 1234567890ab;Step 2/3 : from two|3",
                "Step 1/3 : FROM one; ---> 1234567890ab;Step 2/3 : RUN wget http://h/|1",
                "Step 1/3 : FROM one; ---> 1234567890ab;Step 2/3 : ADD http://h/ /|1",
                "Step 1/4 : FROM one; ---> 1234567890ab;Step 2/4 : RUN deploy; ---> Running in 1;Step 3/4 : FROM two|1",
                "Step 1/1 : FROM one;# Executing 1 build trigger; ---> Running in 1234567890ab|1",
                "Sending build context|1"
            })
    void theEnginesOwnBuilderIsAskedAgainAtAFrom(String output, int tries) {
        StringBuilder answer = new StringBuilder();
        for (String line : output.split(";", -1)) {
            answer.append(stream(line));
        }
        builds.add(
                json(
                        200,
                        answer
                                + error(
                                        "received unexpected HTTP status: 503 Service Unavailable")));
        assertThatThrownBy(() -> build().builder(BuildSpec.Builder.CLASSIC).execute())
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("503 Service Unavailable");
        assertThat(tries()).isEqualTo(tries);
    }

    @Test
    void theEnginesOwnBuilderHasTheImageInTheEnd() {
        builds.addAll(List.of(json(200, STEP_ONE + error("unexpected EOF")), DONE));
        assertThat(build().builder(BuildSpec.Builder.CLASSIC).execute().id()).isEqualTo("sha256:1");
        assertThat(tries()).isEqualTo(2);
    }
}
