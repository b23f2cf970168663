package io.dockerkit.impl.image;

import static io.dockerkit.lab.CannedWire.Canned.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.RateLimitedException;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A push that failed for a moment is tried again, a few times, unless the engine has done so itself. */
class PushRetriesTest {
    private static final String NAME = "registry.example/team/app:1";
    private static final Canned DONE =
            json(200, "{\"aux\":{\"Tag\":\"1\",\"Digest\":\"sha256:2\",\"Size\":3}}");

    private final Deque<Canned> pushes = new ArrayDeque<>();
    private final CannedWire engine =
            new CannedWire(
                    (call, upgraded) ->
                            call.startsWith("POST")
                                    ? pushes.size() > 1 ? pushes.remove() : pushes.element()
                                    : json(200, "{\"Id\":\"sha256:1\"}"));
    private Image image;

    @BeforeEach
    void find() {
        ImageCommands images =
                new ImageCommands(
                        new ImageApi(
                                new Rest(engine, "1.47"),
                                Logins.none(),
                                UserSettings.NONE,
                                RegistryRetries.after(Duration.ofMillis(1), Duration.ofMillis(1))));
        image = images.get(NAME);
    }

    private long tries() {
        return engine.calls().stream().filter(call -> call.startsWith("POST")).count();
    }

    private static Canned failing(String status, String words) {
        return json(
                200,
                "{\"status\":\"%2$s\",\"id\":\"x\"}{\"errorDetail\":{\"message\":\"%1$s\"},\"error\":\"%1$s\"}"
                        .formatted(words, status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "received unexpected HTTP status: 503 Service Unavailable",
                "Head http://r/v2/team/app/blobs/sha256:1: read tcp: connection reset by peer",
                "unexpected EOF"
            })
    void aRegistryThatFailsForAMomentIsAskedAgain(String words) {
        pushes.addAll(List.of(failing("Preparing", words), DONE));
        assertThat(image.push().execute().digest()).isEqualTo("sha256:2");
        assertThat(tries()).isEqualTo(2);
    }

    @Test
    void aRegistryThatDiesInTheMiddleIsAskedAgain() {
        String gone = "dial tcp 127.0.0.1:5000: connect: connection refused";
        pushes.addAll(List.of(failing("Pushing", gone), DONE));
        assertThat(image.push().execute().digest()).isEqualTo("sha256:2");
        pushes.clear();
        pushes.addAll(List.of(failing("Preparing", gone), DONE));
        assertThatThrownBy(() -> image.push().execute()).isInstanceOf(DockerException.class);
        assertThat(tries()).isEqualTo(3);
    }

    @Test
    void afterThreeTriesItIsTheError() {
        pushes.add(failing("Preparing", "unexpected EOF"));
        assertThatThrownBy(() -> image.push().execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("cannot push image " + NAME + ": unexpected EOF");
        assertThat(tries()).isEqualTo(3);
    }

    @Test
    void whatTheEngineHasTriedAgainItselfIsNotRepeated() {
        pushes.addAll(List.of(failing("Retrying in 1 second", "unexpected EOF"), DONE));
        assertThatThrownBy(() -> image.push().execute()).isInstanceOf(EngineException.class);
        assertThat(tries()).isEqualTo(1);
    }

    @Test
    void whatWillNotChangeIsNotAskedAgain() {
        pushes.addAll(List.of(failing("Preparing", "denied: requested access is denied"), DONE));
        assertThatThrownBy(() -> image.push().execute())
                .isInstanceOf(AuthenticationRequiredException.class);
        pushes.clear();
        pushes.addAll(List.of(limited("7200"), DONE));
        assertThatThrownBy(() -> image.push().execute()).isInstanceOf(RateLimitedException.class);
        assertThat(tries()).isEqualTo(2);
    }

    private static Canned limited(String seconds) {
        return new Canned(429, Map.of("Retry-After", seconds), new byte[0]);
    }

    @Test
    void aLimitThatNamesAShortTimeIsWaitedFor() {
        pushes.addAll(List.of(limited("0"), DONE));
        assertThat(image.push().execute().digest()).isEqualTo("sha256:2");
        assertThat(tries()).isEqualTo(2);
    }

    @Test
    void noTryBeginsAfterTheTimeOut() {
        ImageCommands patient =
                new ImageCommands(
                        new ImageApi(
                                new Rest(engine, "1.47"),
                                Logins.none(),
                                UserSettings.NONE,
                                RegistryRetries.after(Duration.ofHours(1))));
        pushes.add(failing("Preparing", "unexpected EOF"));
        assertThatThrownBy(() -> patient.get(NAME).push().timeout(Duration.ofSeconds(30)).execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("unexpected EOF");
        assertThat(tries()).isEqualTo(1);
    }
}
