package io.dockerkit.impl.image;

import static io.dockerkit.lab.CannedWire.Canned.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.RateLimitedException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pull that failed for a moment is tried again, a few times. */
class PullRetriesTest {
    private static final Canned DONE = json(200, "{\"status\":\"Status: Downloaded\"}");

    private final Deque<Canned> pulls = new ArrayDeque<>();
    private final CannedWire engine =
            new CannedWire(
                    (call, upgraded) ->
                            call.startsWith("POST /images/create")
                                    ? pulls.size() > 1 ? pulls.remove() : pulls.element()
                                    : json(200, "{\"Id\":\"sha256:1\"}"));
    private final ImageCommands images =
            new ImageCommands(
                    new ImageApi(
                            new Rest(engine, "1.47"),
                            Logins.none(),
                            UserSettings.NONE,
                            RegistryRetries.after(Duration.ofMillis(1), Duration.ofMillis(1))));

    private long tries() {
        return engine.calls().stream().filter(call -> call.startsWith("POST")).count();
    }

    private static Canned failing(String words) {
        return json(
                200,
                "{\"status\":\"Pulling\",\"id\":\"x\"}{\"errorDetail\":{\"message\":\"%1$s\"},\"error\":\"%1$s\"}"
                        .formatted(words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "received unexpected HTTP status: 503 Service Unavailable",
                "unexpected status from HEAD request to https://r/v2/x/manifests/latest: 502 Bad Gateway",
                "error pulling image configuration: download failed: unexpected status code 500: Internal Server Error",
                "Get https://r/v2/: read tcp 10.0.0.1:1->10.0.0.2:443: read: connection reset by peer",
                "Head https://r/v2/x/manifests/latest: EOF",
                "unexpected EOF",
                "write tcp 10.0.0.1:1->10.0.0.2:443: write: broken pipe"
            })
    void aRegistryThatFailsForAMomentIsAskedAgain(String words) {
        pulls.addAll(List.of(failing(words), json(500, "{\"message\":\"" + words + "\"}"), DONE));
        assertThat(images.pull("x").execute().id()).isEqualTo("sha256:1");
        assertThat(tries()).isEqualTo(3);
    }

    /** The engine had reported a layer by then, so the name of the registry is right. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dial tcp 127.0.0.1:5000: connect: connection refused",
                "dial tcp 10.0.0.2:443: i/o timeout"
            })
    void aRegistryThatDiesInTheMiddleIsAskedAgain(String words) {
        pulls.addAll(List.of(failing(words), json(500, "{\"message\":\"" + words + "\"}"), DONE));
        assertThat(images.pull("x").execute().id()).isEqualTo("sha256:1");
        assertThat(tries()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void soIsAProxyInFrontOfTheEngine(int status) {
        pulls.addAll(List.of(json(status, ""), DONE));
        images.pull("x").execute();
        assertThat(tries()).isEqualTo(2);
    }

    @Test
    void afterThreeTriesItIsTheError() {
        pulls.add(failing("received unexpected HTTP status: 503 Service Unavailable"));
        assertThatThrownBy(() -> images.pull("x").execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("503 Service Unavailable");
        assertThat(tries()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|manifest unknown: manifest unknown",
                "500|unauthorized: authentication required",
                "500|pull access denied for x, repository does not exist",
                "401|",
                "403|",
                "404|",
                "500|toomanyrequests: You have reached your pull rate limit",
                "429|",
                "500|x509: certificate signed by unknown authority",
                "500|no space left on device",
                "500|dial tcp 127.0.0.1:1: connect: connection refused",
                "500|dial tcp: lookup no.such.registry: no such host"
            })
    void whatWillNotChangeIsNotAskedAgain(int status, String words) {
        String said = words == null ? "" : "{\"message\":\"" + words + "\"}";
        pulls.add(json(status, said));
        assertThatThrownBy(() -> images.pull("x").execute()).isInstanceOf(EngineException.class);
        assertThat(tries()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manifest unknown|io.dockerkit.ImageNotFoundException",
                "unauthorized: authentication required|io.dockerkit.AuthenticationRequiredException",
                "toomanyrequests: slow down|io.dockerkit.RateLimitedException"
            })
    void refusalsInsideAReportHaveTheirClasses(
            String words, Class<? extends DockerException> type) {
        pulls.add(failing(words));
        assertThatThrownBy(() -> images.pull("x").execute()).isExactlyInstanceOf(type);
        assertThat(tries()).isEqualTo(1);
    }

    private static Canned limited(String seconds) {
        return new Canned(429, Map.of("Retry-After", seconds), new byte[0]);
    }

    @Test
    void aLimitThatNamesAShortTimeIsWaitedFor() {
        pulls.addAll(List.of(limited("0"), DONE));
        images.pull("x").execute();
        assertThat(tries()).isEqualTo(2);
    }

    @Test
    void aLimitThatNamesALongTimeIsTheError() {
        pulls.add(limited("3600"));
        assertThatThrownBy(() -> images.pull("x").execute())
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofHours(1)))
                .hasMessageContaining("after 3600 s");
        assertThat(tries()).isEqualTo(1);
    }

    @Test
    void noTryBeginsAfterTheTimeOut() {
        pulls.add(limited("20"));
        assertThatThrownBy(() -> images.pull("x").timeout(Duration.ofSeconds(10)).execute())
                .isInstanceOf(RateLimitedException.class);
        assertThat(tries()).isEqualTo(1);
    }
}
