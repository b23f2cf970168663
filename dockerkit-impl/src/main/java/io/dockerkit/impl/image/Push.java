package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.image.Progress;
import io.dockerkit.image.PushSpec;
import io.dockerkit.impl.config.RegistryLogin;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.EngineWords;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One push. Not thread-safe. */
final class Push implements ItemStream.Listener {
    /** The engine wants the header also from who is logged in nowhere: an empty object in Base64. */
    private static final String NOBODY = "e30=";

    private final Rest rest;
    private final RegistryLogin login;
    private final ImageReference reference;
    private PushSpec.@Nullable Result result;

    Push(Rest rest, RegistryLogin login, ImageReference reference) {
        this.rest = rest;
        this.login = login;
        this.reference = reference;
    }

    PushSpec.Result run(Progress progress, @Nullable Duration timeout) {
        long start = System.nanoTime();
        ItemStream items = new ItemStream(progress, "the push of image " + reference);
        try (Answer answer =
                rest.post("images", reference.familiarName(), "push")
                        .query("tag", reference.tag().orElse("latest"))
                        .header("X-Registry-Auth", login.header().orElse(NOBODY))
                        .to("push image " + reference)
                        .as("docker push " + reference)
                        .atMost(timeout)
                        .openFlowing()) {
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
                    "gave up to push image " + reference + when + items.howFar() + why, late);
        }
        PushSpec.Result pushed = result;
        if (pushed == null) {
            throw new IncompleteStreamException(
                    "the engine ended the push of image "
                            + reference
                            + " without saying that it is complete"
                            + items.howFar(),
                    null);
        }
        return pushed;
    }

    @Override
    public void item(JsonNode item) {
        JsonNode aux = item.path("aux");
        if (aux.has("Digest")) {
            result =
                    new PushSpec.Result(
                            aux.path("Tag").asText(),
                            aux.path("Digest").asText(),
                            aux.path("Size").asLong());
        }
    }

    @Override
    public void error(String message, JsonNode item) {
        throw EngineErrors.of(
                0,
                EngineWords.printable(message),
                "push image " + reference,
                "docker push " + reference);
    }
}
