package io.dockerkit.compose.project;

import static io.dockerkit.compose.project.Projects.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.project.ProjectRequest.Option;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final String YAML =
            """
            services:
              web:
                image: nginx
                depends_on:
                  db: {condition: service_healthy, required: true}
                  cache: {condition: service_started, required: true}
                networks: {front: null, back: null}
              db:
                image: postgres
                networks: {back: null}
                volumes: [{type: volume, source: data, target: /data}]
                secrets: [{source: key}]
              cache: {image: redis, networks: {back: null}}
              debug:
                image: busybox
                profiles: [debug, test]
                configs: [{source: settings}]
              e2e: {image: e2e, profiles: [test], depends_on: {web: {condition: service_started, required: true}}}
            networks: {front: null, back: null, unused: null}
            volumes: {data: null, other: null}
            secrets: {key: {file: /key}}
            configs: {settings: {content: x}}
            """;

    private static LoadedProject load(
            List<String> profiles, List<String> services, Option... options) {
        return Projects.load(YAML, Map.of(), Projects.DIRECTORY, profiles, services, options);
    }

    private static Set<?> keys(LoadedProject project, String section) {
        return project.project().config().get(section) instanceof Map<?, ?> map
                ? map.keySet()
                : Set.of();
    }

    @Test
    void onlyServicesOfActiveProfilesCount() {
        assertThat(load(List.of(), List.of()).services()).containsExactly("cache", "db", "web");
        assertThat(load(List.of("debug"), List.of()).services())
                .containsExactly("cache", "db", "debug", "web");
        assertThat(load(List.of("*"), List.of()).services())
                .containsExactly("cache", "db", "debug", "web", "e2e");
    }

    @Test
    void theOthersAreKeptApart() {
        LoadedProject project = load(List.of("debug"), List.of());
        assertThat(project.project().disabled().keySet()).containsExactly("e2e");
        assertThat(project.hashes().keySet()).containsExactly("cache", "db", "debug", "web");
    }

    @Test
    void allProfilesAreKnown() {
        assertThat(load(List.of(), List.of()).profiles()).containsExactly("debug", "test");
    }

    @Test
    void aServiceThatIsNamedComesWithWhatItDependsOn() {
        LoadedProject project = load(List.of(), List.of("web"));
        assertThat(keys(project, "services")).isEqualTo(Set.of("cache", "db", "web"));
        assertThat(keys(load(List.of(), List.of("db")), "services")).isEqualTo(Set.of("db"));
    }

    @Test
    void aServiceThatIsNamedHasItsProfilesActive() {
        LoadedProject project = load(List.of(), List.of("e2e"));
        assertThat(keys(project, "services")).isEqualTo(Set.of("cache", "db", "e2e", "web"));
    }

    @Test
    void aNameMayStandForSeveral() {
        assertThat(keys(load(List.of(), List.of("*b")), "services"))
                .isEqualTo(Set.of("cache", "db", "web"));
        assertThat(keys(load(List.of(), List.of("d?")), "services")).isEqualTo(Set.of("db"));
    }

    @Test
    void aNameThatIsUnknownIsRefused() {
        assertThatThrownBy(() -> load(List.of(), List.of("nobody")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "invalid value \"nobody\" for service: there is no such service; services of the project: cache, db, web");
    }

    @Test
    void whatNoServiceUsesIsLeftOut() {
        LoadedProject project = load(List.of(), List.of("db"));
        assertThat(keys(project, "networks")).isEqualTo(Set.of("back"));
        assertThat(keys(project, "volumes")).isEqualTo(Set.of("data"));
        assertThat(keys(project, "secrets")).isEqualTo(Set.of("key"));
        assertThat(keys(project, "configs")).isEmpty();
        LoadedProject all = load(List.of(), List.of("db"), Option.ALL_RESOURCES);
        assertThat(keys(all, "networks")).isEqualTo(Set.of("back", "default", "front", "unused"));
        assertThat(keys(all, "volumes")).isEqualTo(Set.of("data", "other"));
        assertThat(keys(all, "configs")).isEqualTo(Set.of("settings"));
    }

    @Test
    void dependenciesOnServicesThatDoNotCountVanish() {
        LoadedProject project =
                Projects.load(
                        "services: {a: {image: x, depends_on: {b: {condition: service_started, required: false}}},"
                                + " b: {image: x, profiles: [p]}}",
                        Map.of(),
                        Projects.DIRECTORY,
                        List.of(),
                        List.of("a"));
        assertThat(at(project, "services", "a", "depends_on")).isNull();
    }

    @Test
    void imagesOfBuildsHaveTheProjectsName() {
        LoadedProject project =
                Projects.load("services: {a: {image: x}, b: {build: {context: /b}}}");
        assertThat(project.images()).containsExactly("x", "shop-b");
    }
}
