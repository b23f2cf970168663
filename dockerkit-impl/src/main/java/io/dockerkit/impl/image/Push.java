package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.cli.Checks;
import io.dockerkit.image.PushSpec;
import io.dockerkit.impl.config.RegistryLogin;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.EngineWords;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.PushRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One push. Not thread-safe. */
final class Push implements ItemStream.Listener {
    /** The engine wants the header also from who is logged in nowhere: an empty object in Base64. */
    private static final String NOBODY = "e30=";

    private final Rest rest;
    private final RegistryLogin login;
    private final PushRequest request;
    private final String what;
    private final List<PushSpec.Result> results = new ArrayList<>();

    Push(Rest rest, RegistryLogin login, PushRequest request) {
        this.rest = rest;
        this.login = login;
        this.request = request;
        this.what =
                request.allTags()
                        ? "all tags of " + request.reference().familiarName()
                        : "image " + request.reference();
    }

    /** Pushes, and returns what each tag left in the registry. */
    List<PushSpec.Result> run() {
        long start = System.nanoTime();
        Duration timeout = request.timeout();
        ItemStream items = new ItemStream(request.progress(), "the push of " + what);
        try (Answer answer = call().atMost(timeout).openFlowing()) {
            if (timeout != null) {
                answer.deadline(timeout.minusNanos(System.nanoTime() - start));
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
        return List.copyOf(results);
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
        JsonNode aux = item.path("aux");
        if (aux.has("Digest")) {
            results.add(
                    new PushSpec.Result(
                            aux.path("Tag").asText(),
                            aux.path("Digest").asText(),
                            aux.path("Size").asLong()));
        }
    }

    @Override
    public void error(String message, JsonNode item) {
        throw EngineErrors.of(
                0, EngineWords.printable(message), "push " + what, request.commandLine());
    }
}
