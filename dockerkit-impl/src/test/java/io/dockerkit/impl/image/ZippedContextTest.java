package io.dockerkit.impl.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.LocalFileException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.impl.copy.Entries;
import io.dockerkit.lab.RecordingEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Directories in the file system of a zip file are sent as others are; a file of it that cannot be read is named. */
@Timeout(30)
class ZippedContextTest {
    @TempDir Path directory;
    private RecordingEngine engine;
    private Docker docker;

    @BeforeEach
    void start() throws IOException {
        engine = new RecordingEngine(directory);
        docker = Docker.connect(engine.host());
    }

    @AfterEach
    void stop() throws IOException {
        docker.close();
        engine.close();
    }

    /** Returns a zip file with the directory {@code /app}. */
    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : new String[] {"app/", "app/src/"}) {
                zip.putNextEntry(new ZipEntry(name));
            }
            Map<String, String> files =
                    Map.of(
                            "Dockerfile", "FROM scratch\nCOPY src /\n",
                            ".dockerignore", "*.log\n",
                            "secret.log", "secret",
                            "src/a.txt", "hello");
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry("app/" + file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private FileSystem open(byte[] zip) throws IOException {
        return FileSystems.newFileSystem(Files.write(directory.resolve("x.zip"), zip));
    }

    private Map<String, String> sent(String end) throws IOException {
        byte[] body =
                engine.requests().stream()
                        .filter(request -> request.path().endsWith(end))
                        .filter(request -> !request.method().equals("HEAD"))
                        .reduce((one, other) -> other)
                        .orElseThrow()
                        .bytes();
        Map<String, String> entries = new TreeMap<>();
        Entries.read(new ByteArrayInputStream(body))
                .forEach((name, content) -> entries.put(name, new String(content, UTF_8)));
        return entries;
    }

    @ParameterizedTest
    @EnumSource(BuildSpec.Builder.class)
    void eachBuilderIsSentADirectoryOfAZipFile(BuildSpec.Builder builder) throws IOException {
        try (FileSystem zip = open(zip())) {
            docker.images().build(zip.getPath("/app")).builder(builder).execute();
            assertThat(sent("/build"))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(
                                    "Dockerfile", "FROM scratch\nCOPY src /\n",
                                    ".dockerignore", "*.log\n",
                                    "src/", "",
                                    "src/a.txt", "hello"));
        }
    }

    @Test
    void aFileOfAZipFileIsTheDockerfile() throws IOException {
        try (FileSystem zip = open(zip())) {
            docker.images()
                    .build(zip.getPath("/app/src"))
                    .file(zip.getPath("/app/Dockerfile"))
                    .execute();
            assertThat(sent("/build"))
                    .containsEntry("a.txt", "hello")
                    .containsValue("FROM scratch\nCOPY src /\n");
        }
    }

    @Test
    void aDirectoryOfAZipFileIsCopiedIntoAContainer() throws IOException {
        try (FileSystem zip = open(zip())) {
            docker.containers().get("c").copyTo(zip.getPath("/app/src"), "/d");
            assertThat(sent("/archive"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("src/", "", "src/a.txt", "hello"));
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithTheReason() throws IOException {
        byte[] broken = zip();
        String name = "app/src/a.txt";
        int data = new String(broken, ISO_8859_1).indexOf(name);
        // a kind of block that deflate does not have
        broken[data + name.length()] = 7;
        try (FileSystem zip = open(broken)) {
            Path app = zip.getPath("/app");
            for (ThrowingCallable sends :
                    new ThrowingCallable[] {
                        () -> docker.containers().get("c").copyTo(app, "/d"),
                        () ->
                                docker.images()
                                        .build(app)
                                        .builder(BuildSpec.Builder.CLASSIC)
                                        .execute(),
                        () ->
                                docker.images()
                                        .build(app)
                                        .builder(BuildSpec.Builder.BUILDKIT)
                                        .execute()
                    }) {
                assertThatThrownBy(sends)
                        .isInstanceOf(LocalFileException.class)
                        .hasMessage("cannot read /app/src/a.txt: invalid block type");
            }
        }
    }
}
