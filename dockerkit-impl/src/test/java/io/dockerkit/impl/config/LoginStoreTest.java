package io.dockerkit.impl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Credentials;
import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins in config.json. */
@Tag("locale")
class LoginStoreTest {
    private static final Credentials ME = Credentials.of("me", "hunter2");
    private static final String MINE = "{\"auth\":\"bWU6aHVudGVyMg==\"}";

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("config.json");
    }

    private LoginStore store() {
        return new LoginStore(new ConfigFile(directory), Map.of());
    }

    private String compact() throws IOException {
        return JsonText.text(JsonText.read(Files.readAllBytes(file)));
    }

    @Test
    void aNewFileIsItsUsersAlone() throws IOException {
        Path deep = directory.resolve("not/yet/there");
        String where =
                new LoginStore(new ConfigFile(deep), Map.of())
                        .keep("my.registry", ME.username(), ME);
        Path made = deep.resolve("config.json");
        assertThat(where).isEqualTo(made.toString());
        assertThat(Files.readString(made))
                .isEqualTo(
                        "{\n\t\"auths\": {\n\t\t\"my.registry\": {\n\t\t\t\"auth\": \"bWU6aHVudGVyMg==\"\n\t\t}\n\t}\n}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingElseInTheFileIsLost() throws IOException {
        String other =
                "\"HttpHeaders\":{\"X\":\"ü\"},\"n\":12345678901234567890,\"x\":1.5,\"plugins\":[{\"a\":null}]";
        Files.writeString(
                file,
                "{" + other + ",\"auths\":{\"old.registry\":{\"auth\":\"eDp5\",\"email\":\"e\"}}}");
        store().keep("my.registry", ME.username(), ME);
        assertThat(compact())
                .isEqualTo(
                        "{"
                                + other
                                + ",\"auths\":{\"old.registry\":{\"auth\":\"eDp5\",\"email\":\"e\"},\"my.registry\":"
                                + MINE
                                + "}}");
        assertThat(store().forget("my.registry")).isTrue();
        assertThat(store().forget("my.registry")).isFalse();
        assertThat(store().forget("old.registry")).isTrue();
        assertThat(compact()).isEqualTo("{" + other + ",\"auths\":{}}");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void olderKeysAreForgottenToo() throws IOException {
        Files.writeString(file, "{\"auths\":{\"https://my.registry/v1/\":" + MINE + "}}");
        assertThat(store().forget("my.registry")).isTrue();
        assertThat(compact()).isEqualTo("{\"auths\":{}}");
    }

    @Test
    void aFileThatCannotBeReadIsNeverOverwrittenAndNotQuoted() throws IOException {
        for (String broken :
                List.of(
                        "{\"auths\":{\"x\":{\"auth\":hunter2}}}",
                        "[]",
                        "{} {}",
                        "{\"a\":",
                        "hunter2")) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> store().keep("my.registry", ME.username(), ME))
                    .isInstanceOf(DockerException.class)
                    .hasMessageContaining(file + " is no JSON object")
                    .hasNoCause()
                    .hasMessageNotContaining("hunter2");
            assertThatThrownBy(() -> store().forget("my.registry"))
                    .isInstanceOf(DockerException.class);
            assertThatThrownBy(() -> store().check("my.registry"))
                    .isInstanceOf(DockerException.class);
            assertThat(Files.readString(file)).isEqualTo(broken);
        }
    }

    @Test
    void anEmptyFileIsAnEmptyConfiguration() throws IOException {
        Files.writeString(file, " \n");
        store().keep("my.registry", ME.username(), ME);
        assertThat(compact()).isEqualTo("{\"auths\":{\"my.registry\":" + MINE + "}}");
    }

    @Test
    void aLinkStaysOne() throws IOException {
        Path real = Files.writeString(directory.resolve("dotfiles.json"), "{}");
        Files.createSymbolicLink(file, real);
        store().keep("my.registry", ME.username(), ME);
        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(real)).contains("my.registry");
    }

    @Test
    void aLinkToAFileThatIsNotThereYetStaysOne() throws IOException {
        Path real = directory.resolve("dotfiles/docker.json");
        Files.createDirectory(real.getParent());
        Files.createSymbolicLink(file, Path.of("dotfiles/docker.json"));
        store().keep("my.registry", ME.username(), ME);
        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(real)).contains("my.registry");
    }

    @Test
    void aDirectoryInItsPlaceIsRefused() throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(() -> store().keep("my.registry", ME.username(), ME))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("it is no regular file");
        assertThat(file).isEmptyDirectory();
    }

    @Test
    void modeAndOwnerStayWhatTheyWere() throws IOException {
        Files.writeString(file, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        boolean root = Files.getAttribute(directory, "unix:uid").equals(0);
        if (root) {
            Files.setAttribute(file, "unix:uid", 12345);
            Files.setAttribute(file, "unix:gid", 12346);
        }
        Object owner = Files.getAttribute(file, "unix:uid");
        Object group = Files.getAttribute(file, "unix:gid");
        store().keep("my.registry", ME.username(), ME);
        assertThat(Files.readString(file)).contains("my.registry");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(owner);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(group);
    }

    @Test
    void aNewDirectoryIsItsUsersAlone() throws IOException {
        Path deep = directory.resolve("home/.docker");
        new LoginStore(new ConfigFile(deep), Map.of()).keep("my.registry", ME.username(), ME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
                .isEqualTo("rwx------");
    }

    @Test
    void numbersStayAsTheyAreWritten() throws IOException {
        String numbers = "1e400,-0.0,1.50,12345678901234567890123,1E-7,100000000000000000000.1";
        Files.writeString(file, "{\"n\":[" + numbers + "]}");
        store().keep("my.registry", ME.username(), ME);
        assertThat(Files.readString(file).replaceAll("\\s", ""))
                .startsWith("{\"n\":[" + numbers + "],");
        String written = Files.readString(file);
        store().keep("my.registry", ME.username(), ME);
        assertThat(Files.readString(file)).isEqualTo(written);
    }

    @Test
    void whatAKilledProcessLeftOfALoginIsRemovedByTheNext() throws IOException {
        Path left = Files.writeString(directory.resolve("config.json1234567890123.new"), "{}");
        Path another = Files.writeString(directory.resolve("config.json.new"), "{}");
        Path own = Files.writeString(directory.resolve("config.json-backup1.new"), "{}");
        Path young = Files.writeString(directory.resolve("config.json9876543210.new"), "{}");
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        for (Path path : List.of(left, another, own)) {
            Files.setLastModifiedTime(path, old);
        }
        store().keep("my.registry", ME.username(), ME);
        assertThat(left).doesNotExist();
        assertThat(List.of(another, own, young)).allMatch(Files::exists);
    }

    @Test
    void aHelperThatPrintsWithoutEndIsKilled() throws IOException {
        Path helper =
                Files.writeString(
                        directory.resolve("docker-credential-endless"), "#!/bin/sh\nexec yes\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        CredentialProgram program =
                new CredentialProgram(
                        "endless", Map.of("PATH", directory + ":" + System.getenv("PATH")));
        assertThatThrownBy(() -> program.get("my.registry"))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("docker-credential-endless")
                .hasMessageContaining("it printed more than 1024 KiB");
    }

    @Test
    void loginsThatAreKeptAtOnceAreAllKept() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String key = "registry-" + i;
                all.add(threads.submit(() -> store().keep(key, ME.username(), ME)));
            }
            for (Future<String> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(JsonText.read(Files.readAllBytes(file)).path("auths")).hasSize(40);
    }

    @Test
    void whereOneLogsInIsAHost() {
        assertThat(RegistryKey.ofServer("docker.io")).isEqualTo(RegistryKey.HUB);
        assertThat(RegistryKey.ofServer("")).isEqualTo(RegistryKey.HUB);
        assertThat(RegistryKey.ofServer("https://index.docker.io/v1/")).isEqualTo(RegistryKey.HUB);
        assertThat(RegistryKey.ofServer("https://my.registry:5000/v2/"))
                .isEqualTo("my.registry:5000");
        assertThat(RegistryKey.ofServer("[::1]:5000")).isEqualTo("[::1]:5000");
        assertThatThrownBy(() -> RegistryKey.ofServer("https://me:hunter2@my.registry"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("accepted form: host[:port]")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> RegistryKey.ofServer("my registry"))
                .isInstanceOf(InvalidOptionException.class);
    }
}
