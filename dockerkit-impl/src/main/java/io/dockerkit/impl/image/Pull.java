package io.dockerkit.impl.image;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.image.ImageReference;
import io.dockerkit.image.Progress;
import io.dockerkit.image.ProgressEvent;
import io.dockerkit.impl.config.Credentials;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pull: asks, reports, and finds the error that may stand anywhere in a stream that began well. Not thread-safe. */
final class Pull {
    private final Rest rest;
    private final Credentials credentials;
    private final ImageReference reference;
    private final @Nullable String platform;
    private final Progress progress;
    private final @Nullable Duration timeout;
    private final Map<String, String> last = new LinkedHashMap<>();

    Pull(
            Rest rest,
            Credentials credentials,
            ImageReference reference,
            @Nullable String platform,
            Progress progress,
            @Nullable Duration timeout) {
        this.rest = rest;
        this.credentials = credentials;
        this.reference = reference;
        this.platform = platform;
        this.progress = progress;
        this.timeout = timeout;
    }

    void run() {
        Call call =
                rest.post("images", "create")
                        .query("fromImage", reference.familiarName())
                        .query("tag", reference.digest().orElse(reference.tag().orElse("latest")))
                        .to(doing())
                        .as("docker pull " + reference)
                        .within(timeout);
        credentials
                .header(reference.registry())
                .ifPresent(login -> call.header("X-Registry-Auth", login));
        if (platform != null) {
            call.query("platform", platform);
        }
        long start = System.nanoTime();
        try (Answer answer = call.open()) {
            if (timeout != null) {
                answer.deadline(timeout.minusNanos(System.nanoTime() - start));
            }
            read(answer);
        } catch (DockerTimeoutException late) {
            throw new DockerTimeoutException(
                    "gave up to " + doing() + " after " + timeout + howFar(), late);
        }
    }

    private String doing() {
        return "pull image " + reference;
    }

    private void read(Answer answer) {
        boolean finished = false;
        try (JsonParser items = JsonText.parser(answer.getBody())) {
            for (JsonNode item = JsonText.next(items); item != null; item = JsonText.next(items)) {
                finished = report(item);
            }
        } catch (JsonProcessingException cut) {
            throw new IncompleteStreamException(
                    "the engine's report of the pull of image "
                            + reference
                            + " was cut"
                            + howFar()
                            + "; pull again, what came is kept",
                    cut);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!finished) {
            throw new IncompleteStreamException(
                    "the engine ended the pull of image "
                            + reference
                            + " without saying that it is complete"
                            + howFar(),
                    null);
        }
    }

    /** Reports one item, and returns whether it says that the pull is complete. */
    private boolean report(JsonNode item) {
        String error =
                item.path("errorDetail").path("message").asText(item.path("error").asText(""));
        if (!error.isEmpty()) {
            throw EngineErrors.of(0, error, doing(), "docker pull " + reference);
        }
        String id = item.path("id").asText("");
        String status = item.path("status").asText("");
        JsonNode detail = item.path("progressDetail");
        last.put(id, status);
        progress.update(
                new ProgressEvent(
                        id,
                        status,
                        detail.path("current").asLong(0),
                        detail.path("total").asLong(0)));
        return status.startsWith("Status: ");
    }

    private String howFar() {
        last.remove("");
        return last.isEmpty() ? "; the engine had reported nothing" : "; so far: " + last;
    }
}
