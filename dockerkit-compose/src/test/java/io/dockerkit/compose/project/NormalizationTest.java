package io.dockerkit.compose.project;

import static io.dockerkit.compose.project.Projects.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.compose.project.ProjectRequest.Option;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizationTest {
    private static final String STARTED = "service_started";

    private static LoadedProject web(String rest) {
        return Projects.load(
                "services:\n  web:\n    image: nginx\n    " + rest + "\n  db: {image: postgres}\n");
    }

    @Test
    void aServiceWithoutNetworksIsInTheDefaultOne() {
        LoadedProject project = web("");
        Map<String, Object> attachments = new HashMap<>();
        attachments.put("default", null);
        assertThat(at(project, "services", "web", "networks")).isEqualTo(attachments);
        assertThat(at(project, "networks", "default", "name")).isEqualTo("shop_default");
    }

    @Test
    void aNetworkModeNeedsNoNetwork() {
        LoadedProject project =
                Projects.load("services: {web: {image: nginx, network_mode: host}}");
        assertThat(at(project, "services", "web", "networks")).isNull();
        assertThat(at(project, "networks")).isNull();
    }

    @Test
    void theDefaultNetworkIsNotAddedIfNobodyIsInIt() {
        LoadedProject project =
                Projects.load(
                        "services: {web: {image: nginx, networks: {front: null}}}\nnetworks: {front: null}");
        assertThat(at(project, "networks"))
                .isEqualTo(Map.of("front", Map.of("name", "shop_front", "ipam", Map.of())));
    }

    @Test
    void namesAreThoseOfTheKeysBehindThatOfTheProject() {
        LoadedProject project =
                Projects.load(
                        "services: {web: {image: nginx, volumes: [{type: volume, source: a, target: /a},"
                                + " {type: volume, source: b, target: /b}, {type: volume, source: c, target: /c}]}}\n"
                                + "volumes: {a: null, b: {external: true}, c: {name: own}}");
        assertThat(at(project, "volumes"))
                .isEqualTo(
                        Map.of(
                                "a", Map.of("name", "shop_a"),
                                "b", Map.of("name", "b", "external", true),
                                "c", Map.of("name", "own")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "links: ['db:database'];true",
                "links: [db];true",
                "network_mode: 'service:db';true",
                "ipc: 'service:db';true",
                "pid: 'service:db';true",
                "volumes_from: ['db:ro'];false"
            })
    void aServiceThatIsUsedIsADependency(String key, boolean restart) {
        Object dependencies = at(web(key), "services", "web", "depends_on");
        assertThat(dependencies)
                .isEqualTo(
                        Map.of(
                                "db",
                                restart
                                        ? Map.of(
                                                "condition", STARTED,
                                                "restart", true,
                                                "required", true)
                                        : Map.of("condition", STARTED, "required", true)));
    }

    @Test
    void aDependencyThatTheFileHasStays() {
        LoadedProject project =
                web(
                        "links: [db]\n    depends_on: {db: {condition: service_healthy, required: true}}");
        assertThat(at(project, "services", "web", "depends_on", "db"))
                .isEqualTo(Map.of("condition", "service_healthy", "required", true));
    }

    @Test
    void volumesFromAContainerAreNoDependency() {
        assertThat(at(web("volumes_from: ['container:db']"), "services", "web", "depends_on"))
                .isNull();
    }

    @Test
    void variablesWithoutAValueFindTheirsOutside() {
        LoadedProject project =
                Projects.load(
                        "services: {web: {image: nginx, environment: [A, B, C=c],"
                                + " build: {context: /x, args: {A: null, B: null}}}}",
                        Map.of("A", "a"));
        Map<String, Object> expected = new HashMap<>(Map.of("A", "a", "C", "c"));
        expected.put("B", null);
        assertThat(at(project, "services", "web", "environment")).isEqualTo(expected);
        assertThat(at(project, "services", "web", "build", "args")).isEqualTo(Map.of("A", "a"));
    }

    @Test
    void aBuildHasAContextAndADockerfile() {
        LoadedProject project = Projects.load("services: {web: {build: {target: x}}}");
        assertThat(at(project, "services", "web", "build"))
                .isEqualTo(
                        Map.of(
                                "context", Projects.DIRECTORY.toString(),
                                "dockerfile", "Dockerfile",
                                "target", "x"));
        assertThat(
                        at(
                                Projects.load(
                                        "services: {web: {build: {dockerfile_inline: FROM x}}}"),
                                "services",
                                "web",
                                "build",
                                "dockerfile"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"/a/,/a", "/a/./b/../c,/a/c", "//a,/a", "/,/", "a/..,.", "/../a,/a", "../a,../a"})
    void theTargetOfAMountIsShort(String target, String expected) {
        LoadedProject project = web("volumes: [{type: tmpfs, target: '" + target + "'}]");
        assertThat(at(project, "services", "web", "volumes", "0", "target")).isEqualTo(expected);
    }

    @Test
    void portsSecretsAndDevicesHaveTheirDefaults() {
        LoadedProject project =
                Projects.load(
                        "services: {web: {image: nginx, ports: [{target: 80}], secrets: [{source: key}],"
                                + " gpus: [{driver: x}, {device_ids: ['1']}]}}\nsecrets: {key: {file: /k}}");
        assertThat(at(project, "services", "web", "ports"))
                .isEqualTo(List.of(Map.of("mode", "ingress", "target", 80L, "protocol", "tcp")));
        assertThat(at(project, "services", "web", "secrets"))
                .isEqualTo(List.of(Map.of("source", "key", "target", "/run/secrets/key")));
        assertThat(at(project, "services", "web", "gpus"))
                .isEqualTo(
                        List.of(
                                Map.of("driver", "x", "count", -1L),
                                Map.of("device_ids", Arrays.asList("1"))));
    }

    @Test
    void nothingFollowsIfThatIsSwitchedOff() {
        LoadedProject project =
                Projects.load(
                        "services: {web: {image: nginx, links: [db]}, db: {image: x}}",
                        Map.of(),
                        Projects.DIRECTORY,
                        List.of(),
                        List.of(),
                        Option.NO_NORMALIZE);
        assertThat(at(project, "networks")).isNull();
        assertThat(at(project, "services", "web", "depends_on")).isNull();
    }
}
