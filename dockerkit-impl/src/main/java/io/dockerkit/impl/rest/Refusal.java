package io.dockerkit.impl.rest;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.ConflictException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.InUseException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NoSpaceException;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.PortInUseException;
import io.dockerkit.RateLimitedException;
import io.dockerkit.cli.OneArgument;
import io.dockerkit.impl.rest.EngineErrors.HeldMaker;
import io.dockerkit.impl.rest.EngineErrors.Maker;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One kind of refusal: how engines word it, which error it is, and what to do. The first that fits counts. Immutable and
 * thread-safe.
 *
 * @param statuses the statuses with which it comes; none for all
 * @param sign what is in the engine's words, in small letters
 * @param maker makes the error; null for the usual one of the status
 * @param advice makes of the engine's words what to do, or ""
 */
record Refusal(
        Set<Integer> statuses, Pattern sign, @Nullable Maker maker, UnaryOperator<String> advice) {
    private static final Pattern HOST = Pattern.compile("https?://([^/\"\\s]+)/");
    private static final Set<Integer> ANY = Set.of();
    private static final Set<Integer> CONFLICT = Set.of(403, 409);

    /** Podman has 500 for states, too. */
    private static final Set<Integer> STATES = Set.of(403, 409, 500);

    private static final String NETWORK_ADVICE =
            "Networks.list() lists the existing networks, Networks.create(…) creates one";
    private static final Maker IN_USE = held(InUseException::new);
    private static final Maker NAME_IN_USE = held(NameInUseException::new);
    private static final Maker STATE = held(ConflictException::new);

    static final List<Refusal> KNOWN =
            List.of(
                    refusal(
                            ANY,
                            "port is already allocated|bind.*address already in use",
                            held(PortInUseException::new),
                            Refusal::portAdvice),
                    refusal(
                            ANY,
                            "toomanyrequests|429 too many requests|status code 429|pull rate limit",
                            RateLimitedException::new,
                            "the registry refuses more for now: wait, log in where that raises the limit (Docker.login), or use a"
                                    + " mirror (registry-mirrors in the engine's daemon.json)"),
                    refusal(
                            ANY,
                            "no space left on device|disk quota exceeded",
                            NoSpaceException::new,
                            "the file system that it is written to is full: on the disk of the engine's host, Images.prune(),"
                                    + " Containers.prune() and Volumes.prune() free some; a volume of limited size needs a larger one"),
                    refusal(
                            ANY,
                            "was found but does not|no matching manifest for|does not match the specified platform",
                            ImageNotFoundException::new,
                            "the image is not there for that platform: choose another with platform(…), or leave it out for that of"
                                    + " the engine's host"),
                    refusal(
                            ANY,
                            "pull access denied|repository does not exist|repository name not known",
                            ImageNotFoundException::new,
                            "check the name; if the image is private, its registry wants a login: Docker.login(…)"),
                    refusal(
                            ANY,
                            "manifest unknown|manifest for .*not found",
                            ImageNotFoundException::new,
                            "check the name and the tag: the registry has no such image"),
                    refusal(
                            ANY,
                            "image does not exist locally",
                            ImageNotFoundException::new,
                            "check the name and the tag: the engine has no such image to push; tag(…) gives an image a name"),
                    refusal(
                            Set.of(404),
                            "no such image|reference does not exist",
                            ImageNotFoundException::new,
                            "check the name and the tag, or pull it: Images.pull(…)"),
                    refusal(
                            ANY,
                            "no basic auth credentials|unauthorized: |unauthorized$|authentication required"
                                    + "|requested access to the resource is denied|login attempt to .* failed with status: 401"
                                    // registries begin with the word, or a list of errors has it in
                                    // a line of its own
                                    + "|(^|errors:\\s)denied(: |$)|insufficient_scope"
                                    + "|unexpected (http )?status.*\\b40[13] (unauthorized|forbidden)",
                            AuthenticationRequiredException::new,
                            Refusal::loginAdvice),
                    refusal(
                            Set.of(400),
                            "bind source path does not exist",
                            null,
                            "the path is one of the engine's host: make it first, or mount it as source:target (--volume), which makes it"),
                    refusal(
                            Set.of(400),
                            "mount path must be absolute",
                            null,
                            "a mount is source:target, the target the absolute path in the container: -v data:/www"),
                    refusal(
                            ANY,
                            "oci runtime exec failed",
                            null,
                            words -> OneArgument.adviceFor(words, "exec")),
                    refusal(
                            Set.of(400),
                            "includes invalid characters for a local volume name",
                            null,
                            "a volume's name is [a-zA-Z0-9][a-zA-Z0-9_.-]+; a path to mount begins with \"/\" or \"./\""),
                    refusal(
                            Set.of(400),
                            "client version .* is too (old|new)",
                            null,
                            "take DOCKER_API_VERSION out of the environment, and the version is agreed upon with the engine; if it is"
                                    + " not set, the engine needs a newer DockerKit"),
                    refusal(
                            Set.of(404),
                            "no such container",
                            null,
                            "Containers.query().all().list() lists the existing containers"),
                    refusal(
                            Set.of(404),
                            "no such volume",
                            null,
                            "Volumes.list() lists the existing volumes"),
                    refusal(
                            Set.of(500),
                            "network not found",
                            NotFoundException::new,
                            NETWORK_ADVICE),
                    refusal(Set.of(404), "network", null, NETWORK_ADVICE),
                    refusal(
                            STATES,
                            "is already in use by container|network with name .*already exists"
                                    + "|that name is already in use|network name .*already used"
                                    + "|container already exists",
                            NAME_IN_USE,
                            "choose another name, or remove what has it"),
                    refusal(
                            ANY,
                            "code = alreadyexists|name conflicts with an existing object",
                            NAME_IN_USE,
                            "choose another name, or remove what has it"),
                    refusal(
                            ANY,
                            "is in use by the following service",
                            IN_USE,
                            "remove the services first, or take it away from them: service.update()"),
                    refusal(
                            ANY,
                            "update out of sequence",
                            STATE,
                            "another program has changed it at the same time: repeat the change"),
                    refusal(
                            ANY,
                            "is not a swarm manager",
                            null,
                            "Swarm.init() begins a swarm, Swarm.join(…) joins one; ask a manager if it is a worker"),
                    refusal(
                            ANY,
                            "node .* is not down and can't be removed|is a cluster manager and is a member",
                            STATE,
                            "let its engine leave the swarm first, or remove(options -> options.force()); a manager is demoted"
                                    + " before"),
                    refusal(
                            STATES,
                            "not running|can only .* running containers",
                            NotRunningException::new,
                            "it has to run for that: container.start()"),
                    refusal(
                            CONFLICT,
                            "cannot be forced",
                            IN_USE,
                            "stop and remove the container that uses it first"),
                    refusal(
                            CONFLICT,
                            "image is being used by|image is referenced in|must (be )?force|image is in use by a container",
                            IN_USE,
                            "remove its containers or its other names first, or remove(options -> options.force())"),
                    refusal(
                            STATES,
                            "remove a (running|paused) container|container is running|container is paused and must"
                                    + "|paused containers cannot be removed without force",
                            IN_USE,
                            "stop it first, or remove(options -> options.force())"),
                    refusal(
                            STATES,
                            "active endpoints|network is being used",
                            IN_USE,
                            "disconnect or remove its containers first"),
                    refusal(
                            CONFLICT,
                            "volume is in use|volume is being used",
                            IN_USE,
                            "remove the containers that use it first, also those that do not run"),
                    refusal(
                            CONFLICT,
                            "pre-?defined",
                            STATE,
                            "bridge, host and none belong to the engine and stay"),
                    refusal(
                            STATES,
                            "endpoint with name .*already exists|network is already connected",
                            STATE,
                            "it is connected to that network already"),
                    refusal(CONFLICT, "already exists|already attached", STATE, ""),
                    refusal(STATES, "container state improper", STATE, ""),
                    refusal(Set.of(409), "is paused", null, "unpause() it first"),
                    refusal(
                            Set.of(400, 403, 500),
                            "pool overlaps|subnet .* is already used",
                            null,
                            "the subnet overlaps with another network's: Networks.list() shows theirs, choose another"),
                    refusal(
                            ANY,
                            "no such host|i/o timeout|dial tcp|tls handshake timeout",
                            null,
                            "the engine's host cannot reach the registry: check its network, its DNS and its proxy"),
                    refusal(
                            ANY,
                            "server gave http response to https client",
                            null,
                            "the registry speaks plain HTTP: outside of 127.0.0.0/8 the engine accepts that where insecure-registries"
                                    + " in its daemon.json names it"),
                    refusal(
                            ANY,
                            "x509: ",
                            null,
                            "the engine's host does not trust the registry's certificate: its authority belongs into"
                                    + " /etc/docker/certs.d/REGISTRY/ca.crt there; if only builds still fail after that,"
                                    + " restart the engine"),
                    refusal(
                            ANY,
                            "could not select device driver .*gpu",
                            null,
                            "the engine's host has no runtime for GPUs: install the maker's container toolkit there"));

    private static Refusal refusal(
            Set<Integer> statuses, String sign, @Nullable Maker maker, String advice) {
        return refusal(statuses, sign, maker, words -> advice);
    }

    private static Refusal refusal(
            Set<Integer> statuses,
            String sign,
            @Nullable Maker maker,
            UnaryOperator<String> advice) {
        return new Refusal(statuses, Pattern.compile(sign, Pattern.DOTALL), maker, advice);
    }

    private static Maker held(HeldMaker<? extends ConflictException> maker) {
        return (message, status, words, line) ->
                maker.make(message, status, words, line, List.of());
    }

    boolean fits(int status, String lower) {
        return (statuses.isEmpty() || statuses.contains(status)) && sign.matcher(lower).find();
    }

    private static String portAdvice(String words) {
        int port = TakenPort.in(words).number();
        return "port "
                + (port == 0 ? "" : port + " ")
                + "of the host is taken: publish another one, port(0, …) for any that is free, or end what holds it";
    }

    /** The registry of Docker Hub has another host than people log in at. */
    private static String loginAdvice(String words) {
        Matcher host = HOST.matcher(words);
        String found = host.find() ? host.group(1) : "";
        String registry = found.endsWith("docker.io") ? "docker.io" : found;
        return "the registry wants a login that may do this: "
                + (registry.isEmpty()
                        ? "Docker.login(…), docker login at a shell"
                        : "Docker.login(\""
                                + registry
                                + "\", …), docker login "
                                + registry
                                + " at a shell")
                + ", or credentials(…) of the pull or push";
    }
}
