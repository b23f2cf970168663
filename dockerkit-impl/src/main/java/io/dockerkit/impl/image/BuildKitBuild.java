package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.concurrent.Uninterrupted;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Malformed;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One build by BuildKit over {@code POST /build}, without a session: the context is sent as an archive, and the steps are
 * reported as {@code moby.buildkit.trace}. A build that does not end by itself is cancelled. Not thread-safe.
 */
final class BuildKitBuild implements ItemStream.Listener {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.image");
    private static final String TRACE = "moby.buildkit.trace";
    private static final String INLINE_CACHE = "BUILDKIT_INLINE_CACHE";

    private final BuildCall call;
    private final BuildRequest request;
    private final BuildReport report;
    private final boolean newest;
    private final String buildId = UUID.randomUUID().toString().replace("-", "");
    private String id = "";
    private boolean answered;

    /**
     * Makes one build.
     *
     * @param newest whether the engine has the newest base images already
     */
    BuildKitBuild(BuildCall call, BuildRequest request, BuildReport report, boolean newest) {
        this.newest = newest;
        this.call = call;
        this.request = request;
        this.report = report;
    }

    /** Builds, and returns the image's id. */
    String run(BuildContext context) throws IOException {
        try (InputStream archive = context.archiveForBuildKit();
                Answer answer = call.open(context, archive, parametersOfThisBuild(context))) {
            new ItemStream(Progress.none(), "the build of " + request.source().shown())
                    .read(answer, this);
            answered = true;
        } finally {
            if (!answered) {
                cancel();
            }
        }
        if (id.isEmpty()) {
            throw new IncompleteStreamException(
                    "the engine ended the build without naming the image; its report ends:\n"
                            + report.lastReports().stream()
                                    .map(EngineWords::printable)
                                    .collect(Collectors.joining("\n")),
                    null);
        }
        return id;
    }

    private Map<String, Object> parametersOfThisBuild(BuildContext context) {
        Map<String, Object> parameters = parameters(request, context);
        parameters.put("buildid", buildId);
        if (newest) {
            parameters.remove("pull");
        }
        return parameters;
    }

    /** Returns the parameters of {@code POST /build} but for the id of the build; the version is that of BuildKit. */
    static Map<String, Object> parameters(BuildRequest request, BuildContext context) {
        Map<String, Object> parameters = BuildCall.parameters(request, context);
        parameters.put("version", "2");
        // what is printed is decided here
        parameters.remove("q");
        if (request.buildKit().cacheTo().stream().anyMatch(BuildKitBuild::isInline)) {
            Map<Object, Object> arguments = new LinkedHashMap<>();
            if (parameters.get("buildargs") instanceof Map<?, ?> given) {
                arguments.putAll(given);
            }
            arguments.putIfAbsent(INLINE_CACHE, "1");
            parameters.put("buildargs", arguments);
        }
        return parameters;
    }

    private static boolean isInline(BuildKitOptions.Cache cache) {
        return cache.type().equals("inline");
    }

    /** Carried out on an interrupted thread, too. The failure that led here is the one to be told. */
    private void cancel() {
        try {
            Uninterrupted.run(() -> call.cancel(buildId));
        } catch (RuntimeException e) {
            LOG.debug("the build could not be cancelled: {}", e.toString());
        }
    }

    @Override
    public void item(JsonNode item) {
        JsonNode aux = item.path("aux");
        if (aux.hasNonNull("ID")) {
            id = aux.path("ID").asText();
        } else if (item.path("id").asText("").equals(TRACE)) {
            report.add(trace(aux.asText("")));
        }
    }

    private static byte[] trace(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Malformed.answer("the engine's report of a build is not base64", e);
        }
    }

    @Override
    public void error(String message, JsonNode item) {
        // the engine has ended the build
        answered = true;
        throw report.failure(
                EngineWords.printable(message),
                (int) item.path("errorDetail").path("code").asLong(),
                0);
    }
}
