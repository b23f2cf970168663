package io.dockerkit.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.ConflictException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.InUseException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NoSpaceException;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.PortInUseException;
import io.dockerkit.RateLimitedException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What engines have really said, and what becomes of it. */
@Tag("locale")
class EngineErrorsTest {
    static Stream<Arguments> said() {
        return Stream.of(
                // podman 4.3.1 and 5.8.6
                row(
                        500,
                        "container create: creating container storage: the container name \"pa\" is already in use by 1f9f. You have to remove that container to be able to reuse that name: that name is already in use",
                        NameInUseException.class,
                        "choose another name"),
                row(
                        409,
                        "renaming container 1f9f: name pc already in use, cannot rename container 1f9f: container already exists",
                        NameInUseException.class,
                        "choose another name"),
                row(
                        500,
                        "network name pn already used: network already exists",
                        NameInUseException.class,
                        "choose another name"),
                row(
                        500,
                        "can only create exec sessions on running containers: container state improper",
                        NotRunningException.class,
                        "container.start()"),
                row(
                        500,
                        "\"created\" is not running, can't pause: container state improper",
                        NotRunningException.class,
                        "container.start()"),
                row(
                        500,
                        "\"1f9f\" is not paused, can't unpause: container state improper",
                        ConflictException.class,
                        "is not paused"),
                row(
                        500,
                        "cannot remove container 1f9f as it is running - running or paused containers cannot be removed without force: container state improper",
                        InUseException.class,
                        "stop it first"),
                row(
                        409,
                        "image busybox is in use: image used by 1f9f: image is in use by a container: consider listing external containers and force-removing image",
                        InUseException.class,
                        "remove its containers"),
                row(
                        409,
                        "volume pv is being used by the following container(s): 32a1: volume is being used",
                        InUseException.class,
                        "remove the containers"),
                row(
                        500,
                        "\"pn\" has associated containers with it. Use -f to forcibly delete containers and pods: network is being used",
                        InUseException.class,
                        "disconnect or remove"),
                row(
                        500,
                        "container d670 is already connected to network \"pn2\": network is already connected",
                        ConflictException.class,
                        "connected to that network already"),
                row(
                        500,
                        "subnet 10.222.0.0/24 is already used on the host or by another config",
                        EngineException.class,
                        "choose another"),
                row(
                        500,
                        "container create: unable to find network with name or ID nope: network not found",
                        NotFoundException.class,
                        "Networks.list() lists the existing networks"),
                row(
                        500,
                        "cannot listen on the TCP port: listen tcp4 :18181: bind: address already in use",
                        PortInUseException.class,
                        "port 18181"),
                row(
                        404,
                        "no such image: docker.io/library/nope:1: image not known",
                        ImageNotFoundException.class,
                        "check the name"),
                row(
                        404,
                        "No such container: x",
                        NotFoundException.class,
                        "Containers.query().all().list() lists the existing containers"),
                row(
                        404,
                        "No such image: nope:latest",
                        ImageNotFoundException.class,
                        "check the name and the tag"),
                row(
                        404,
                        "reference does not exist",
                        ImageNotFoundException.class,
                        "check the name and the tag"),
                row(
                        404,
                        "get x: no such volume",
                        NotFoundException.class,
                        "Volumes.list() lists the existing volumes"),
                row(
                        404,
                        "network x not found",
                        NotFoundException.class,
                        "Networks.list() lists the existing networks"),
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
                        "stop and remove the container that uses it first"),
                row(
                        409,
                        "conflict: unable to remove repository reference \"x\" (must force) - container ab is using its referenced image cd",
                        InUseException.class,
                        "remove its containers"),
                row(
                        409,
                        "cannot remove container \"/image\": container is paused and must be unpaused first",
                        InUseException.class,
                        "stop it first, or remove(options -> options.force())"),
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
                        EngineException.class,
                        "make it first"),
                row(
                        400,
                        "create foo/bar: \"foo/bar\" includes invalid characters for a local volume name",
                        EngineException.class,
                        "a path to mount begins with"),
                row(
                        500,
                        "Get \"https://registry.example/v2/\": dial tcp: lookup registry.example: no such host",
                        EngineException.class,
                        "cannot reach the registry"),
                row(
                        500,
                        "write /x: no space left on device",
                        NoSpaceException.class,
                        "Images.prune()"),
                row(
                        500,
                        "failed to set up container networking: driver failed programming external connectivity on endpoint x (ab): failed to bind host port for 0.0.0.0:80:172.17.0.2:8080/tcp: address already in use",
                        PortInUseException.class,
                        "port 80 of the host is taken"),
                row(
                        500,
                        "driver failed programming external connectivity on endpoint x (ab): Bind for [::1]:8443 failed: port is already allocated",
                        PortInUseException.class,
                        "port 8443 of the host is taken"),
                row(
                        500,
                        "Head \"http://127.0.0.1:5000/v2/x/manifests/latest\": no basic auth credentials",
                        AuthenticationRequiredException.class,
                        "docker login 127.0.0.1:5000"),
                row(
                        500,
                        "Get \"https://registry-1.docker.io/v2/\": unauthorized: incorrect username or password",
                        AuthenticationRequiredException.class,
                        "Docker.login("),
                row(
                        0,
                        "unauthorized: authentication required",
                        AuthenticationRequiredException.class,
                        "docker login at a shell"),
                row(
                        0,
                        "denied: requested access to the resource is denied",
                        AuthenticationRequiredException.class,
                        "a login that may do this"),
                row(0, "denied", AuthenticationRequiredException.class, "a login that may do this"),
                row(
                        0,
                        "denied: permission_denied: write_package",
                        AuthenticationRequiredException.class,
                        "a login that may do this"),
                row(
                        0,
                        "errors:\ndenied: access forbidden\nunauthorized: authentication required\n",
                        AuthenticationRequiredException.class,
                        "a login that may do this"),
                row(
                        500,
                        "unexpected status from HEAD request to https://r.example/v2/x/manifests/1: 403 Forbidden",
                        AuthenticationRequiredException.class,
                        "Docker.login(\"r.example\""),
                row(
                        500,
                        "OCI runtime create failed: exec: \"/x\": permission denied: unknown",
                        EngineException.class,
                        "permission denied"),
                row(
                        0,
                        "toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading",
                        RateLimitedException.class,
                        "wait, log in"),
                row(
                        500,
                        "received unexpected HTTP status: 429 Too Many Requests",
                        RateLimitedException.class,
                        "mirror"),
                row(
                        404,
                        "image with reference ubuntu was found but does not match the specified platform: wanted linux/arm64, actual: linux/amd64",
                        ImageNotFoundException.class,
                        "choose another with platform(…)"),
                row(
                        404,
                        "no matching manifest for linux/arm64/v8 in the manifest list entries",
                        ImageNotFoundException.class,
                        "choose another with platform(…)"),
                row(
                        400,
                        "client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version",
                        EngineException.class,
                        "take DOCKER_API_VERSION out of the environment"),
                row(
                        500,
                        "Get \"https://r.example/v2/\": http: server gave HTTP response to HTTPS client",
                        EngineException.class,
                        "insecure-registries"),
                row(
                        500,
                        "Get \"https://r.example/v2/\": x509: certificate signed by unknown authority",
                        EngineException.class,
                        "/etc/docker/certs.d/REGISTRY/ca.crt there; if only builds still fail after that, restart the engine"),
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
