package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.rest.Rest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The docker CLI of this machine is asked where it looks for an engine: nobody is there, so that it says. */
@Timeout(60)
class SameEngineAsTheCliIT {
    private static final Pattern LOOKED_AT =
            Pattern.compile("Cannot connect to the Docker daemon at (\\S+)\\. Is the docker");

    @TempDir Path configuration;

    @BeforeEach
    void contexts() throws Exception {
        context("one", "tcp://127.0.0.1:1");
        context("two", "unix:///nowhere/two.sock");
        Files.writeString(configuration.resolve("config.json"), "{\"currentContext\":\"one\"}");
    }

    private void context(String name, String host) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        Path meta =
                configuration
                        .resolve("contexts/meta")
                        .resolve(String.format("%064x", new BigInteger(1, digest)));
        Files.createDirectories(meta);
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\""
                        + name
                        + "\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\""
                        + host
                        + "\",\"SkipTLSVerify\":false}}}");
    }

    private Map<String, String> environment(String variables) {
        Map<String, String> all =
                Arrays.stream(variables.split(";"))
                        .filter(one -> !one.isEmpty())
                        .map(one -> one.split("=", 2))
                        .collect(Collectors.toMap(one -> one[0], one -> one[1]));
        all.put("DOCKER_CONFIG", configuration.toString());
        return all;
    }

    private static String cli(Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("docker", "ps").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isNotZero();
        return said;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DOCKER_CONTEXT=two",
                "DOCKER_CONTEXT=two;DOCKER_TLS_VERIFY=",
                "DOCKER_HOST=unix:///nowhere/three.sock;DOCKER_CONTEXT=two",
                "DOCKER_HOST= unix:///nowhere/three.sock ",
                "DOCKER_HOST=127.0.0.1:1",
                "DOCKER_HOST=tcp://:1",
                "DOCKER_HOST=tcp://127.0.0.1:1/pre/fix",
                "DOCKER_HOST=;DOCKER_CONTEXT=two"
            })
    void theSameEnvironmentLeadsToTheSameEngine(String variables) throws Exception {
        Map<String, String> environment = environment(variables);
        Matcher said = LOOKED_AT.matcher(cli(environment));
        assertThat(said.find()).isTrue();
        assertThat(new Endpoints(environment, configuration).find().host())
                .isEqualTo(said.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOCKER_CONTEXT=gone", "DOCKER_HOST=http://127.0.0.1:1"})
    void whatTheCliRefusesIsRefused(String variables) throws Exception {
        Map<String, String> environment = environment(variables);
        assertThat(cli(environment)).doesNotContainPattern(LOOKED_AT);
        Endpoints endpoints = new Endpoints(environment, configuration);
        assertThatThrownBy(() -> endpoints.wireTo(endpoints.find()))
                .isInstanceOf(DockerException.class);
    }

    @Test
    void tlsIsAskedForByTheVariableAndWantsTheFiles() throws Exception {
        Map<String, String> environment =
                environment("DOCKER_HOST=tcp://127.0.0.1:1;DOCKER_TLS_VERIFY=0");
        assertThat(cli(environment)).contains(configuration.resolve("ca.pem").toString());
        Endpoints endpoints = new Endpoints(environment, configuration);
        try (var wire = endpoints.wireTo(endpoints.find())) {
            assertThatThrownBy(() -> new Rest(wire, null).ping())
                    .hasMessageContaining(configuration.resolve("ca.pem").toString());
        }
    }
}
