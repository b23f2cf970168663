package io.dockerkit.impl.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which version of the Engine API is spoken with engines older, as old and newer than DockerKit knows. */
@Timeout(30)
class NegotiationTest {
    /** The words of Docker 28.5.2 with a minimum of 1.44. */
    private static final String TOO_OLD =
            "{\"message\":\"client version %s is too old. Minimum supported API version is 1.44,"
                    + " please upgrade your client to a newer version\"}";

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir Path directory;

    /** An engine that names a version in its ping, and answers each other call with a status and a body. */
    private ScriptedEngine engine(String version, String status, String body) throws IOException {
        return new ScriptedEngine(
                directory,
                peer -> {
                    while (true) {
                        String path = peer.request().split(" ", 3)[1];
                        asked.add(path);
                        String content = path.equals("/_ping") ? "OK" : body;
                        peer.send(
                                "HTTP/1.1 "
                                        + (path.equals("/_ping") ? "200 OK" : status)
                                        + (version.isEmpty() ? "" : "\r\nApi-Version: " + version)
                                        + "\r\nContent-Length: "
                                        + content.getBytes(UTF_8).length
                                        + "\r\n\r\n"
                                        + content);
                    }
                });
    }

    private static Rest rest(ScriptedEngine server, @Nullable String asked) {
        return new Rest(new SocketHttpClient(Route.toSocket(server.socket()), null), asked);
    }

    private String spokenWith(String version) throws IOException {
        try (ScriptedEngine server = engine(version, "200 OK", "{}");
                Rest rest = rest(server, null)) {
            rest.get("info").read();
            return asked.get(asked.size() - 1);
        }
    }

    @Test
    void theNewestThatBothSpeakIsSpoken() throws IOException {
        assertThat(spokenWith("1.41")).isEqualTo("/v1.41/info");
    }

    @Test
    void aNewerEngineIsSpokenToInTheNewestThatIsKnown() throws IOException {
        assertThat(spokenWith("1.99")).isEqualTo("/v1.51/info");
    }

    @Test
    void theEngineIsAskedOnce() throws IOException {
        try (ScriptedEngine server = engine("1.45", "200 OK", "{}");
                Rest rest = rest(server, null)) {
            rest.get("info").read();
            rest.get("info").read();
            assertThat(asked).containsExactly("/_ping", "/v1.45/info", "/v1.45/info");
        }
    }

    @Test
    void theEnvironmentsVersionIsSpokenUnasked() throws IOException {
        try (ScriptedEngine server = engine("1.51", "200 OK", "{}");
                Rest rest = rest(server, "1.43")) {
            rest.get("info").read();
            assertThat(asked).containsExactly("/v1.43/info");
        }
    }

    @Test
    void anEngineThatIsTooOldIsNamedBeforeAnythingIsAskedOfIt() throws IOException {
        try (ScriptedEngine server = engine("1.40", "200 OK", "{}");
                Rest rest = rest(server, null)) {
            assertThatThrownBy(() -> rest.post("containers", "c", "kill").status())
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessage(
                            "the engine at unix://"
                                    + server.socket()
                                    + " speaks Engine API 1.40, and DockerKit needs 1.41 or newer;"
                                    + " upgrade it to Docker 20.10 or newer");
            assertThat(asked).containsExactly("/_ping");
        }
    }

    @Test
    void anEngineThatNoLongerServesTheEnvironmentsVersionIsToldWithTheRemedy() throws IOException {
        try (ScriptedEngine server =
                        engine("1.51", "400 Bad Request", String.format(TOO_OLD, "1.41"));
                Rest rest = rest(server, "1.41")) {
            assertThatThrownBy(() -> rest.get("info").read())
                    .isInstanceOfSatisfying(
                            UnsupportedByEngineException.class,
                            e -> {
                                assertThat(e.presentVersion()).isEqualTo("1.41");
                                assertThat(e.neededVersion()).isEqualTo("1.44");
                            })
                    .hasMessage(
                            "the engine at unix://"
                                    + server.socket()
                                    + " serves Engine API 1.44 and newer, and this connection speaks"
                                    + " 1.41; DOCKER_API_VERSION asks for 1.41: unset it, or set it to"
                                    + " 1.44");
        }
    }

    @Test
    void anEngineThatServesNoneOfTheKnownVersionsWantsANewerDockerKit() throws IOException {
        String words = String.format(TOO_OLD, "1.51").replace("1.44", "1.70");
        try (ScriptedEngine server = engine("1.80", "400 Bad Request", words);
                Rest rest = rest(server, null)) {
            assertThatThrownBy(() -> rest.get("info").read())
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("serves Engine API 1.70 and newer")
                    .hasMessageContaining("speaks 1.51; use a newer release of DockerKit");
        }
    }

    @Test
    void aServerWithoutAVersionIsNoEngine() throws IOException {
        try (ScriptedEngine server = engine("", "200 OK", "{}");
                Rest rest = rest(server, null)) {
            assertThatThrownBy(() -> rest.get("info").read())
                    .isInstanceOf(DockerUnavailableException.class)
                    .hasMessageContaining("is it a Docker engine?");
        }
    }

    @Test
    void aVersionOfTheEnvironmentThatIsNoneOrTooOldIsRefused() throws IOException {
        try (ScriptedEngine server = engine("1.51", "200 OK", "{}")) {
            assertThatThrownBy(() -> rest(server, "latest"))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("DOCKER_API_VERSION")
                    .hasMessageContaining("latest");
            assertThatThrownBy(() -> rest(server, "1.40"))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("1.41 (Docker 20.10) and newer");
            assertThat(asked).isEmpty();
        }
    }
}
