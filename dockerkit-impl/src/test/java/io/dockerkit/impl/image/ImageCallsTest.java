package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.ImageDetails;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.image.PushSpec;
import io.dockerkit.image.SearchSpec;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of answers about images, and what is refused before any call, by a scripted engine of API 1.47. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ImageCallsTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir Path directory;

    private ScriptedEngine engine;
    private ImageCommands images;
    private Image image;

    @BeforeEach
    void start() throws IOException {
        engine = new ScriptedEngine(directory);
        engine.on("GET /images/app/json", Calls.answers("200 OK", "{\"Id\":\"sha256:1\"}"));
        images = engine.images();
        image = images.get("app");
        engine.calls().clear();
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private void refused(String option, String version, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining(option)
                .hasMessageContaining("needs Engine API " + version)
                .hasMessageContaining("speaks 1.47");
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void anOptionThatTheEngineIsTooOldForIsRefusedBeforeAnyCall() throws IOException {
        Path file = Files.createFile(directory.resolve("a.tar"));
        String arm = "linux/arm64";
        refused("--platform", "1.50", () -> image.remove(options -> options.platform(arm)));
        refused("--platform", "1.49", () -> image.inspect(options -> options.platform(arm)));
        refused("manifests", "1.48", () -> image.inspect(Image.InspectSpec::manifests));
        refused("--platform", "1.48", () -> image.history(options -> options.platform(arm)));
        refused("--platform", "1.48", () -> image.save().platform(arm).open());
        refused("--platform", "1.48", () -> image.save().platform(arm).to(file));
        refused("--platform", "1.48", () -> images.load(file).platform(arm).execute());
    }

    @Test
    void aPlatformThatIsNoneIsRefusedAtTheOption() {
        for (String wrong : List.of("nonsense", "linux/a/b/c", "lin ux/arm64", "linux/")) {
            assertThatThrownBy(() -> image.save().platform(wrong))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("--platform")
                    .hasMessageContaining(wrong)
                    .hasMessageContaining("os[/arch[/variant]]");
            assertThatThrownBy(() -> image.remove(options -> options.platform(wrong)))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("--platform");
        }
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void allTagsArePulledByTheirNames() {
        engine.on(
                "POST /images/create",
                Calls.answers(
                        "200 OK",
                        "{\"status\":\"Pulling from team/app\",\"id\":\"1\"}"
                                + "{\"status\":\"Digest: sha256:2\"}"
                                + "{\"status\":\"Pulling from team/app\",\"id\":\"2\"}"
                                + "{\"status\":\"Digest: sha256:3\"}"
                                + "{\"status\":\"Status: Image is up to date for team/app\"}"));
        engine.on("GET /images/team/app:1/json", Calls.answers("200 OK", "{\"Id\":\"sha256:1\"}"));
        engine.on("GET /images/team/app:2/json", Calls.answers("200 OK", "{\"Id\":\"sha256:2\"}"));
        assertThat(images.pull("team/app").allTags().execute())
                .extracting(Image::reference)
                .containsExactly("team/app:1", "team/app:2");
        assertThat(engine.calls().get(0)).isEqualTo("POST /images/create?fromImage=team%2Fapp");
        assertThatThrownBy(() -> images.pull("team/app:1").allTags())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("team/app:1");
        assertThat(images.pull("team/app").platform("linux/arm64").allTags())
                .hasToString("docker pull --platform linux/arm64 --all-tags team/app");
    }

    @Test
    void allTagsArePushedWithAResultForEach() {
        engine.on(
                "POST /images/app/push",
                Calls.answers(
                        "200 OK",
                        "{\"aux\":{\"Tag\":\"1\",\"Digest\":\"sha256:2\",\"Size\":3}}"
                                + "{\"aux\":{\"Tag\":\"2\",\"Digest\":\"sha256:4\",\"Size\":5}}"));
        assertThat(image.push().platform("linux/amd64").allTags().execute())
                .containsExactly(
                        new PushSpec.Result("1", "sha256:2", 3),
                        new PushSpec.Result("2", "sha256:4", 5));
        assertThat(engine.calls())
                .containsExactly(
                        "POST /images/app/push?platform=%7B%22architecture%22%3A%22amd64%22%2C%22os%22%3A%22linux%22%7D");
        assertThat(image.push().allTags()).hasToString("docker push --all-tags app");
    }

    @Test
    void aPushIsCompleteWhenOnlyTheStatusNamesTheDigest() {
        engine.on(
                "POST /images/app/push",
                Calls.answers(
                        "200 OK",
                        "{\"status\":\"Pushed\",\"id\":\"894ecd79a046\"}"
                                + "{\"status\":\"1: digest: sha256:a68f19c2 size: 745\"}"));
        assertThat(image.push().execute())
                .isEqualTo(new PushSpec.Result("1", "sha256:a68f19c2", 745));
        engine.on(
                "POST /images/app/push",
                Calls.answers("200 OK", "{\"status\":\"Pushed\",\"id\":\"894ecd79a046\"}"));
        assertThatThrownBy(() -> image.push().execute())
                .isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void theHistoryIsWhole() {
        engine.on(
                "GET /images/sha256:1/history",
                Calls.answers(
                        "200 OK",
                        """
                        [{"Id":"sha256:1","Created":1700000000,"CreatedBy":"CMD [\\"sh\\"]","Tags":["app:latest"],"Size":0,"Comment":"c"},
                         {"Id":"<missing>","Created":-62135596800,"CreatedBy":"ADD file","Tags":null,"Size":7}]
                        """));
        List<Image.Layer> layers = image.history();
        assertThat(layers).hasSize(2);
        Image.Layer first = layers.get(0);
        assertThat(first.id()).contains("sha256:1");
        assertThat(first.created().getEpochSecond()).isEqualTo(1_700_000_000);
        assertThat(first.createdBy()).isEqualTo("CMD [\"sh\"]");
        assertThat(first.tags()).containsExactly("app:latest");
        assertThat(first.comment()).isEqualTo("c");
        assertThat(layers.get(1).id()).isEmpty();
        assertThat(layers.get(1).size()).isEqualTo(7);
        assertThat(layers.get(1).tags()).isEmpty();
    }

    @Test
    void theManifestsOfAnImageOfSeveralPlatformsAreListed() {
        String manifests =
                """
                [{"Id":"sha256:9","RepoTags":["app:1"],"Descriptor":{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"sha256:9","size":10},
                 "Manifests":[
                  {"ID":"sha256:a","Descriptor":{"mediaType":"m","digest":"sha256:a","size":5,"platform":{"architecture":"arm","os":"linux","variant":"v7"}},
                   "Available":true,"Size":{"Content":11,"Total":22},"Kind":"image",
                   "ImageData":{"Platform":{"architecture":"arm","os":"linux","variant":"v7"},"Size":{"Unpacked":11},"Containers":["c1"]}},
                  {"ID":"sha256:b","Descriptor":{"digest":"sha256:b"},"Available":false,"Size":{"Content":1,"Total":1},
                   "Kind":"attestation","AttestationData":{"For":"sha256:a"}}, null]}]
                """;
        engine.on("GET /images/json", Calls.answers("200 OK", manifests));
        ImageSummary found = images.query().manifests().list().get(0);
        assertThat(engine.calls()).containsExactly("GET /images/json?manifests=1");
        assertThat(found.descriptor().orElseThrow().digest()).isEqualTo("sha256:9");
        assertThat(found.manifests()).hasSize(2);
        Image.Manifest arm = found.manifests().get(0);
        assertThat(arm.kind()).isEqualTo("image");
        assertThat(arm.platform()).contains("linux/arm/v7");
        assertThat(arm.descriptor().platform()).contains("linux/arm/v7");
        assertThat(arm.isAvailable()).isTrue();
        assertThat(arm.contentSize()).isEqualTo(11);
        assertThat(arm.totalSize()).isEqualTo(22);
        assertThat(arm.containers()).containsExactly("c1");
        Image.Manifest attestation = found.manifests().get(1);
        assertThat(attestation.platform()).isEmpty();
        assertThat(attestation.at("/AttestationData/For").text()).isEqualTo("sha256:a");
    }

    @Test
    void theDetailsHaveWhatTheImageSetsForItsContainers() {
        engine.on(
                "GET /images/sha256:1/json",
                Calls.answers(
                        "200 OK",
                        """
                        {"Id":"sha256:1","Variant":"v8","OsVersion":"10.0","Author":"me","Comment":"c","Parent":"sha256:0",
                         "Config":{"StopSignal":"SIGINT","Shell":["bash","-c"],"OnBuild":["RUN x"],"Entrypoint":["e"],"Cmd":["a","b"],
                          "Healthcheck":{"Test":["CMD-SHELL","x"],"Interval":5000000000,"Retries":3}}}
                        """));
        ImageDetails details = image.inspect();
        assertThat(details.variant()).isEqualTo("v8");
        assertThat(details.osVersion()).isEqualTo("10.0");
        assertThat(details.author()).isEqualTo("me");
        assertThat(details.comment()).isEqualTo("c");
        assertThat(details.parent()).isEqualTo("sha256:0");
        assertThat(details.stopSignal()).isEqualTo("SIGINT");
        assertThat(details.shell()).containsExactly("bash", "-c");
        assertThat(details.onBuild()).containsExactly("RUN x");
        assertThat(details.entrypoint()).containsExactly("e");
        assertThat(details.command()).containsExactly("a", "b");
        assertThat(details.config().at("/StopSignal").text()).isEqualTo("SIGINT");
        ImageDetails.Healthcheck check = details.healthcheck().orElseThrow();
        assertThat(check.test()).containsExactly("CMD-SHELL", "x");
        assertThat(check.interval()).contains(Duration.ofSeconds(5));
        assertThat(check.timeout()).isEmpty();
        assertThat(check.retries()).hasValue(3);
        assertThat(details.descriptor()).isEmpty();
        assertThat(details.manifests()).isEmpty();
    }

    @Test
    void anImportThatNamesNoImageIsIncomplete() {
        engine.on("POST /images/create", Calls.answers("200 OK", "{\"status\":\"Importing\"}"));
        assertThatThrownBy(
                        () ->
                                images.importFrom(new ByteArrayInputStream(new byte[10]))
                                        .tag("x")
                                        .execute())
                .isInstanceOf(IncompleteStreamException.class);
        engine.on("POST /images/create", Calls.answers("200 OK", "{\"error\":\"no archive\"}"));
        assertThatThrownBy(
                        () -> images.importFrom(URI.create("http://example.com/a.tar")).execute())
                .hasMessage("cannot import http://example.com/a.tar: no archive");
    }

    @Test
    void theEngineIsNotAskedToFetchWhatItCannot() {
        for (String wrong : List.of("file:///tmp/a.tar", "ftp://example.com/a.tar", "a.tar")) {
            assertThatThrownBy(() -> images.importFrom(URI.create(wrong)))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining(wrong)
                    .hasMessageContaining("importFrom(Path)");
        }
        assertThatThrownBy(() -> images.importFrom(directory.resolve("none.tar")).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("none.tar")
                .hasMessageContaining(
                        "none.tar\" for archive: accepted form: a file that can be read");
        assertThatThrownBy(() -> images.load(directory.resolve("none.tar")).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("none.tar\" for archive: ");
        assertThatThrownBy(() -> images.importFrom(directory).tag("x@sha256:" + "1".repeat(64)))
                .isInstanceOf(InvalidOptionException.class);
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void aSearchReturnsWhatTheRegistrySays() {
        engine.on(
                "GET /images/search",
                Calls.answers(
                        "200 OK",
                        """
                        [{"name":"nginx","description":"A server","star_count":20000,"is_official":true,"is_automated":false},
                         {"name":"team/nginx","star_count":3}]
                        """));
        List<SearchSpec.Result> found =
                images.search("nginx").official().stars(3).limit(5).execute();
        assertThat(found)
                .extracting(SearchSpec.Result::name)
                .containsExactly("nginx", "team/nginx");
        assertThat(found.get(0).stars()).isEqualTo(20_000);
        assertThat(found.get(0).isOfficial()).isTrue();
        assertThat(found.get(0).description()).isEqualTo("A server");
        assertThat(found.get(1).description()).isEmpty();
        assertThat(images.search("nginx").official().stars(3).limit(5))
                .hasToString(
                        "docker search --filter is-official=true --filter stars=3 --limit 5 nginx");
        assertThatThrownBy(() -> images.search("nginx").limit(101))
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> images.search("nginx").flag("limit", "0"))
                .isInstanceOf(InvalidOptionException.class);
    }

    private static void late(String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("gave up to " + what)
                .hasMessageContaining("after 0.2 s");
    }

    @Test
    void theTimeoutEndsACallWhoseAnswerDoesNotCome() throws IOException {
        engine.onOthers(engine.silent("called"));
        Path file = Files.write(directory.resolve("a.tar"), new byte[1024]);
        Path saved = directory.resolve("saved.tar");
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        late("save app", () -> image.save().timeout(SHORT).to(saved));
        assertThat(saved).doesNotExist();
        late("load images", () -> images.load(file).timeout(SHORT).execute());
        late("import", () -> images.importFrom(file).timeout(SHORT).execute());
        long begin = System.nanoTime();
        late("build", () -> images.build(directory).timeout(SHORT).execute());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        engine.onContainer(
                "GET", "/json", Calls.answers("200 OK", "{\"Id\":\"" + ScriptedEngine.ID + "\"}"));
        assertThatThrownBy(() -> engine.container().commit().timeout(SHORT).execute())
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("docker commit");
        engine.onContainer("GET", "/json", engine.silent("called"));
        assertThatThrownBy(() -> engine.container().commit().timeout(SHORT).execute())
                .isInstanceOf(DockerTimeoutException.class);
    }

    @Test
    void theTimeoutEndsACallWhoseAnswerStops() throws IOException {
        String part = "{\"stream\":\"Step 1/2\\n\"}";
        String head = Calls.CHUNKED + Integer.toHexString(part.length()) + "\r\n" + part + "\r\n";
        engine.onOthers(
                peer -> {
                    peer.send(head);
                    peer.awaitEnd();
                });
        Path file = Files.write(directory.resolve("a.tar"), new byte[1024]);
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        late("save app", () -> image.save().timeout(SHORT).to(directory.resolve("saved.tar")));
        late("load images", () -> images.load(file).timeout(SHORT).execute());
        late("import", () -> images.importFrom(file).timeout(SHORT).execute());
        late("build", () -> images.build(directory).timeout(SHORT).execute());
    }

    @Test
    void theFileOfAnImagesIdIsOfThisBuildOnly() throws IOException {
        Path id = Files.writeString(directory.resolve("iid"), "sha256:of-an-earlier-build");
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        engine.on("POST /build", Calls.answers("200 OK", "{\"error\":\"no\"}"));
        assertThatThrownBy(() -> images.build(directory).iidfile(id).execute())
                .hasMessageContaining("no");
        assertThat(id).doesNotExist();
        engine.on("POST /build", Calls.answers("200 OK", "{\"aux\":{\"ID\":\"sha256:5\"}}"));
        images.build(directory).iidfile(id).execute();
        assertThat(id).hasContent("sha256:5");
        engine.calls().clear();
        assertThatThrownBy(() -> images.build(directory).iidfile(directory).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--iidfile");
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void aPlatformThatTheImageDoesNotHaveIsNotRemoved() {
        engine.on(
                "DELETE /images/app",
                Calls.answers(
                        "404 Not Found",
                        "{\"message\":\"image with reference app was found but its platform (linux/amd64) does not match the"
                                + " specified platform (linux/s390x)\"}"));
        assertThatThrownBy(() -> image.remove())
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining("linux/s390x");
        engine.on(
                "DELETE /images/app",
                Calls.answers("404 Not Found", "{\"message\":\"No such image: app\"}"));
        assertThat(image.remove().untagged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "while running runtime: exit status 9, 0, 9",
        "while running runtime: exit status 137, 0, 137",
        "The command returned a non-zero code: 9, 9, 9",
        "no such base image, 0, 0"
    })
    void theExitCodeOfAStepIsReadWhereTheEngineHasIt(String words, int told, int code)
            throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        engine.on(
                "POST /build",
                Calls.answers(
                        "200 OK",
                        "{\"errorDetail\":{\"code\":%d,\"message\":\"%s\"},\"error\":\"%2$s\"}"
                                .formatted(told, words)));
        assertThatThrownBy(
                        () -> images.build(directory).builder(BuildSpec.Builder.CLASSIC).execute())
                .isInstanceOfSatisfying(
                        BuildException.class, e -> assertThat(e.exitCode()).isEqualTo(code));
    }

    @Test
    void aSquashIsAskedFor() throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        engine.on("POST /build", Calls.answers("200 OK", "{\"aux\":{\"ID\":\"sha256:5\"}}"));
        images.build(directory).squash().execute();
        assertThat(engine.calls().get(0)).contains("squash=1");
    }

    @Test
    void aContextIsCompressedAsAnyGunzipReadsIt() throws IOException {
        for (int size : List.of(0, 1, 100_000)) {
            byte[] plain =
                    "dockerkit "
                            .repeat(size / 10 + 1)
                            .substring(0, size)
                            .getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (InputStream in = Gzip.compressed(new ByteArrayInputStream(plain))) {
                in.transferTo(packed);
            }
            assertThat(packed.size()).isLessThan(size / 50 + 100);
            try (InputStream back =
                    new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
                assertThat(back.readAllBytes()).isEqualTo(plain);
            }
        }
    }

    @Test
    void theLinesOfTheSpecsAreThoseOfTheCli() {
        assertThat(images.pull("ubuntu").platform("linux/arm64").toCommandLine())
                .isEqualTo("docker pull --platform linux/arm64 ubuntu:latest");
        assertThat(image.push().platform("linux/arm64").toCommandLine())
                .isEqualTo("docker push --platform linux/arm64 app:latest");
        assertThat(image.save().platform("linux/arm64").toCommandLine())
                .isEqualTo("docker save --platform linux/arm64 app");
        assertThat(images.load(Path.of("a.tar")).platform("linux/arm64").toCommandLine())
                .isEqualTo("docker load --input a.tar --platform linux/arm64");
        assertThat(
                        images.importFrom(Path.of("a.tar"))
                                .change("CMD [\"sh\"]")
                                .message("m")
                                .tag("x:1")
                                .toCommandLine())
                .isEqualTo("docker import --change 'CMD [\"sh\"]' --message m a.tar x:1");
        assertThat(images.query().manifests()).hasToString("docker images --tree");
        assertThat(
                        Image.RemoveSpec.defaults()
                                .force()
                                .platform("linux/arm64")
                                .platform("linux/386"))
                .hasToString(" --force --platform linux/arm64 --platform linux/386");
    }
}
