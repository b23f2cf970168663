package io.dockerkit.compose.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.spi.DockerBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service's {@code build} is a {@code docker build}. */
class BuildLinesTest {
    private static String line(String build, BuildOptions options) {
        return spec(build, options).toCommandLine();
    }

    private static BuildSpec spec(String build, BuildOptions options) {
        Model model =
                Model.of(
                        Projects.of(
                                "shop",
                                Path.of("/work"),
                                "services: {base: {image: team/base, build: {context: /base}}, web: {build: "
                                        + build
                                        + "}}\nsecrets: {npm: {file: /npmrc}, token: {environment: TOKEN}, other: {external: true}}",
                                Map.of("V", "3", "TOKEN", "s3cret")));
        // no request is sent
        ImageCommands images =
                new ImageCommands(Docker.getDefault().unwrap(DockerBackend.class).images());
        return new BuildLines(model, images, options).of(model.service("web"));
    }

    private static String line(String build) {
        return line(build, BuildOptions.PLAIN);
    }

    @Test
    void namesAndLabelsAreThoseOfCompose() {
        assertThat(line("{context: /ctx, dockerfile: Dockerfile}"))
                .startsWith("docker build ")
                .endsWith(" /ctx")
                .contains("--tag shop-web")
                .contains("--file /ctx/Dockerfile")
                .contains("--label com.docker.compose.project=shop")
                .contains("--label com.docker.compose.service=web")
                .contains("--label com.docker.compose.version=2.40.3");
    }

    @Test
    void allKeysAreFlags() {
        assertThat(
                        line(
                                "{context: /ctx, target: prod, args: {A: '1', V: null, GONE: null}, tags: ['team/web:1'],"
                                        + " cache_from: [team/cache], cache_to: ['type=inline'], no_cache: true, pull: true,"
                                        + " network: host, shm_size: '67108864', extra_hosts: ['a=1.2.3.4'],"
                                        + " platforms: [linux/amd64], privileged: true, entitlements: [network.host],"
                                        + " ulimits: {nofile: {soft: 10, hard: 20}, nproc: 5}, labels: {l: v},"
                                        + " additional_contexts: {base: 'service:base', src: /src, alpine: 'docker-image://alpine'},"
                                        + " secrets: [{source: npm}], ssh: [default, 'k=/key']}"))
                .contains(
                        "--target prod",
                        "--build-arg A=1",
                        "--build-arg V=3",
                        "--tag team/web:1",
                        "--cache-from team/cache",
                        "--cache-to type=inline",
                        "--no-cache",
                        "--pull",
                        "--network host",
                        "--shm-size 67108864",
                        "--add-host a=1.2.3.4",
                        "--platform linux/amd64",
                        "--allow security.insecure",
                        "--allow network.host",
                        "--ulimit nofile=10:20",
                        "--ulimit nproc=5:5",
                        "--label l=v",
                        "--build-context base=docker-image://team/base",
                        "--build-context src=/src",
                        "--build-context alpine=docker-image://alpine",
                        "--secret id=npm,src=/npmrc",
                        "--ssh default",
                        "--ssh k=/key")
                .doesNotContain("GONE");
    }

    @Test
    void aRepositoryIsBuiltByItsAddress() {
        assertThat(
                        line(
                                "{context: 'https://example.com/app.git#main', dockerfile: sub/Dockerfile}"))
                .contains("--file sub/Dockerfile")
                .contains("https://example.com/app.git#main");
    }

    @Test
    void theOptionsOfTheCommandCountForAllImages() {
        BuildOptions options =
                new BuildOptions(
                        List.of(),
                        false,
                        Map.of("A", "2"),
                        true,
                        false,
                        true,
                        "512m",
                        List.of("default"),
                        "mode=max",
                        "",
                        true);
        assertThat(
                        line(
                                "{context: /ctx, args: {A: '1'}, sbom: 'true', provenance: 'false'}",
                                options))
                .contains(
                        "--build-arg A=2", "--pull", "--no-cache", "--memory 512m", "--ssh default")
                .contains("--provenance mode=max", "--sbom true")
                .doesNotContain("A=1");
        assertThat(line("{context: /ctx, sbom: 'true'}")).doesNotContain("sbom");
    }

    @Test
    void aSecretThatIsNeitherFileNorVariableIsRefused() {
        BuildSpec token = spec("{context: /ctx, secrets: [{source: token}]}", BuildOptions.PLAIN);
        assertThat(token.toCommandLine()).contains("--secret id=token");
        assertThat(token).asString().doesNotContain("s3cret");
        assertThatThrownBy(() -> line("{context: /ctx, secrets: [{source: other}]}"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.web.build.secrets")
                .hasMessageContaining("other");
    }
}
