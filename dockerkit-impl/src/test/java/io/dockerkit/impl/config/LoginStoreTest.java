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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins in config.json. */
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
        String where = new LoginStore(new ConfigFile(deep), Map.of()).keep("my.registry", ME);
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
        store().keep("my.registry", ME);
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
            assertThatThrownBy(() -> store().keep("my.registry", ME))
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
        store().keep("my.registry", ME);
        assertThat(compact()).isEqualTo("{\"auths\":{\"my.registry\":" + MINE + "}}");
    }

    @Test
    void aLinkStaysOne() throws IOException {
        Path real = Files.writeString(directory.resolve("dotfiles.json"), "{}");
        Files.createSymbolicLink(file, real);
        store().keep("my.registry", ME);
        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(real)).contains("my.registry");
    }

    @Test
    void loginsThatAreKeptAtOnceAreAllKept() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String key = "registry-" + i;
                all.add(threads.submit(() -> store().keep(key, ME)));
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
