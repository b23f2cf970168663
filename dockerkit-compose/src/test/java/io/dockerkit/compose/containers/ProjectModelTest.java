package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.compose.containers.ProjectModel.Along;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which services a command is about, and in which order they come. */
class ProjectModelTest {
    /** Each line is {@code service: label of its dependencies}. */
    private static ProjectModel model(String... lines) {
        Map<String, KnownService> services = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split(": ?", 2);
            services.put(
                    parts[0],
                    new KnownService(
                            parts[0],
                            "busybox",
                            Dependency.parse(parts[1]),
                            1,
                            true,
                            List.of(),
                            List.of(),
                            Hooks.none(parts[0])));
        }
        return new ProjectModel("shop", services, Set.of(), List.of(), List.of());
    }

    private static final ProjectModel SHOP =
            model(
                    "web: api:service_started:false",
                    "api: db:service_started:true,cache:service_started:false",
                    "db:",
                    "cache:",
                    "job: db:service_started:false");

    private static List<String> order(ProjectModel model) {
        return model.inOrder().stream().map(KnownService::name).toList();
    }

    @Test
    void dependenciesComeFirst() {
        assertThat(order(SHOP)).containsExactly("db", "cache", "api", "job", "web");
    }

    @Test
    void selectedServicesBringTheirDependencies() {
        ProjectModel selected = SHOP.selected(List.of("api"), Along.DEPENDENCIES);
        assertThat(order(selected)).containsExactly("db", "cache", "api");
        assertThat(selected.disabled()).containsExactly("job", "web");
        assertThat(SHOP.selected(List.of(), Along.DEPENDENCIES)).isEqualTo(SHOP);
    }

    @Test
    void selectedServicesBringTheirDependents() {
        assertThat(order(SHOP.selected(List.of("db"), Along.DEPENDENTS)))
                .containsExactly("db", "api", "job", "web");
        assertThat(SHOP.withDependents(List.of("cache")))
                .containsExactlyInAnyOrder("cache", "api", "web");
    }

    @Test
    void selectedServicesComeAlone() {
        ProjectModel alone = SHOP.selected(List.of("api", "db"), Along.NONE);
        assertThat(order(alone)).containsExactly("db", "api");
        assertThat(alone.services().get("api").dependencies()).containsOnlyKeys("db");
    }

    @Test
    void anUnknownServiceIsAnErrorThatListsTheOthers() {
        assertThatThrownBy(() -> SHOP.selected(List.of("wbe"), Along.NONE))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(
                        "project shop has no service wbe; it has api, cache, db, job, web");
    }

    @Test
    void aMissingDependencyIsAnErrorUnlessItIsOptional() {
        ProjectModel model = model("web: db:service_started:false");
        assertThatThrownBy(model::inOrder)
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(
                        "service web depends on db, which project shop does not have");
        assertThat(order(model.lenient())).containsExactly("web");
        assertThat(order(model.lenient().selected(List.of("web"), Along.DEPENDENCIES)))
                .containsExactly("web");
    }

    @Test
    void aCircleIsAnError() {
        assertThatThrownBy(() -> model("a: b", "b: c", "c: a").inOrder())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("a -> b -> c -> a");
    }

    @Test
    void servicesThatDoNotDependOnEachOtherAreVisitedSideBySide() {
        List<String> visited = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch both = new CountDownLatch(2);
        ServiceOrder.forward(
                SHOP,
                service -> {
                    if (service.dependencies().isEmpty()) {
                        both.countDown();
                        await(both);
                    }
                    visited.add(service.name());
                });
        assertThat(visited).containsExactlyInAnyOrder("api", "cache", "db", "job", "web");
        assertThat(visited.indexOf("api"))
                .isGreaterThan(visited.indexOf("db"))
                .isGreaterThan(visited.indexOf("cache"))
                .isLessThan(visited.indexOf("web"));
        assertThat(visited.indexOf("job")).isGreaterThan(visited.indexOf("db"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void dependentsAreVisitedFirstOnTheWayDown() {
        List<String> visited = Collections.synchronizedList(new ArrayList<>());
        ServiceOrder.backward(SHOP, service -> visited.add(service.name()));
        assertThat(visited).containsExactlyInAnyOrder("api", "cache", "db", "job", "web");
        assertThat(visited.indexOf("web")).isLessThan(visited.indexOf("api"));
        assertThat(visited.indexOf("api")).isLessThan(visited.indexOf("db"));
        assertThat(visited.indexOf("job")).isLessThan(visited.indexOf("db"));
    }

    @Test
    void afterAFailureNothingIsVisitedThatNeedsTheService() {
        List<String> visited = Collections.synchronizedList(new ArrayList<>());
        assertThatThrownBy(
                        () ->
                                ServiceOrder.forward(
                                        SHOP,
                                        service -> {
                                            if (service.name().equals("db")) {
                                                throw new IllegalStateException("no db");
                                            }
                                            visited.add(service.name());
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no db")
                .hasNoSuppressedExceptions();
        assertThat(visited).containsExactly("cache");
    }
}
