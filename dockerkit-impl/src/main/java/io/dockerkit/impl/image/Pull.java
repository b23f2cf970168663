package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.RegistryLogin;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.EngineWords;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.PullRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pull: asks, reports, and finds the error that may stand anywhere in a stream that began well. Not thread-safe. */
final class Pull {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.image");

    private final Rest rest;
    private final Logins logins;
    private final PullRequest request;
    private final ImageReference reference;
    private final ItemStream items;
    private boolean finished;
    private boolean warned;
    private final Set<String> tags = new LinkedHashSet<>();
    private String lastComplete = "";

    private final long start;

    /**
     * Makes one try.
     *
     * @param start when the first try began, by {@link System#nanoTime()}: the time-out is that of all
     */
    Pull(Rest rest, Logins logins, PullRequest request, long start) {
        this.start = start;
        this.rest = rest;
        this.logins = logins;
        this.request = request;
        this.reference = request.reference();
        this.items = new ItemStream(request.progress(), "the pull of image " + reference);
    }

    /** Returns whether the engine warned of something in the pull. */
    boolean isWarned() {
        return warned;
    }

    /** Returns the tags that the engine pulled, in its order. */
    Set<String> tags() {
        return tags;
    }

    /** Pulls. */
    void run() {
        RegistryLogin login = logins.of(reference.registry(), request.credentials());
        Duration timeout = request.timeout();
        Call call = call(login);
        try (Answer answer = call.openFlowing()) {
            if (timeout != null) {
                answer.deadline(timeout.minusNanos(System.nanoTime() - start));
            }
            read(answer);
        } catch (AuthenticationRequiredException refused) {
            throw withWhatWasSent(refused, login);
        } catch (DockerTimeoutException late) {
            String when = timeout == null ? "" : " after " + Checks.human(timeout);
            String why = timeout == null ? ": " + late.getMessage() : "";
            throw new DockerTimeoutException(
                    "gave up to " + doing() + when + items.howFar() + why, late);
        }
    }

    private Call call(RegistryLogin login) {
        Call call =
                rest.post("images", "create")
                        .query("fromImage", reference.familiarName())
                        .to(doing())
                        .as(commandLine());
        if (!request.allTags()) {
            call.query("tag", reference.digest().orElse(reference.tag().orElse("latest")));
        }
        Duration timeout = request.timeout();
        if (timeout != null) {
            call.within(timeout).atMost(timeout.minusNanos(System.nanoTime() - start));
        }
        login.header().ifPresent(value -> call.header("X-Registry-Auth", value));
        String platform = request.platform();
        return platform == null ? call : call.query("platform", platform);
    }

    /** Whoever is refused wants to know whether a login was sent, and which. */
    static AuthenticationRequiredException withWhatWasSent(
            AuthenticationRequiredException refused, RegistryLogin login) {
        return new AuthenticationRequiredException(
                refused.getMessage() + " (" + login.told() + ")",
                refused.status(),
                refused.engineMessage(),
                refused.commandLine().orElse(null));
    }

    private String doing() {
        return (request.allTags() ? "pull all tags of " : "pull image ") + reference;
    }

    private String commandLine() {
        return "docker pull " + (request.allTags() ? "--all-tags " : "") + reference;
    }

    /** The last word is about the whole image, and not about a layer; the digest is told before the tag is set. */
    private static boolean isLast(JsonNode item) {
        String status = item.path("status").asText("");
        return !status.isEmpty() && !item.has("id") && !status.startsWith("Digest: ");
    }

    /** The engine warns so that it pulled an image for another platform than was asked for. */
    private void warn(String status) {
        if (status.startsWith("WARNING: ")) {
            warned = true;
            LOG.warn("{}: {}", doing(), status.substring("WARNING: ".length()));
        }
    }

    private void read(Answer answer) {
        items.read(
                answer,
                new ItemStream.Listener() {
                    @Override
                    public void item(JsonNode item) {
                        finished = isLast(item);
                        if (item.path("status").asText("").startsWith("Pulling from ")) {
                            tags.add(item.path("id").asText(""));
                        }
                        warn(item.path("status").asText(""));
                        if (item.path("status").asText("").equals("Download complete")) {
                            lastComplete = item.path("id").asText("");
                        }
                    }

                    @Override
                    public void error(String message, JsonNode item) {
                        throw EngineErrors.of(
                                0, EngineWords.printable(message), doing(), commandLine());
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
