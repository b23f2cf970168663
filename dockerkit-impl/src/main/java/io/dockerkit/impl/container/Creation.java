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
import io.dockerkit.cli.ImageReference;
import io.dockerkit.cli.OneArgument;
import io.dockerkit.cli.Words;
import io.dockerkit.container.Container;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.BackgroundCall;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.LostAnswer;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.PullRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Container create(CreateRequest asked, Deadline deadline) {
        ApiSocket socket = ApiSocket.of(asked, rest.address(), images.logins());
        CreateRequest request = socket.request();
        try (CidFile file = CidFile.of(request.cidFile())) {
            rest.agree(deadline.left());
            Container created = createOrPull(request, deadline);
            try {
                socket.putLoginsInto(created);
                file.write(created.id());
            } catch (DockerException notWritten) {
                removeQuietly(rest, created, notWritten);
                throw notWritten;
            }
            return created;
        }
    }

    private Container createOrPull(CreateRequest request, Deadline deadline) {
        requireWhatItNeeds(request);
        if (request.pull().equals("always")) {
            return post(named(request, pull(request, deadline)), deadline);
        }
        try {
            return post(request, deadline);
        } catch (ImageNotFoundException missing) {
            if (!request.pull().equals("missing") || ImageReference.isId(request.image())) {
                throw missing;
            }
            return post(named(request, pull(request, deadline)), deadline);
        }
    }

    /** Pulls the image, and returns the name under which the engine has it. */
    ImageReference pull(CreateRequest request, Deadline deadline) {
        return images.download(
                new PullRequest(
                        ImageReference.parse(request.image()).withDefaultTag(),
                        false,
                        request.query().get("platform"),
                        null,
                        request.progress(),
                        deadline.left()));
    }

    /** An image of a mirror that is named by its digest has only the name of the mirror. */
    private static CreateRequest named(CreateRequest request, ImageReference image) {
        if (image.equals(ImageReference.parse(request.image()).withDefaultTag())) {
            return request;
        }
        Map<String, Object> body = new LinkedHashMap<>(request.body());
        body.put("Image", image.toString());
        return request.withBody(body);
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

    private Container post(CreateRequest request, Deadline deadline) {
        Map<String, Object> body = withProxies(forVersion(request.body()));
        String doing = "create a container of image " + request.image();
        Call call =
                rest.post("containers", "create")
                        .query(request.query())
                        .json(body)
                        .to(doing)
                        .as(request.commandLine())
                        .atMost(deadline.left());
        Created created =
                BackgroundCall.run(
                        rest,
                        call,
                        () -> send(call, request, doing),
                        made -> made.container().remove(options -> options.force().volumes()));
        created.warnings().forEach(warning -> LOG.warn("{}", warning));
        return created.container();
    }

    /** The CLI's own warning, in its words: the address is that of the container itself. */
    private static Optional<String> loopbackDns(CreateRequest request) {
        return request.body().get("HostConfig") instanceof Map<?, ?> host
                        && host.get("Dns") instanceof List<?> servers
                ? servers.stream()
                        .map(String::valueOf)
                        .filter(server -> server.startsWith("127.") || server.equals("::1"))
                        .findFirst()
                        .map(server -> "Localhost DNS (" + server + ") may fail in containers.")
                : Optional.empty();
    }

    private record Created(Container container, List<String> warnings) {
        @Override
        public String toString() {
            return container.toString();
        }
    }

    private Created send(Call call, CreateRequest request, String doing) {
        long began = System.nanoTime();
        JsonNode said;
        try {
            said = readOrNameTheHolder(call);
        } catch (DockerException error) {
            LostAnswer lost = LostAnswer.of(error, began);
            return new Created(new LostCreation(rest, request, lost).find(containers), List.of());
        }
        List<String> warnings = new ArrayList<>();
        said.path("Warnings")
                .forEach(warning -> warnings.add(EngineWords.printable(warning.asText())));
        loopbackDns(request).ifPresent(warnings::add);
        return new Created(containers.created(Fields.text(said, "Id", doing), warnings), warnings);
    }

    private JsonNode readOrNameTheHolder(Call call) {
        try {
            return call.read();
        } catch (NameInUseException taken) {
            throw ConflictHolders.ofName(taken, rest);
        }
    }

    /** Starts a new container; one that cannot be started is removed again, so that nothing half-made stays. */
    static void startOrRemove(
            Rest rest, Container container, CreateRequest request, Deadline deadline) {
        try {
            rest.post("containers", container.id(), "start")
                    .to("start a container of image " + request.image())
                    .as(request.commandLine())
                    .atMost(deadline.left())
                    .orUnchanged()
                    .status();
        } catch (DockerException failed) {
            removeQuietly(rest, container, failed);
            throw failed instanceof EngineException refused
                    ? startFailure(refused, rest, request)
                    : failed;
        }
    }

    static void removeQuietly(Rest rest, Container container, Throwable because) {
        AbandonedCall.cleanUp(
                rest.cleanUps(),
                because,
                () -> container.remove(options -> options.force().volumes()));
    }

    static DockerException startFailure(EngineException refused, Rest rest, CreateRequest request) {
        if (refused instanceof PortInUseException taken) {
            return ConflictHolders.ofPort(taken, rest);
        }
        if (refused instanceof NotFoundException || refused instanceof NoSpaceException) {
            return refused;
        }
        ContainerStartException plain = startException(refused, "", request);
        ContainerStartException failure = startException(refused, advice(plain, request), request);
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

    private static String advice(ContainerStartException failure, CreateRequest request) {
        return switch (failure.exitCode()) {
            case 127 ->
                    oneArgument(failure, request)
                            + "; the image has no such program: look at command(…) and entrypoint(…) (docker run would end with 127)";
            case 126 ->
                    "; the program is there but may not be executed (docker run would end with 126)";
            default -> "";
        };
    }

    /** A whole line given as one argument is the usual reason for a program that is not found. */
    private static String oneArgument(ContainerStartException failure, CreateRequest request) {
        boolean own =
                request.body().get("Entrypoint") instanceof List<?> given
                        && !given.equals(List.of(""));
        String advice =
                OneArgument.adviceFor(failure.engineMessage(), own ? "entrypoint" : "command");
        return advice.isEmpty() ? "" : "; " + advice;
    }
}
