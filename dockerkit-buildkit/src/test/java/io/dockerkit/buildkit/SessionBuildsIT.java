package io.dockerkit.buildkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.Docker;
import io.dockerkit.LocalFileException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docker buildx build} through the public API, with the module that is found when it is there. */
class SessionBuildsIT {
    @TempDir Path directory;
    private final String once = UUID.randomUUID().toString();

    @Test
    void aStepReadsASecretOfTheProgram() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "five!");
        Path out = directory.resolve("out");
        try (Docker docker = Docker.connect()) {
            build(
                    docker,
                    "FROM busybox AS b\nRUN --mount=type=secret,id=s wc -c </run/secrets/s >/n; : "
                            + once
                            + "\nFROM scratch\nCOPY --from=b /n /\n",
                    spec -> spec.secret("s", secret).output(out));
        }
        assertThat(out.resolve("n")).hasContent("5\n");
    }

    @Test
    void aBuildWithoutAnImageSaysSo() {
        Path out = directory.resolve("out");
        try (Docker docker = Docker.connect()) {
            Image none =
                    build(
                            docker,
                            "FROM scratch\nCOPY --from=busybox /bin/true /\n",
                            spec -> spec.tag("never-" + once).output(out));
            assertThat(none)
                    .hasToString(
                            "no image (the output of the build is type=local,dest=" + out + ")");
            assertThatThrownBy(none::id)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "this build made no image in the engine: its output is type=local,dest="
                                    + out);
            assertThatThrownBy(none::remove).isInstanceOf(IllegalStateException.class);
            assertThat(docker.images().find("never-" + once)).isEmpty();
        }
        assertThat(out.resolve("true")).exists();
    }

    private interface Options {
        BuildSpec of(BuildSpec spec);
    }

    private static Image build(Docker docker, String dockerfile, Options options) {
        return options.of(docker.images().build(Dockerfile.inline(dockerfile))).execute();
    }

    @Test
    void anImageIsBuiltFromADirectoryAndItsIgnoredFilesAreNotSent() throws Exception {
        Path context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(
                context.resolve("Dockerfile"), "FROM busybox\nCOPY . /c\nRUN ls /c >/list\n");
        Files.writeString(context.resolve(".dockerignore"), "secret\n.dockerignore\nDockerfile\n");
        Files.writeString(context.resolve("secret"), "s");
        Files.writeString(context.resolve("open"), once);
        try (Docker docker = Docker.connect()) {
            Image image = docker.images().build(context).execute();
            try {
                assertThat(
                                docker.containers()
                                        .run(image.id())
                                        .rm()
                                        .network("none")
                                        .command("cat", "/list")
                                        .execute()
                                        .stdout())
                        .isEqualTo("open\n");
            } finally {
                image.remove();
            }
        }
    }

    @Test
    void anImageIsBuiltFromADirectoryOfAZipFile() throws Exception {
        Path out = directory.resolve("out");
        try (Docker docker = Docker.connect();
                FileSystem zip =
                        FileSystems.newFileSystem(
                                directory.resolve("x.zip"), Map.of("create", "true"))) {
            Path app = Files.createDirectories(zip.getPath("/app/src")).getParent();
            Files.writeString(app.resolve("Dockerfile"), "FROM scratch\nCOPY src /\n");
            Files.writeString(app.resolve(".dockerignore"), "**/*.log\n");
            Files.writeString(app.resolve("src/a"), once);
            Files.writeString(app.resolve("src/a.log"), once);
            docker.images().build(app).output(out).execute();
        }
        assertThat(out.resolve("a")).hasContent(once);
        assertThat(out.resolve("a.log")).doesNotExist();
    }

    /** Its error comes from another thread than the one that the program waits in. */
    @Test
    void aFileThatCannotBeReadIsAnErrorOfTheCall() throws Exception {
        Path out = directory.resolve("out");
        Path file = directory.resolve("x.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("Dockerfile"));
            zip.write("FROM scratch\nCOPY a /\n".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("a"));
            zip.write("content".getBytes(UTF_8));
        }
        byte[] broken = Files.readAllBytes(file);
        int data = new String(broken, ISO_8859_1).lastIndexOf("PK\3\4") + 30 + "a".length();
        // a kind of block that deflate does not have
        broken[data] = 7;
        Files.write(file, broken);
        try (Docker docker = Docker.connect();
                FileSystem zip = FileSystems.newFileSystem(file)) {
            BuildSpec build = docker.images().build(zip.getPath("/")).output(out);
            assertThatThrownBy(build::execute)
                    .isInstanceOf(LocalFileException.class)
                    .hasMessage("cannot read /a for the build: invalid block type")
                    .satisfies(
                            thrown ->
                                    assertThat(thrown.getStackTrace()[0].toString())
                                            .contains("io.dockerkit.image.BuildSpec.execute("));
        }
    }

    @Test
    void theErrorOfAStepHasItsOutputAndItsExitCode() {
        List<String> lines = new ArrayList<>();
        try (Docker docker = Docker.connect()) {
            assertThatThrownBy(
                            () ->
                                    build(
                                            docker,
                                            "FROM busybox\nRUN echo said-" + once + "; exit 9\n",
                                            spec -> spec.onOutput(lines::add)))
                    .isInstanceOfSatisfying(
                            BuildException.class,
                            e -> {
                                assertThat(e.exitCode()).isEqualTo(9);
                                // also on Engine 20.10, which does not report it
                                assertThat(e.dockerfileLine()).hasValue(2);
                                assertThat(e.getMessage()).contains("said-" + once);
                            });
        }
    }

    /** From Docker 23 on, an engine has named contexts by itself. */
    @Test
    void namedContextsWorkOrSayWhatTheyNeed() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("a"), once);
        Path out = directory.resolve("out");
        try (Docker docker = Docker.connect()) {
            ThrowingCallable build =
                    () ->
                            build(
                                    docker,
                                    "FROM scratch\nCOPY --from=shared /a /\n",
                                    spec -> spec.buildContext("shared", shared).output(out));
            if (docker.engine().version().apiVersion().equals("1.41")) {
                assertThatThrownBy(build)
                        .isInstanceOf(BuildException.class)
                        .hasMessageContaining("# syntax=docker/dockerfile:1")
                        .hasMessageContaining("Docker 23 or newer");
            } else {
                assertThatCode(build).doesNotThrowAnyException();
                assertThat(out.resolve("a")).hasContent(once);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--output type=oci,dest={d}/x|--output type=oci",
                "--output type=oci,tar=false,dest={d}/x|--output type=oci",
                "--output type=docker,dest={d}/x|--output type=docker",
                "--platform linux/amd64,linux/arm64|--platform with several platforms",
                "--provenance=true|--attest type=provenance",
                "--provenance=mode=max|--attest type=provenance",
                "--sbom=true|--attest type=sbom",
                "--attest type=sbom,generator=x|--attest type=sbom",
                "--cache-to type=local,dest={d}/x|--cache-to type=local",
                "--cache-to type=registry,ref=127.0.0.1:1/x|--cache-to type=registry",
                "--cache-to type=gha|--cache-to type=gha",
                "--build-context a=oci-layout://{d}/layout|--build-context a=oci-layout://…"
            })
    void whatTheStoreOfTheEngineCannotDoIsRefusedBeforeAnythingIsBuilt(String options, String needs)
            throws Exception {
        Path context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM busybox\nRUN : " + once + "\n");
        Path layout = Files.createDirectory(directory.resolve("layout"));
        Files.writeString(
                layout.resolve("index.json"),
                "{\"manifests\":[{\"digest\":\"sha256:" + "0".repeat(64) + "\"}]}");
        List<String> steps = new ArrayList<>();
        try (Docker docker = Docker.connect()) {
            BuildSpec build =
                    docker.images()
                            .parse(
                                    "docker buildx build "
                                            + options.replace("{d}", directory.toString())
                                            + " "
                                            + context)
                            .onOutput(steps::add);
            assertThatThrownBy(build::execute)
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining(
                            needs + " needs an engine that keeps its images in containerd's store");
        }
        assertThat(steps).isEmpty();
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void aCacheInADirectoryThatIsNotThereYetDoesNotMatter() {
        Path out = directory.resolve("out");
        try (Docker docker = Docker.connect()) {
            build(
                    docker,
                    "FROM scratch\nCOPY . /\n",
                    spec ->
                            spec.cacheFrom("type=local,src=" + directory.resolve("none"))
                                    .output(out));
        }
        assertThat(out).isDirectory();
    }
}
