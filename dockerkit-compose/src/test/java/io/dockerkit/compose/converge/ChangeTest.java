package io.dockerkit.compose.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What flags change in the project. */
class ChangeTest {
    private static Model model(String services, Map<String, String> environment) {
        return Model.of(
                Projects.of("shop", Path.of("/work"), "services: " + services, environment));
    }

    private static Service changed(Change change, String service) {
        Model model = model("{web: " + service + "}", Map.of());
        return change.applyTo(model, List.of()).service("web");
    }

    @Test
    void randomPortsAreChosenByTheEngineOnceForEachPortOfTheContainer() {
        Change random = new Change(false, "", false, Map.of(), true);
        Service web =
                changed(
                        random,
                        "{image: x, ports: [{target: 80, published: '8080', protocol: tcp, host_ip: 127.0.0.1},"
                                + " {target: 80, published: '8081', protocol: tcp}, {target: 53, published: '53', protocol: udp},"
                                + " {target: 81, protocol: tcp, host_ip: 127.0.0.1}]}");
        assertThat(web.config().parts("ports"))
                .extracting(Part::map)
                .containsExactly(
                        Map.of("target", 80L, "protocol", "tcp"),
                        Map.of("target", 53L, "protocol", "udp"),
                        Map.of("target", 81L, "protocol", "tcp", "host_ip", "127.0.0.1"));
    }

    @Test
    void thePullPolicyIsThatOfTheFlagAndABuildCountsMore() {
        Change change = new Change(false, "always", true, Map.of("web", 3), false);
        Service built = changed(change, "{image: x, build: {context: /c}}");
        assertThat(built.config().text("pull_policy")).isEqualTo("build");
        assertThat(built.scale()).isEqualTo(3);
        assertThat(changed(change, "{image: x}").config().text("pull_policy")).isEqualTo("always");
        assertThat(
                        changed(Change.NONE, "{image: x, pull_policy: daily}")
                                .config()
                                .text("pull_policy"))
                .isEqualTo("daily");
    }

    @Test
    void aScaleOfAServiceThatIsNotThereIsRefused() {
        Change change = new Change(false, "", false, Map.of("wbe", 3), false);
        assertThatThrownBy(() -> changed(change, "{image: x}"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("wbe");
    }

    @Test
    void anImageIsBuiltForThePlatformThatItRunsOn() {
        Model model =
                model(
                        "{web: {build: {context: /c, platforms: [linux/amd64, linux/arm64]}}}",
                        Map.of("DOCKER_DEFAULT_PLATFORM", "linux/arm64"));
        Service single = Change.onPlatform(model.service("web"), model, true);
        assertThat(single.build().texts("platforms")).containsExactly("linux/arm64");
        assertThat(single.config().text("platform")).isEqualTo("linux/arm64");
        Service both = Change.onPlatform(model.service("web"), model, false);
        assertThat(both.build().texts("platforms")).containsExactly("linux/amd64", "linux/arm64");
        Model other =
                model(
                        "{web: {platform: linux/s390x, build: {context: /c, platforms: [linux/amd64]}}}",
                        Map.of());
        assertThatThrownBy(() -> Change.onPlatform(other.service("web"), other, true))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("linux/s390x");
    }

    @Test
    void ofSeveralPlatformsTheBuilderChoosesOneThatRunsHere() {
        Model model =
                model(
                        "{web: {build: {context: /c, platforms: [linux/amd64, linux/arm64]}}}",
                        Map.of());
        assertThat(Change.onPlatform(model.service("web"), model, true).build().texts("platforms"))
                .isEmpty();
    }
}
