package io.dockerkit.compose.converge;

import io.dockerkit.image.Progress;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.ProcessStreams;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to create containers. Stateless and thread-safe. */
final class Requests {
    private Requests() {}

    /**
     * Returns the request; the image is there already.
     *
     * @param platform the empty text for the engine's own
     * @param line the command line for errors
     */
    static CreateRequest create(
            String name,
            String image,
            String platform,
            Map<String, Object> body,
            ProcessStreams streams,
            @Nullable Duration timeout,
            String line) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("name", name);
        if (!platform.isEmpty()) {
            query.put("platform", platform);
        }
        return new CreateRequest(
                image,
                query,
                body,
                "never",
                Progress.none(),
                timeout,
                streams,
                false,
                "",
                null,
                false,
                Map.of(),
                line);
    }
}
