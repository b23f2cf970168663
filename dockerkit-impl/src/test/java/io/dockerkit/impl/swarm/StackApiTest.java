package io.dockerkit.impl.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import io.dockerkit.swarm.Stack;
import io.dockerkit.swarm.StackCommands;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stacks do where the recordings of the docker CLI say nothing. */
class StackApiTest {
    private static final String SHOP =
            "{\"ID\":\"s1\",\"Spec\":{\"Name\":\"shop_web\",\"Labels\":{\"com.docker.stack.namespace\":\"shop\"}}}";

    private final Map<String, Canned> answers = new LinkedHashMap<>();
    private final CannedWire wire = new CannedWire(this::answer);
    private final StackCommands stacks =
            new StackCommands(new StackApi(new Rest(wire, "1.47"), Logins.none()));

    private Canned answer(String call, boolean upgraded) {
        String path = call.replaceFirst("\\?.*", "");
        return answers.getOrDefault(
                path,
                Canned.json(200, path.startsWith("GET") && !path.contains("/info") ? "[]" : "{}"));
    }

    private void answers(String call, int status, String json) {
        answers.put(call, Canned.json(status, json));
    }

    @Test
    void eachStackIsListedOnceByItsName() {
        answers(
                "GET /services",
                200,
                "[" + SHOP + "," + SHOP.replace("\"shop\"", "\"api\"") + "," + SHOP + "]");
        assertThat(stacks.list()).extracting(Stack::name).containsExactly("api", "shop");
        assertThat(stacks.list().get(1)).isEqualTo(stacks.get("shop")).hasToString("stack shop");
    }

    @Test
    void aStackOfWhichOnlyANetworkIsLeftIsFoundAndOneOfWhichNothingIsIsNot() {
        answers("GET /networks", 200, "[{\"Id\":\"n1\",\"Name\":\"shop_default\"}]");
        assertThat(stacks.find("shop")).isPresent();
        answers.clear();
        assertThat(stacks.find("shop")).isEmpty();
        assertThatThrownBy(() -> stacks.get("shop"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("there is no stack shop");
    }

    @Test
    void aRemovalGoesOnAfterAFailureAndPassesOverWhatIsGone() {
        answers(
                "GET /services",
                200,
                "[" + SHOP + "," + SHOP.replace("s1", "s2").replace("_web", "_db") + "]");
        answers("GET /secrets", 200, "[{\"ID\":\"p1\",\"Spec\":{\"Name\":\"shop_pw\"}}]");
        answers("GET /networks", 200, "[{\"Id\":\"n1\",\"Name\":\"shop_default\"}]");
        answers("DELETE /services/s2", 404, "{\"message\":\"gone\"}");
        assertThat(stacks.get("shop").remove().removed())
                .containsExactly("shop_web", "shop_pw", "shop_default");
        answers("DELETE /services/s1", 500, "{\"message\":\"first\"}");
        answers("DELETE /networks/n1", 500, "{\"message\":\"second\"}");
        assertThatThrownBy(() -> stacks.get("shop").remove())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("first")
                .satisfies(
                        e ->
                                assertThat(e.getSuppressed())
                                        .singleElement()
                                        .asString()
                                        .contains("second"));
        assertThat(wire.calls()).contains("DELETE /secrets/p1");
    }

    @Test
    void aRemovalWithATimeWaitsForTheEndOfTheTasks() {
        answers("GET /services", 200, "[" + SHOP + "]");
        Stack shop = stacks.get("shop");
        answers(
                "GET /tasks",
                200,
                "[{\"ID\":\"t1\",\"Status\":{\"State\":\"running\"},\"DesiredState\":\"remove\"},"
                        + "{\"ID\":\"t2\",\"Status\":{\"State\":\"complete\"}}]");
        assertThatThrownBy(() -> shop.remove(Duration.ofMillis(1)))
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessage("stack shop is removed, but tasks still run: t1 (running)");
        assertThat(wire.calls()).contains("DELETE /services/s1");
        answers("GET /tasks", 200, "[{\"ID\":\"t1\",\"Status\":{\"State\":\"shutdown\"}}]");
        assertThat(shop.remove(Duration.ofMinutes(1)).removed()).containsExactly("shop_web");
    }

    @Test
    void nothingIsAskedForIfAFileIsWrong() {
        assertThatThrownBy(
                        () ->
                                stacks.deploy("shop")
                                        .compose(
                                                "services:\n  web:\n    image: x\n    volumes: ['data:/d']\n")
                                        .execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "invalid value \"data\" for services.web.volumes[0] in -, line 3: the top-level key volumes has no such"
                                + " volume");
        assertThat(wire.calls()).isEmpty();
    }

    @Test
    void anEngineThatIsNoManagerGetsNoNetwork() {
        answers("GET /info", 200, "{\"Swarm\":{\"ControlAvailable\":false}}");
        assertThatThrownBy(
                        () -> stacks.deploy("shop").compose("services: {w: {image: x}}").execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Swarm.init() begins one");
        assertThat(wire.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    void anExternalSecretThatIsNotThereIsNamedWithThePlace() {
        answers("GET /info", 200, "{\"Swarm\":{\"ControlAvailable\":true}}");
        assertThatThrownBy(
                        () ->
                                stacks.deploy("shop")
                                        .compose(
                                                "services: {w: {image: x, secrets: [p]}}\nsecrets: {p: {external: true}}\n")
                                        .execute())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("services.w in -, line 1 needs the external secret p");
    }

    @Test
    void servicesAndTasksAreThoseOfTheStack() {
        answers("GET /services", 200, "[" + SHOP + "]");
        Stack shop = stacks.get("shop");
        assertThat(shop.services()).extracting(one -> one.name()).isEqualTo(List.of("shop_web"));
        assertThat(shop.tasks()).isEmpty();
        assertThat(wire.calls().get(wire.calls().size() - 1))
                .contains("GET /tasks")
                .contains("com.docker.stack.namespace%3Dshop");
    }
}
