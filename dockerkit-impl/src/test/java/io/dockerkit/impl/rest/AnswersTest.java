package io.dockerkit.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.EngineException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.RateLimitedException;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.network.NetworkApi;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkCommands;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an answer, and what its fields must hold. */
@Tag("locale")
class AnswersTest {
    private volatile Canned next = Canned.json(200, "{\"Id\":\"c1\",\"Name\":\"/web\"}");
    private final CannedWire engine = new CannedWire((call, upgraded) -> next);
    private final Rest rest = new Rest(engine, "1.47");
    private final ContainerCommands containers =
            new ContainerCommands(new ContainerApi(rest, new ImageApi(rest), Map::of));

    private Container container() {
        Container container = containers.get("web");
        engine.calls().clear();
        return container;
    }

    private void answer(int status, String body) {
        next = Canned.json(status, body);
    }

    @Test
    void aRedirectIsAnErrorThatNamesItsTarget() {
        next =
                new Canned(
                        301,
                        Map.of("Location", "https://proxy.example/containers/json"),
                        new byte[0]);
        assertThatThrownBy(containers::list)
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.status()).isEqualTo(301))
                .hasMessageStartingWith(
                        "cannot list the containers: what listens at unix:///canned.sock answers with status"
                                + " 301, a redirect to https://proxy.example/containers/json;")
                .hasMessageContaining("DOCKER_HOST");
        Rest unpinned = new Rest(engine, null);
        assertThatThrownBy(unpinned::ping)
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("status 301, a redirect to https://proxy.example/");
    }

    @Test
    void theSlashBeforeANameIsNoPartOfIt() {
        assertThat(containers.get("/web").id()).isEqualTo("c1");
        assertThat(containers.find("/web")).isPresent();
        assertThat(engine.calls())
                .containsExactly("GET /containers/web/json", "GET /containers/web/json");
        answer(404, "{\"message\":\"No such container: no-such\"}");
        assertThat(containers.find("/no-such")).isEmpty();
        assertThatThrownBy(() -> containers.get("//web"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"//web\"");
    }

    @Test
    void networksKnowContainersWithoutTheSlashToo() {
        answer(200, "{\"Id\":\"n1\",\"Name\":\"net\"}");
        Network net = new NetworkCommands(new NetworkApi(rest)).get("net");
        answer(404, "{\"message\":\"No such container: web\"}");
        assertThatThrownBy(() -> net.connect("/web"))
                .hasMessageContaining("cannot connect container web to network net");
        assertThatThrownBy(() -> net.disconnect("/web"))
                .hasMessageContaining("cannot disconnect container web from network net");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"StatusCode\":null}",
                "{\"StatusCode\":\"0\"}",
                "{\"StatusCode\":4294967296}",
                "{\"StatusCode\":-2147483649}",
                "{\"StatusCode\":99999999999999999999}"
            })
    void anExitCodeThatIsNoneIsAnError(String body) {
        Container container = container();
        answer(200, body);
        assertThatThrownBy(container::awaitExit)
                .isInstanceOf(DockerUnavailableException.MalformedAnswer.class)
                .hasMessageContaining("cannot wait for");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "137,137", "-1,-1", "3221225786,-1073741510", "4294967295,-1"})
    void theExitCodesOfWindowsAreTheIntsOfTheSameBits(String said, int code) {
        Container container = container();
        answer(200, "{\"StatusCode\":" + said + "}");
        assertThat(container.awaitExit()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "{\"Id\":\"\"}", "{\"Id\":null}", "\"x\""})
    void whatHasNoIdIsNoContainer(String body) {
        Container container = container();
        answer(200, body);
        assertThatThrownBy(container::inspect)
                .isInstanceOf(DockerUnavailableException.MalformedAnswer.class);
        assertThatThrownBy(() -> containers.get("web"))
                .isInstanceOf(DockerUnavailableException.MalformedAnswer.class)
                .hasMessageContaining("cannot find container web");
    }

    @Test
    void nullIsHowGoWritesAnEmptyList() {
        Container container = container();
        answer(200, "null");
        assertThat(containers.list()).isEmpty();
        assertThat(container.diff()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"message\":\"x\"}", "[{}]", "7"})
    void whatIsNoListIsNotAnEmptyOne(String body) {
        answer(200, body);
        assertThatThrownBy(containers::list)
                .isInstanceOf(DockerUnavailableException.MalformedAnswer.class);
    }

    @Test
    void tooManyRequestsAreARateLimitWithItsTime() {
        Container container = container();
        next = new Canned(429, Map.of("Retry-After", "7"), new byte[0]);
        assertThatThrownBy(container::pause)
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)))
                .hasMessageContaining("status 429 and without a word")
                .hasMessageContaining("after 7 s");
        answer(429, "");
        assertThatThrownBy(container::pause)
                .isInstanceOfSatisfying(
                        RateLimitedException.class, e -> assertThat(e.retryAfter()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "toomanyrequests: retry-after: 458.013µs, allowed: 44000/minute|PT0.000458013S",
                "toomanyrequests: Retry-After: 1m2.5s.|PT1M2.5S",
                "429 Too Many Requests: retry-after: 7|",
                "toomanyrequests: retry-after: 7 days|",
                "toomanyrequests: retry-after: 9999999999999h|",
                "toomanyrequests: slow down|"
            })
    void aRegistryMayNameTheTimeInItsWords(String words, @Nullable Duration time) {
        Container container = container();
        answer(500, "{\"message\":\"" + words + "\"}");
        assertThatThrownBy(container::pause)
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Optional.ofNullable(time)))
                .hasMessageContaining(words);
    }
}
