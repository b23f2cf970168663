package io.dockerkit.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.ConflictException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.InUseException;
import io.dockerkit.InvalidRequestException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.PortInUseException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What engines have really said, and what becomes of it. */
class EngineErrorsTest {
    static Stream<Arguments> said() {
        return Stream.of(
                row(
                        404,
                        "No such container: x",
                        NotFoundException.class,
                        "Containers.query().all().list()"),
                row(
                        404,
                        "No such image: nope:latest",
                        ImageNotFoundException.class,
                        "check the name and the tag"),
                row(404, "get x: no such volume", NotFoundException.class, "Volumes.list()"),
                row(404, "network x not found", NotFoundException.class, "Networks.list()"),
                row(
                        404,
                        "pull access denied for x, repository does not exist or may require 'docker login'",
                        ImageNotFoundException.class,
                        "wants a login"),
                row(
                        0,
                        "manifest for localhost:5000/x:latest not found: manifest unknown: manifest unknown",
                        ImageNotFoundException.class,
                        "check the name and the tag"),
                row(
                        409,
                        "Conflict. The container name \"/x\" is already in use by container \"ab\".",
                        NameInUseException.class,
                        "choose another name"),
                row(
                        409,
                        "network with name x already exists",
                        NameInUseException.class,
                        "choose another name"),
                row(
                        409,
                        "Container ab is not running",
                        NotRunningException.class,
                        "container.start()"),
                row(
                        409,
                        "Cannot kill container: ab: Container ab is not running",
                        NotRunningException.class,
                        "container.start()"),
                row(
                        409,
                        "You cannot remove a running container ab. Stop the container before attempting removal or force remove",
                        InUseException.class,
                        "stop it first"),
                row(
                        409,
                        "cannot remove container \"/x\": container is running: stop the container before removing or force remove",
                        InUseException.class,
                        "stop it first"),
                row(
                        409,
                        "remove data: volume is in use - [ab]",
                        InUseException.class,
                        "remove the containers"),
                row(
                        403,
                        "error while removing network: network x id ab has active endpoints",
                        InUseException.class,
                        "disconnect or remove"),
                row(
                        409,
                        "conflict: unable to delete ab (cannot be forced) - image is being used by running container cd",
                        InUseException.class,
                        "remove its containers"),
                row(
                        403,
                        "bridge is a pre-defined network and cannot be removed",
                        ConflictException.class,
                        "belong to the engine and stay"),
                row(
                        403,
                        "endpoint with name x already exists in network bridge",
                        ConflictException.class,
                        "connected to that network already"),
                row(
                        403,
                        "Pool overlaps with other one on this address space",
                        EngineException.class,
                        "choose another"),
                row(
                        409,
                        "Container ab is paused. Unpause the container before stopping or killing",
                        ConflictException.class,
                        "unpause()"),
                row(
                        500,
                        "driver failed programming external connectivity on endpoint x (ab): Bind for 0.0.0.0:80 failed: port is already allocated",
                        PortInUseException.class,
                        "port 80 of the host is taken"),
                row(
                        500,
                        "driver failed programming external connectivity on endpoint x (ab): Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use",
                        PortInUseException.class,
                        "port 8080 of the host is taken"),
                row(
                        400,
                        "invalid mount config for type \"bind\": bind source path does not exist: /x",
                        InvalidRequestException.class,
                        "make it first"),
                row(
                        400,
                        "create foo/bar: \"foo/bar\" includes invalid characters for a local volume name",
                        InvalidRequestException.class,
                        "a path to mount begins with"),
                row(
                        500,
                        "Get \"https://registry.example/v2/\": dial tcp: lookup registry.example: no such host",
                        EngineException.class,
                        "cannot reach the registry"),
                row(
                        500,
                        "write /x: no space left on device",
                        EngineException.class,
                        "the disk of the engine's host is full"),
                row(500, "something else", EngineException.class, "something else"));
    }

    private static Arguments row(
            int status, String words, Class<? extends EngineException> type, String remedy) {
        return Arguments.of(status, words, type, remedy);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("said")
    void becomesTheErrorThatNamesTheRemedy(
            int status, String words, Class<? extends EngineException> type, String remedy) {
        EngineException error = EngineErrors.of(status, words, "do this to x", "docker do x");
        assertThat(error).isExactlyInstanceOf(type);
        assertThat(error.getMessage()).startsWith("cannot do this to x: " + words).contains(remedy);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.engineMessage()).isEqualTo(words);
        assertThat(error.commandLine()).contains("docker do x");
    }

    @Test
    void theWordsAreTheMessageOfTheJsonOrTheTextItself() {
        assertThat(EngineErrors.message(bytes("{\"message\":\" no such thing \"}")))
                .isEqualTo("no such thing");
        assertThat(EngineErrors.message(bytes("404 page not found\n")))
                .isEqualTo("404 page not found");
        assertThat(EngineErrors.message(bytes("{\"other\":1}"))).isEqualTo("{\"other\":1}");
        assertThat(EngineErrors.message(bytes(""))).isEmpty();
        assertThat(EngineErrors.message(bytes("x".repeat(5000)))).hasSize(2001).endsWith("…");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
