package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.RegistryLogin;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
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

    /**
     * What is pulled, and under which name the registry has it. Immutable and thread-safe.
     *
     * @param request what the caller asked for
     * @param source the name that the engine pulls: the caller's own, or that of a mirror
     */
    record Task(PullRequest request, ImageReference source) {
        private boolean isMirrored() {
            return !source.equals(request.reference());
        }

        /** Returns what is done, after "cannot". */
        String doing() {
            return (request.allTags() ? "pull all tags of " : "pull image ")
                    + request.reference()
                    + (isMirrored() ? " from " + source : "");
        }

        /** Returns the line for the log. */
        String beginning() {
            String platform = request.platform();
            return (request.allTags() ? "pulling all tags of " : "pulling image ")
                    + request.reference()
                    + (isMirrored() ? " from " + source : "")
                    + (platform == null ? "" : " for " + platform);
        }

        /** Returns the equivalent command line. */
        String commandLine() {
            return "docker pull " + (request.allTags() ? "--all-tags " : "") + source;
        }

        /** Credentials of the caller are meant for the registry that the caller named, and for no mirror of it. */
        RegistryLogin login(Logins logins) {
            return logins.of(source.registry(), isMirrored() ? null : request.credentials());
        }
    }

    private final Rest rest;
    private final Logins logins;
    private final Task task;
    private final PullRequest request;
    private final ImageReference source;
    private final ItemStream items;
    private boolean finished;
    private boolean warned;
    private final Set<String> tags = new LinkedHashSet<>();
    private String lastComplete = "";
    private boolean begun;

    /** Makes one try, which reports to {@code progress}. */
    Pull(Rest rest, Logins logins, Task task, Progress progress) {
        this.rest = rest;
        this.logins = logins;
        this.task = task;
        this.request = task.request();
        this.source = task.source();
        this.items = new ItemStream(progress, "the pull of image " + request.reference());
    }

    /** Returns the name that was pulled. */
    ImageReference source() {
        return source;
    }

    /** Returns whether it was pulled from a mirror. */
    boolean isMirrored() {
        return task.isMirrored();
    }

    /** Returns whether the registry has sent something of an image already. */
    boolean hasBegun() {
        return begun;
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
        RegistryLogin login = task.login(logins);
        try (Answer answer = call(login).openFlowing()) {
            read(answer);
        } catch (AuthenticationRequiredException refused) {
            throw withWhatWasSent(refused, login);
        } catch (DockerTimeoutException late) {
            throw new DockerTimeoutException(
                    "gave up to " + doing() + items.howFar() + ": " + late.getMessage(), late);
        }
    }

    private Call call(RegistryLogin login) {
        Call call =
                rest.post("images", "create")
                        .query("fromImage", source.familiarName())
                        .to(doing())
                        .as(commandLine());
        if (!request.allTags()) {
            call.query("tag", source.digest().orElse(source.tag().orElse("latest")));
        }
        Duration timeout = request.timeout();
        if (timeout != null) {
            // a caller who gives the pull more time gives the engine more time for its next word
            call.atLeast(timeout);
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
        return task.doing();
    }

    private String commandLine() {
        return task.commandLine();
    }

    private static boolean isOfALayer(JsonNode item) {
        return item.has("id") && !item.path("status").asText("").startsWith("Pulling from ");
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
            String words = status.substring("WARNING: ".length());
            LOG.warn("{}: {}", doing(), EngineWords.printable(words));
        }
    }

    private void read(Answer answer) {
        items.read(
                answer,
                new ItemStream.Listener() {
                    @Override
                    public void item(JsonNode item) {
                        finished = isLast(item);
                        begun |= isOfALayer(item);
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
                            + request.reference()
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
                rest.get("images", source.toString(), "json")
                        .to(doing())
                        .read()
                        .path("Id")
                        .asText("");
        return id.replace("sha256:", "").startsWith(lastComplete);
    }
}
