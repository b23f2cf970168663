package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.ContainerStartException;
import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NoSpaceException;
import io.dockerkit.NotFoundException;
import io.dockerkit.PortInUseException;
import io.dockerkit.cli.Words;
import io.dockerkit.container.Container;
import io.dockerkit.container.CreateRequest;
import io.dockerkit.image.ImageReference;
import io.dockerkit.image.PullRequest;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.LostAnswer;
import io.dockerkit.impl.rest.Rest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates containers and starts them, pulling the image where the policy says so. Thread-safe. */
final class Creation {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.container");

    private final Rest rest;
    private final ImageApi images;
    private final ContainerApi containers;

    Creation(Rest rest, ImageApi images, ContainerApi containers) {
        this.rest = rest;
        this.images = images;
        this.containers = containers;
    }

    /** In the CLI's order: only an engine that lacks the image has it pulled, and is asked once more. */
    Container create(CreateRequest asked) {
        ApiSocket socket = ApiSocket.of(asked, rest.address(), images.logins());
        CreateRequest request = socket.request();
        try (CidFile file = CidFile.of(request.cidFile())) {
            Container created = createOrPull(request);
            socket.putLoginsInto(created);
            file.write(created.id());
            return created;
        }
    }

    private Container createOrPull(CreateRequest request) {
        requireWhatItNeeds(request);
        if (request.pull().equals("always")) {
            pull(request);
            return post(request);
        }
        try {
            return post(request);
        } catch (ImageNotFoundException missing) {
            if (!request.pull().equals("missing") || ImageReference.isId(request.image())) {
                throw missing;
            }
            pull(request);
            return post(request);
        }
    }

    void pull(CreateRequest request) {
        images.download(
                new PullRequest(
                        ImageReference.parse(request.image()).withDefaultTag(),
                        request.query().get("platform"),
                        null,
                        request.progress(),
                        null));
    }

    /** As the CLI does: a variable that the request has is left as it is. */
    private Map<String, Object> withProxies(Map<String, Object> body) {
        Map<String, String> proxies = containers.proxies();
        if (proxies.isEmpty()) {
            return body;
        }
        List<String> env = new ArrayList<>();
        if (body.get("Env") instanceof List<?> given) {
            given.forEach(pair -> env.add(String.valueOf(pair)));
        }
        List<String> names = env.stream().map(Words::key).toList();
        proxies.forEach(
                (name, value) -> {
                    if (!names.contains(name)) {
                        env.add(name + "=" + value);
                    }
                });
        body.put("Env", env);
        return body;
    }

    private void requireWindows(String option) {
        String os = rest.ping().osType();
        if (!os.equals("windows")) {
            throw new InvalidOptionException(
                    option,
                    "",
                    "only engines for Windows containers know it, and this one is for " + os);
        }
    }

    /** Drops what newer engines warn of or refuse: the MAC address stands at the endpoint, kernel memory has no limit. */
    private Map<String, Object> forVersion(Map<String, Object> body) {
        Map<String, Object> adapted = new LinkedHashMap<>(body);
        if (rest.version().isAtLeast(1, 44)) {
            adapted.remove("MacAddress");
        }
        if (rest.version().isAtLeast(1, 42)
                && adapted.get("HostConfig") instanceof Map<?, ?> host) {
            Map<Object, Object> kept = new LinkedHashMap<>(host);
            kept.remove("KernelMemory");
            adapted.put("HostConfig", kept);
        }
        return adapted;
    }

    private void requireWhatItNeeds(CreateRequest request) {
        for (Map.Entry<String, String> need : request.needs().entrySet()) {
            if (need.getValue().equals("windows")) {
                requireWindows(need.getKey());
            } else {
                rest.require(Map.of(need.getKey(), need.getValue()));
            }
        }
    }

    private Container post(CreateRequest request) {
        Map<String, Object> body = withProxies(forVersion(request.body()));
        Call call =
                rest.post("containers", "create")
                        .query(request.query())
                        .json(body)
                        .to("create a container of image " + request.image())
                        .as(request.commandLine());
        long began = System.nanoTime();
        JsonNode said;
        try {
            said = readOrNameTheHolder(call);
        } catch (DockerException error) {
            return new LostCreation(rest, request, LostAnswer.of(error, began)).find(containers);
        }
        said.path("Warnings").forEach(warning -> LOG.warn("{}", warning.asText()));
        return containers.handle(said.path("Id").asText());
    }

    private JsonNode readOrNameTheHolder(Call call) {
        try {
            return call.read();
        } catch (NameInUseException taken) {
            throw Holders.ofName(taken, rest);
        }
    }

    /** Starts a new container; one that cannot be started is removed again, so that nothing half-made stays. */
    static void startOrRemove(Rest rest, Container container, CreateRequest request) {
        try {
            rest.post("containers", container.id(), "start")
                    .to("start a container of image " + request.image())
                    .as(request.commandLine())
                    .status();
        } catch (DockerException failed) {
            removeQuietly(container, failed);
            throw failed instanceof EngineException refused
                    ? startFailure(refused, rest, request)
                    : failed;
        }
    }

    static void removeQuietly(Container container, DockerException because) {
        GivenUp.cleanUp(because, () -> container.remove(how -> how.force().volumes()));
    }

    static DockerException startFailure(EngineException refused, Rest rest, CreateRequest request) {
        if (refused instanceof PortInUseException taken) {
            return Holders.ofPort(taken, rest);
        }
        if (refused instanceof NotFoundException || refused instanceof NoSpaceException) {
            return refused;
        }
        ContainerStartException plain = startException(refused, "", request);
        ContainerStartException failure = startException(refused, advice(plain), request);
        for (Throwable suppressed : refused.getSuppressed()) {
            failure.addSuppressed(suppressed);
        }
        return failure;
    }

    private static ContainerStartException startException(
            EngineException refused, String advice, CreateRequest request) {
        return new ContainerStartException(
                refused.getMessage() + advice,
                refused.status(),
                refused.engineMessage(),
                request.commandLine());
    }

    private static String advice(ContainerStartException failure) {
        return switch (failure.exitCode()) {
            case 127 ->
                    "; the image has no such program: look at command(…) and entrypoint(…) (docker run would end with 127)";
            case 126 ->
                    "; the program is there but may not be executed (docker run would end with 126)";
            default -> "";
        };
    }
}
