package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.image.ImageReference;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.config.Credentials;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One pull: asks, reports, and finds the error that may stand anywhere in a stream that began well. Not thread-safe. */
final class Pull {
    private final Rest rest;
    private final Credentials credentials;
    private final ImageReference reference;
    private final @Nullable String platform;
    private final ItemStream items;
    private final @Nullable Duration timeout;
    private boolean finished;
    private String lastComplete = "";

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
        this.items = new ItemStream(progress, "the pull of image " + reference);
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
                    "gave up to " + doing() + " after " + timeout + items.howFar(), late);
        }
    }

    private String doing() {
        return "pull image " + reference;
    }

    private void read(Answer answer) {
        items.read(
                answer,
                new ItemStream.Listener() {
                    @Override
                    public void item(JsonNode item) {
                        String status = item.path("status").asText("");
                        finished = status.startsWith("Status: ");
                        if (status.equals("Download complete")) {
                            lastComplete = item.path("id").asText("");
                        }
                    }

                    @Override
                    public void error(String message, JsonNode item) {
                        throw EngineErrors.of(0, message, doing(), "docker pull " + reference);
                    }
                });
        if (!finished && !isThere()) {
            throw new IncompleteStreamException(
                    "the engine ended the pull of image "
                            + reference
                            + " without saying that it is complete"
                            + items.howFar()
                            + "; pull again, what came is kept",
                    null);
        }
    }

    /** Podman ends with the image's own id, and no other word; the image of that id is then there under the name. */
    private boolean isThere() {
        if (!rest.isPodman() || lastComplete.isEmpty()) {
            return false;
        }
        String id =
                rest.get("images", reference.toString(), "json")
                        .to(doing())
                        .read()
                        .path("Id")
                        .asText("");
        return id.replace("sha256:", "").startsWith(lastComplete);
    }
}
