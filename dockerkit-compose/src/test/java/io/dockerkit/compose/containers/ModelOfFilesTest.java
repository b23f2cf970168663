package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.compose.project.Project;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What managing containers needs of a project's files. */
class ModelOfFilesTest {
    private static final Map<String, @Nullable Object> WEB =
            Map.of(
                    "image",
                    "nginx",
                    "container_name",
                    "front",
                    "depends_on",
                    Map.of(
                            "db",
                            Map.of(
                                    "condition",
                                    "service_healthy",
                                    "required",
                                    true,
                                    "restart",
                                    true)),
                    "networks",
                    nothing("default"),
                    "attach",
                    false);

    private static final Map<String, @Nullable Object> DB =
            Map.of(
                    "build", Map.of("context", "/srv/db"),
                    "networks", nothing("back"),
                    "scale", 2,
                    "volumes",
                            List.of(
                                    Map.of("type", "volume", "source", "data", "target", "/data"),
                                    Map.of("type", "bind", "source", "/etc", "target", "/etc"),
                                    Map.of("type", "volume", "target", "/anonymous")));

    private static final Project SHOP =
            new Project(
                    "shop",
                    Path.of("/srv"),
                    List.of(Path.of("/srv/compose.yaml")),
                    List.of(),
                    Map.of(),
                    Map.of(
                            "name",
                            "shop",
                            "services",
                            Map.of("web", WEB, "db", DB),
                            "networks",
                            Map.of(
                                    "default", Map.of("name", "shop_default"),
                                    "back", Map.of("name", "lan", "external", true),
                                    "unused", Map.of("name", "shop_unused")),
                            "volumes",
                            Map.of(
                                    "data", Map.of("name", "shop_data"),
                                    "unused", Map.of("name", "shop_unused"))),
                    Map.of("debug", Map.of("image", "busybox", "deploy", Map.of("replicas", 0))));

    private static Map<String, @Nullable Object> nothing(String key) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(key, null);
        return map;
    }

    @Test
    void allServicesAreKnownWithTheResourcesThatTheyUse() {
        ProjectModel model = ModelOfFiles.selected(SHOP, List.of());
        assertThat(model.services()).containsOnlyKeys("db", "web");
        assertThat(model.disabled()).containsExactly("debug");
        assertThat(model.networks())
                .containsExactlyInAnyOrder(
                        new KnownResource("default", "shop_default", false),
                        new KnownResource("back", "lan", true));
        assertThat(model.volumes()).containsExactly(new KnownResource("data", "shop_data", false));
        KnownService web = model.services().get("web");
        assertThat(web.image()).isEqualTo("nginx");
        assertThat(web.attached()).isFalse();
        assertThat(web.dependencies())
                .containsExactly(Map.entry("db", new Dependency(Dependency.HEALTHY, true, true)));
        KnownService db = model.services().get("db");
        assertThat(db.image()).isEmpty();
        assertThat(db.scale()).isEqualTo(2);
        assertThat(db.attached()).isTrue();
        assertThat(db.volumes()).containsExactly("data");
    }

    @Test
    void chosenServicesBringTheirDependenciesAndResources() {
        ProjectModel model = ModelOfFiles.selected(SHOP, List.of("db"));
        assertThat(model.services()).containsOnlyKeys("db");
        assertThat(model.disabled()).containsExactly("debug", "web");
        assertThat(model.networks()).containsExactly(new KnownResource("back", "lan", true));
        assertThat(ModelOfFiles.selected(SHOP, List.of("web")).services())
                .containsOnlyKeys("db", "web");
    }

    @Test
    void aServiceThatProfilesLeaveOutCountsWhenItIsNamed() {
        ProjectModel model = ModelOfFiles.selected(SHOP, List.of("debug"));
        assertThat(model.services()).containsOnlyKeys("debug");
        assertThat(model.services().get("debug").scale()).isZero();
        assertThat(ModelOfFiles.enabled(SHOP, List.of("debug")).services())
                .containsOnlyKeys("db", "debug", "web");
    }

    @Test
    void theNameOfAContainerIsTheOneInTheFiles() {
        assertThat(ModelOfFiles.containerName(SHOP, "web")).contains("front");
        assertThat(ModelOfFiles.containerName(SHOP, "db")).isEmpty();
    }
}
