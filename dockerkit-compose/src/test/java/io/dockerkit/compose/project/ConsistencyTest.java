package io.dockerkit.compose.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.project.ProjectRequest.Option;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistencyTest {
    private static LoadedProject load(String service) {
        return Projects.load(
                "services:\n  web:\n    "
                        + service.replace("|", "\n    ")
                        + "\n  db: {image: x}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tty: true;services.web in -, line 2, column 3;needs an image or a build",
                "build: {context: /x, dockerfile: D, dockerfile_inline: FROM x};services.web.build.dockerfile;takes either dockerfile or dockerfile_inline",
                "build: {context: /x, additional_contexts: {a: 'service:no'}};services.web.build.additional_contexts.a;there is no such service",
                "build: {context: /x, additional_contexts: {a: 'service:db'}};services.web.build.additional_contexts.a;this service is not built",
                "build: {context: /x, platforms: [linux/arm64]}|platform: linux/amd64;services.web.build.platforms;must have the platform of the service, which is linux/amd64",
                "image: x|network_mode: host|networks: {front: null};services.web.network_mode;takes either network_mode or networks",
                "image: x|networks: {front: null};services.web.networks.front;not defined; define it in the top-level networks",
                "image: x|network_mode: 'service:no';services.web.network_mode;there is no service no",
                "image: x|healthcheck: {test: [curl, x]};services.web.healthcheck.test[0];must be CMD, CMD-SHELL or NONE",
                "image: x|depends_on: {no: {condition: service_started, required: false}};services.web.depends_on;there is no service no",
                "image: x|depends_on: {old: {condition: service_healthy}};services.web.depends_on;there is no service old",
                "image: x|volumes: [{type: volume, source: data, target: /d}];services.web.volumes[0];not defined; define it in the top-level volumes",
                "image: x|secrets: [{source: key}];services.web.secrets[0];not defined; define it in the top-level secrets",
                "image: x|configs: [{source: key}];services.web.configs[0];not defined; define it in the top-level configs",
                "build: {context: /x, secrets: [{source: key}]};services.web.build.secrets[0];not defined",
                "image: x|scale: 2|deploy: {replicas: 3};services.web.scale;deploy.replicas is 3",
                "image: x|scale: -1;services.web.scale;must not be negative",
                "image: x|deploy: {replicas: 2}|container_name: own;services.web.deploy.replicas;several containers cannot have the same name",
                "image: x|scale: 2|container_name: own;services.web.scale;several containers cannot have the same name",
                "image: x|cpus: 1|deploy: {resources: {limits: {memory: 5m}}};services.web.cpus;must be the same as deploy.resources.limits.cpus",
                "image: x|mem_limit: 1m|deploy: {resources: {limits: {memory: 5m}}};services.web.mem_limit;must be the same as deploy.resources.limits.memory",
                "image: x|mem_reservation: 1m|deploy: {resources: {reservations: {memory: 5m}}};services.web.mem_reservation;must be the same as",
                "image: x|pids_limit: 1|deploy: {resources: {limits: {pids: 5}}};services.web.pids_limit;must be the same as",
                "image: x|develop: {watch: [{path: /a, action: sync}]};services.web.develop.watch[0];needs a target",
                "image: x|tmpfs: [/a, '/a:size=1'];services.web.tmpfs[1];already the target of the mount services.web.tmpfs[0]",
                "image: x|tmpfs: [/a]|volumes: [{type: tmpfs, target: /a}];services.web.volumes[0];already the target of the mount services.web.tmpfs[0]",
                "image: x|depends_on: {web: {condition: service_started}};services.web.depends_on;services must not depend on each other in a circle: web -> web",
                "image: x|ports: [{target: 80, host_ip: host}];services.web.ports[0].host_ip;must be an IP address",
                "image: x|gpus: [{count: 1, device_ids: [a]}];services.web.gpus[0];takes count or device_ids, not both"
            })
    void whatDoesNotFitIsRefused(String service, String where, String reason) {
        assertThatThrownBy(() -> load(service))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "secrets: {key: {}};secrets.key;needs one of file, environment",
                "secrets: {key: {file: a, environment: b}};secrets.key;takes only one of file, environment",
                "secrets: {key: {driver: a}};secrets.key;needs a file or an environment",
                "configs: {key: {file: a, content: b}};configs.key;takes only one of file, environment, content",
                "volumes: {data: {external: true, driver: local}};volumes.data;an external volume takes only a name"
            })
    void whatIsWrongWithAResourceIsRefused(String resource, String where, String reason) {
        assertThatThrownBy(() -> Projects.load("services: {db: {image: x}}\n" + resource + "\n"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "volumes: [{type: volume, source: dataa, target: /d}];services.web.volumes[0];did you mean data?",
                "depends_on: [cach];services.web.depends_on;did you mean cache?"
            })
    void whatWasPerhapsMeantIsNamed(String key, String where, String reason) {
        assertThatThrownBy(
                        () ->
                                Projects.load(
                                        "services:\n  web:\n    image: x\n    "
                                                + key
                                                + "\n  cache: {image: x}\nvolumes: {data: null}\n"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(reason);
    }

    @Test
    void aServiceOfAnotherProfileMayOnlyBeMissingIfItIsNotRequired() {
        String yaml =
                "services: {web: {image: x, depends_on: {old: {condition: service_started, required: %s}}},"
                        + " old: {image: x, profiles: [legacy]}}";
        assertThat(Projects.load(yaml.formatted("false")).services()).containsExactly("web");
        assertThatThrownBy(() -> Projects.load(yaml.formatted("true")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("the service old is only in the profiles [legacy]");
    }

    @Test
    void aCircleIsShownAsAWhole() {
        assertThatThrownBy(
                        () ->
                                Projects.load(
                                        "services: {a: {image: x, depends_on: {b: {condition: service_started}}},"
                                                + " b: {image: x, depends_on: {c: {condition: service_started}}},"
                                                + " c: {image: x, links: [a]}}"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("a -> b -> c -> a");
    }

    @Test
    void twoServicesCannotHaveTheSameContainerName() {
        assertThatThrownBy(
                        () ->
                                Projects.load(
                                        "services: {a: {image: x, container_name: own}, b: {image: x, container_name: own}}"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("the service a has the same container name");
    }

    @Test
    void scaleIsAlsoTheNumberOfReplicas() {
        LoadedProject project = load("image: x|scale: 2|deploy: {mode: replicated}");
        assertThat(Projects.at(project, "services", "web", "deploy", "replicas")).isEqualTo(2L);
    }

    @Test
    void nothingIsCheckedIfThatIsSwitchedOff() {
        LoadedProject project =
                Projects.load(
                        "services: {web: {tty: true}}",
                        Map.of(),
                        Projects.DIRECTORY,
                        List.of(),
                        List.of(),
                        Option.NO_CONSISTENCY);
        assertThat(Projects.at(project, "services", "web", "tty")).isEqualTo(true);
    }
}
