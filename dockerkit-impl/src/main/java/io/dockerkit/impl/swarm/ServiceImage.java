package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.EngineException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.ServiceBackend.Auth;
import io.dockerkit.spi.ServiceBackend.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image of a service: gets its digest from the registry, so that all nodes run the same, and the platforms that it is for.
 * Not thread-safe.
 */
final class ServiceImage {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.swarm");

    private final Rest rest;
    private final Logins logins;
    private final Map<String, Object> spec;
    private final Request request;

    ServiceImage(Rest rest, Logins logins, Map<String, Object> spec, Request request) {
        this.rest = rest;
        this.logins = logins;
        this.spec = spec;
        this.request = request;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> parent, String name) {
        if (!(parent.get(name) instanceof Map)) {
            parent.put(name, new LinkedHashMap<String, Object>());
        }
        return (Map<String, Object>) parent.get(name);
    }

    private Map<String, Object> container() {
        return container(spec);
    }

    private static Map<String, Object> container(Map<String, Object> spec) {
        return map(map(spec, "TaskTemplate"), "ContainerSpec");
    }

    private Optional<ImageReference> reference() {
        return reference(spec);
    }

    /** Adds the tag that stands for none. */
    static void tag(Map<String, Object> spec) {
        reference(spec)
                .ifPresent(
                        image -> container(spec).put("Image", image.withDefaultTag().toString()));
    }

    private static Optional<ImageReference> reference(Map<String, Object> spec) {
        Object image = container(spec).get("Image");
        try {
            return image == null
                    ? Optional.empty()
                    : Optional.of(ImageReference.parse("image", image.toString()));
        } catch (InvalidOptionException left) {
            // the engine's to refuse
            return Optional.empty();
        }
    }

    /** Adds the tag that stands for none, and, where it is asked for, digest and platforms. */
    void pin() {
        tag(spec);
        Optional<ImageReference> reference = reference();
        String image = Objects.toString(container().get("Image"), "");
        if (!request.resolveImage() || image.isEmpty()) {
            return;
        }
        JsonNode said;
        try {
            Call call =
                    rest.get("distribution", image, "json")
                            .to("ask the registry for the digest of image " + image)
                            .as(request.commandLine());
            authorise(call);
            said = call.read();
        } catch (EngineException unknown) {
            LOG.warn(
                    "image {} could not be accessed on a registry to record its digest; each node accesses it by itself, and nodes"
                            + " may run different versions of it: {}",
                    image,
                    EngineWords.printable(unknown.getMessage()));
            return;
        }
        String digest = said.at("/Descriptor/digest").asText("");
        // the engine refuses a name that is none
        boolean canBePinned = reference.filter(known -> known.digest().isEmpty()).isPresent();
        if (!digest.isEmpty() && canBePinned) {
            container().put("Image", image + "@" + digest);
        }
        List<Map<String, Object>> platforms = platforms(said);
        if (!platforms.isEmpty()) {
            map(map(spec, "TaskTemplate"), "Placement").put("Platforms", platforms);
        }
    }

    /** Nodes do not name arm as images do, so the architecture is left open. */
    private static List<Map<String, Object>> platforms(JsonNode said) {
        List<Map<String, Object>> platforms = new ArrayList<>();
        for (JsonNode platform : said.path("Platforms")) {
            String architecture = platform.path("architecture").asText("");
            Map<String, Object> written = new LinkedHashMap<>();
            if (!architecture.isEmpty() && !architecture.toLowerCase(Locale.ROOT).equals("arm")) {
                written.put("Architecture", architecture);
            }
            String os = platform.path("os").asText("");
            if (!os.isEmpty()) {
                written.put("OS", os);
            }
            platforms.add(written);
        }
        return platforms;
    }

    /** Adds the user's login, if the nodes are to get it. */
    void authorise(Call call) {
        if (request.auth() == Auth.OF_THE_USER) {
            reference()
                    .flatMap(image -> logins.of(image.registry(), null).header())
                    .ifPresent(login -> call.header("X-Registry-Auth", login));
        }
    }
}
