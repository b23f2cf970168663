package io.dockerkit.compose.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.project.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final String SHOP =
            """
            services:
              db: {image: db, networks: {back: null}, volumes: [{type: volume, source: data, target: /d}]}
              cache: {image: cache}
              web:
                image: web
                networks: {back: null, front: {priority: 5}}
                depends_on: {db: {condition: service_healthy, restart: true, required: true}, cache: {condition: service_started, required: false}}
            networks: {back: {name: shop_back}, front: {name: shop_front}}
            volumes: {data: {name: shop_data}}
            secrets: {unused: {name: s}}
            """;

    private static Model model(String config) {
        return Model.of(Projects.of("shop", config));
    }

    @Test
    void aServiceBringsWhatItDependsOn() {
        assertThat(model(SHOP).selecting(List.of("web")).services())
                .containsOnlyKeys("db", "cache", "web");
        assertThat(model(SHOP).selecting(List.of("db")).services()).containsOnlyKeys("db");
        assertThat(model(SHOP).selecting(List.of()).services()).hasSize(3);
    }

    @Test
    void aPatternStandsForServices() {
        assertThat(model(SHOP).selecting(List.of("[cd]*")).services())
                .containsOnlyKeys("db", "cache");
        assertThatThrownBy(() -> model(SHOP).selecting(List.of("x*")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"x*\"");
    }

    @Test
    void withoutDependenciesTheyAreForgotten() {
        Model alone = model(SHOP).restrictedTo(List.of("web"), false);
        assertThat(alone.services()).containsOnlyKeys("web");
        assertThat(alone.service("web").dependencies()).isEmpty();
        assertThat(alone.disabled()).containsOnlyKeys("db", "cache");
        Model both = model(SHOP).restrictedTo(List.of("web", "db"), false);
        assertThat(both.service("web").dependencies())
                .containsExactly(new Service.Dependency("db", "service_healthy", true, true));
    }

    @Test
    void whatIsNotUsedIsLeftOut() {
        Model db = model(SHOP).selecting(List.of("db")).withoutUnused();
        assertThat(db.networks()).containsOnlyKeys("back");
        assertThat(db.volumes()).containsOnlyKeys("data");
        assertThat(db.secrets()).isEmpty();
        Model cache = model(SHOP).selecting(List.of("cache")).withoutUnused();
        assertThat(cache.networks()).isEmpty();
        assertThat(cache.volumes()).isEmpty();
    }

    @Test
    void aProfileComesWithTheServiceThatIsGiven() {
        Project shop =
                new Project(
                        "shop",
                        Path.of("/work"),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Projects.read("services: {web: {image: web}}"),
                        Projects.read(
                                "{debug: {image: d, profiles: [dev]}, trace: {image: t, profiles: [dev, x]}, job: {image: j, profiles: [job]}}"));
        Model model = Model.of(shop);
        assertThat(model.selecting(List.of()).services()).containsOnlyKeys("web");
        Model chosen = model.selecting(List.of("debug"));
        assertThat(chosen.services()).containsOnlyKeys("debug");
        assertThat(chosen.disabled()).containsOnlyKeys("web", "trace", "job");
        assertThat(model.whole().services()).hasSize(4);
        assertThatThrownBy(() -> model.service("job"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("a profile enables it: job");
    }

    @Test
    void aServiceThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> model(SHOP).selecting(List.of("wbe")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"wbe\"")
                .hasMessageContaining("it has db, cache, web");
    }

    @Test
    void networksAreInTheOrderOfTheirPriorities() {
        assertThat(model(SHOP).service("web").networks()).containsExactly("front", "back");
        assertThat(model(SHOP).restartedAfter("db")).containsExactly("web");
        assertThat(model(SHOP).restartedAfter("cache")).isEmpty();
    }

    @Test
    void twoServicesCannotHaveOneContainerName() {
        Model same =
                model(
                        "services: {a: {image: x, container_name: c}, b: {image: x, container_name: c}}");
        assertThatThrownBy(same::checkContainerNames)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.b.container_name")
                .hasMessageContaining("service a has this name already");
    }

    @Test
    void theScaleIsThatOfTheServiceOrOfItsDeployment() {
        Model model =
                model(
                        "services: {a: {image: x}, b: {image: x, scale: 3}, c: {image: x, deploy: {replicas: 0}}}");
        assertThat(model.service("a").scale()).isEqualTo(1);
        assertThat(model.service("b").scale()).isEqualTo(3);
        assertThat(model.service("c").scale()).isZero();
        assertThat(model.service("c").scaledTo(2).scale()).isEqualTo(2);
        assertThat(model.service("c").scaledTo(2).config().part("deploy").number("replicas"))
                .isEqualTo(2);
    }

    @Test
    void theLabelsAreThoseOfCompose() {
        assertThat(model(SHOP).service("db").labels())
                .containsEntry("com.docker.compose.project", "shop")
                .containsEntry("com.docker.compose.service", "db")
                .containsEntry("com.docker.compose.version", "2.40.3")
                .containsEntry("com.docker.compose.project.working_dir", "/work")
                .containsEntry("com.docker.compose.project.config_files", "/work/compose.yaml")
                .containsEntry("com.docker.compose.oneoff", "False")
                .doesNotContainKey("com.docker.compose.project.environment_file");
    }
}
