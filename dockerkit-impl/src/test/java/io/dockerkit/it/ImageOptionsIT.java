package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.Engine;
import io.dockerkit.EngineException;
import io.dockerkit.Images;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.container.Container;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageDetails;
import io.dockerkit.image.PushSpec;
import io.dockerkit.image.SearchSpec;
import io.dockerkit.lab.Web;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The verbs and options of images, by a real engine. */
@ExtendWith(Witness.class)
@Timeout(120)
class ImageOptionsIT {
    @TempDir Path directory;

    private static Container busybox() {
        return Witness.run("busybox").command("true").create();
    }

    private static Image committed(String name, String... changes) {
        var spec = busybox().commit(name).change("LABEL " + KEY + "=" + SESSION);
        for (String change : changes) {
            spec = spec.change(change);
        }
        return spec.execute();
    }

    private static List<String> docker(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().toList();
    }

    /** Whether this engine has what came with a version of the API; else the call must be refused by the version's name. */
    private static boolean has(String version, ThrowingCallable otherwise) {
        String[] parts = Engine.version().apiVersion().split("\\.", 2);
        if (Integer.parseInt(parts[1]) >= Integer.parseInt(version.split("\\.", 2)[1])) {
            return true;
        }
        assertThatThrownBy(otherwise)
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("needs Engine API " + version);
        return false;
    }

    @Test
    void theHistoryIsThatOfTheCli() throws Exception {
        Image image =
                busybox()
                        .commit(Witness.unique("history"))
                        .message("made by a test")
                        .author("nobody")
                        .change("LABEL " + KEY + "=" + SESSION)
                        .execute();
        List<String> lines = new ArrayList<>();
        for (Image.Layer layer : image.history()) {
            lines.add(
                    layer.id().orElse("<missing>")
                            + "|"
                            + layer.size()
                            + "|"
                            + layer.comment()
                            + "|"
                            + layer.createdBy());
        }
        assertThat(lines)
                .containsExactlyElementsOf(
                        docker(
                                "history",
                                "--no-trunc",
                                "--human=false",
                                "--format",
                                "{{.ID}}|{{.Size}}|{{.Comment}}|{{.CreatedBy}}",
                                image.reference()));
        assertThat(image.history().get(0).comment()).isEqualTo("made by a test");
        assertThat(image.history().get(0).tags()).containsExactly(image.reference());
        assertThat(image.inspect().author()).isEqualTo("nobody");
        assertThat(image.inspect().comment()).isEqualTo("made by a test");
        image.remove();
    }

    @Test
    void anExportedContainerIsImportedFromAFileAStreamAndAnAddress() throws Exception {
        Path tar = directory.resolve("rootfs.tar");
        busybox().export(tar);
        String label = "LABEL " + KEY + "=" + SESSION;
        List<String> reports = new ArrayList<>();
        Image file =
                Images.importFrom(tar)
                        .tag(Witness.unique("imported") + ":1")
                        .change(label)
                        .change("CMD [\"echo\", \"imported\"]")
                        .message("a root file system")
                        .onProgress(event -> reports.add(event.status()))
                        .execute();
        assertThat(Witness.run(file.reference()).rm().execute().stdout()).isEqualTo("imported\n");
        assertThat(file.history()).hasSize(1);
        assertThat(file.history().get(0).comment()).isEqualTo("a root file system");
        assertThat(reports).isNotEmpty();
        Image stream;
        try (InputStream in = Files.newInputStream(tar)) {
            stream = Images.importFrom(in).change(label).execute();
        }
        assertThat(stream.reference()).isEqualTo(stream.id());
        assertThat(stream.inspect().tags()).isEmpty();
        try (Web web = new Web(request -> Files.readAllBytes(tar))) {
            Image fetched =
                    Images.importFrom(URI.create("http://" + web.address() + "/rootfs.tar"))
                            .change(label)
                            .execute();
            assertThat(fetched.inspect().layers()).isEqualTo(stream.inspect().layers());
            fetched.remove();
        }
        Path none = Files.writeString(directory.resolve("none.tar"), "no archive".repeat(200));
        assertThatThrownBy(() -> Images.importFrom(none).execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("none.tar");
        stream.remove();
        file.remove();
    }

    @Test
    void aRegistryIsSearched() throws Exception {
        List<String> asked = new ArrayList<>();
        String found =
                """
                {"num_results":3,"query":"nginx","results":[
                 {"name":"nginx","description":"A server","star_count":20000,"is_official":true},
                 {"name":"team/nginx","description":"Another","star_count":30,"is_official":false},
                 {"name":"me/nginx","description":"","star_count":0,"is_official":false}]}
                """;
        try (Web registry =
                new Web(
                        request -> {
                            asked.add(request.toString());
                            return (request.getPath().equals("/v1/search") ? found : "{}")
                                    .getBytes(UTF_8);
                        })) {
            SearchSpec search = Images.search(registry.address() + "/nginx").limit(7);
            assertThat(search.execute())
                    .extracting(SearchSpec.Result::name)
                    .containsExactly("nginx", "team/nginx", "me/nginx");
            assertThat(asked).anyMatch(uri -> uri.contains("n=7") && uri.contains("q=nginx"));
            assertThat(search.stars(30).execute())
                    .extracting(SearchSpec.Result::stars)
                    .containsExactly(20_000, 30);
            SearchSpec.Result official = search.official().execute().get(0);
            assertThat(official.isOfficial()).isTrue();
            assertThat(official.description()).isEqualTo("A server");
            assertThatThrownBy(() -> search.filter("no-such-filter", "1").execute())
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("no-such-filter");
        }
    }

    @Test
    void allTagsOfARepositoryArePushedAndPulled() {
        String repository = System.getenv("DOCKERKIT_REGISTRY") + "/" + Witness.unique("team/tags");
        Image one = committed(repository + ":one", "ENV A=1");
        Image two = committed(repository + ":two", "ENV A=2");
        assertThat(one.push().allTags().execute())
                .extracting(PushSpec.Result::tag)
                .containsExactlyInAnyOrder("one", "two");
        one.remove();
        two.remove();
        List<Image> pulled = Images.pull(repository).allTags().execute();
        assertThat(pulled)
                .extracting(Image::reference)
                .containsExactlyInAnyOrder(repository + ":one", repository + ":two");
        assertThat(pulled).extracting(Image::id).contains(one.id(), two.id());
        pulled.forEach(Image::remove);
    }

    @Test
    void onePlatformIsSavedLoadedAndLookedAt() throws IOException {
        Image image = committed(Witness.unique("platform") + ":1");
        String platform = image.inspect().os() + "/" + image.inspect().architecture();
        String other = "linux/s390x";
        Path file = directory.resolve("platform.tar");
        if (has("1.48", () -> image.save().platform(platform).to(file))) {
            image.save().platform(platform).to(file);
            assertThat(Files.size(file)).isGreaterThan(1_000_000);
            assertThatThrownBy(() -> image.save().platform(other).to(file))
                    .isInstanceOf(DockerException.class);
            assertThat(Images.load(file).platform(platform).execute()).hasSize(1);
        }
        if (has("1.48", () -> image.history(options -> options.platform(platform)))) {
            assertThat(image.history(options -> options.platform(platform)))
                    .isEqualTo(image.history());
            assertThatThrownBy(() -> image.history(options -> options.platform(other)))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("s390x");
        }
        if (has("1.49", () -> image.inspect(options -> options.platform(platform)))) {
            assertThat(image.inspect(options -> options.platform(platform)).id())
                    .isEqualTo(image.id());
            assertThatThrownBy(() -> image.inspect(options -> options.platform(other)))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("s390x");
        }
        if (has("1.47", () -> Images.query().manifests().list())) {
            assertThat(Images.query().reference(image.reference()).manifests().list()).hasSize(1);
        }
        if (has("1.50", () -> image.remove(options -> options.platform(other)))) {
            assertThatThrownBy(() -> image.remove(options -> options.platform(other)))
                    .isInstanceOf(EngineException.class);
        }
        image.remove();
    }

    @Test
    void anImagesDetailsAreTyped() throws IOException {
        Image image =
                build(
                                "FROM busybox",
                                "SHELL [\"/bin/sh\", \"-c\"]",
                                "STOPSIGNAL SIGINT",
                                "USER 1000",
                                "VOLUME /data",
                                "ENTRYPOINT [\"sh\", \"-c\"]",
                                "CMD [\"id\"]",
                                "ONBUILD RUN true",
                                "HEALTHCHECK --interval=7s --retries=2 CMD true")
                        .execute();
        ImageDetails details = image.inspect();
        assertThat(details.stopSignal()).isEqualTo("SIGINT");
        assertThat(details.user()).isEqualTo("1000");
        assertThat(details.volumes()).containsExactly("/data");
        assertThat(details.shell()).containsExactly("/bin/sh", "-c");
        assertThat(details.entrypoint()).containsExactly("sh", "-c");
        assertThat(details.command()).containsExactly("id");
        assertThat(details.onBuild()).containsExactly("RUN true");
        ImageDetails.Healthcheck check = details.healthcheck().orElseThrow();
        assertThat(check.test()).containsExactly("CMD-SHELL", "true");
        assertThat(check.interval()).contains(Duration.ofSeconds(7));
        assertThat(check.retries()).hasValue(2);
        assertThat(check.startPeriod()).isEmpty();
        assertThat(details.config().at("/Labels/" + KEY).text()).isEqualTo(SESSION);
        image.remove();
    }

    @Test
    void aCommitWithoutANameIsKnownByItsId() {
        Container container = busybox();
        Image image =
                container
                        .commit()
                        .author("me")
                        .withoutPause()
                        .change("LABEL " + KEY + "=" + SESSION)
                        .timeout(Duration.ofSeconds(30))
                        .execute();
        assertThat(image.reference()).isEqualTo(image.id());
        assertThat(image.inspect().tags()).isEmpty();
        assertThat(image.inspect().author()).isEqualTo("me");
        image.remove(options -> options.force().noPrune());
        assertThat(Images.find(image.id())).isEmpty();
    }

    private BuildSpec build(String... lines) throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), String.join("\n", lines) + "\n");
        return Images.build(directory).label(KEY, SESSION).network("host");
    }

    @Test
    void theStepsOfABuildHaveTheirLimits() throws IOException {
        List<String> output = new ArrayList<>();
        Path id = directory.resolve("iid");
        Supplier<String> printed = () -> String.join("\n", output);
        Image image =
                build(
                                "FROM busybox",
                                "RUN ulimit -n; df -k /dev/shm; cat /etc/hosts; cat /proc/self/cgroup")
                        .addHost("neighbour", "10.1.2.3")
                        .memory("64m")
                        .memorySwap("-1")
                        .cpuShares(512)
                        .cpuPeriod(100_000)
                        .cpuQuota(50_000)
                        .cpusetCpus("0")
                        .shmSize("8m")
                        .ulimit("nofile", 321, 654)
                        .forceRm()
                        .compress()
                        .iidfile(id)
                        .onOutput(output::add)
                        .execute();
        assertThat(printed.get()).contains("\n321\n").contains("8192").contains("10.1.2.3");
        assertThat(id).hasContent(image.id());
        image.remove();
        List<String> quiet = new ArrayList<>();
        Image silent =
                build("FROM busybox", "LABEL quiet=yes").quiet().onOutput(quiet::add).execute();
        assertThat(quiet).containsExactly(silent.id());
        silent.remove();
    }

    @Test
    void aBuildEndsWhenItsTimeIsUp() throws IOException {
        BuildSpec slow = build("FROM busybox", "RUN sleep 60").timeout(Duration.ofMillis(700));
        long start = System.nanoTime();
        assertThatThrownBy(slow::execute)
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("gave up to build")
                .hasMessageContaining("after 0.7 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
