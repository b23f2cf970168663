package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.cli.Checks;
import io.dockerkit.image.PushSpec;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.config.RegistryLogin;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.PushRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One try of a push. Not thread-safe. */
final class Push implements ItemStream.Listener {
    /** The engine wants the header also from who is logged in nowhere: an empty object in Base64. */
    private static final String NOBODY = "e30=";

    private static final Pattern PUSHED =
            Pattern.compile("(\\S+): digest: (sha\\d+:[0-9a-f]+) size: (\\d{1,18})");

    /** What the engine reports of a layer when the registry has answered about it. */
    private static final Pattern TAKEN =
            Pattern.compile("Pushing|Pushed|Layer already exists|Mounted from .*");

    private final Rest rest;
    private final RegistryLogin login;
    private final PushRequest request;
    private final Deadline deadline;
    private final String what;
    private boolean begun;
    private boolean repeated;
    private final Map<String, PushSpec.Result> results = new LinkedHashMap<>();

    /** Makes a try, which may take what is left until the deadline. */
    Push(Rest rest, RegistryLogin login, PushRequest request, Deadline deadline) {
        this.deadline = deadline;
        this.rest = rest;
        this.login = login;
        this.request = request;
        this.what =
                request.allTags()
                        ? "all tags of " + request.reference().familiarName()
                        : "image " + request.reference();
    }

    /** Returns whether the registry has taken, or has had, something of the image. */
    boolean hasBegun() {
        return begun;
    }

    /** Returns whether the engine itself has tried again, in vain, so that there is no use in one more try. */
    boolean isRepeated() {
        return repeated;
    }

    /** Pushes, and returns what each tag left in the registry. */
    List<PushSpec.Result> run() {
        Duration timeout = request.timeout();
        ItemStream items = new ItemStream(request.progress(), "the push of " + what);
        try (Answer answer = call().atMost(deadline.left()).openFlowing()) {
            Duration left = deadline.left();
            if (left != null) {
                answer.deadline(left);
            }
            items.read(answer, this);
        } catch (AuthenticationRequiredException refused) {
            throw Pull.withWhatWasSent(refused, login);
        } catch (DockerTimeoutException late) {
            String when = timeout == null ? "" : " after " + Checks.human(timeout);
            String why = timeout == null ? ": " + late.getMessage() : "";
            throw new DockerTimeoutException(
                    "gave up to push " + what + when + items.howFar() + why, late);
        }
        if (results.isEmpty()) {
            throw new IncompleteStreamException(
                    "the engine ended the push of "
                            + what
                            + " without saying that it is complete"
                            + items.howFar(),
                    null);
        }
        return List.copyOf(results.values());
    }

    private Call call() {
        Call call =
                rest.post("images", request.reference().familiarName(), "push")
                        .header("X-Registry-Auth", login.header().orElse(NOBODY))
                        .to("push " + what)
                        .as(request.commandLine());
        if (!request.allTags()) {
            call.query("tag", request.reference().tag().orElse("latest"));
        }
        String platform = request.platform();
        return platform == null ? call : call.query("platform", ImageNames.platform(platform));
    }

    @Override
    public void item(JsonNode item) {
        String status = item.path("status").asText("");
        begun |= TAKEN.matcher(status).matches();
        repeated |= status.startsWith("Retrying in");
        JsonNode aux = item.path("aux");
        if (aux.has("Digest")) {
            String tag = aux.path("Tag").asText();
            results.put(
                    tag,
                    new PushSpec.Result(
                            tag, aux.path("Digest").asText(), aux.path("Size").asLong()));
        }
        // engines that store images with containerd say it only so
        Matcher pushed = PUSHED.matcher(status);
        if (pushed.matches()) {
            results.putIfAbsent(
                    pushed.group(1),
                    new PushSpec.Result(
                            pushed.group(1), pushed.group(2), Long.parseLong(pushed.group(3))));
        }
    }

    @Override
    public void error(String message, JsonNode item) {
        throw EngineErrors.of(
                0, EngineWords.printable(message), "push " + what, request.commandLine());
    }
}
