package io.dockerkit.impl.rest;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says about itself in the headers of a ping; empty where a header is missing.
 *
 * @param apiVersion the newest version that the engine speaks
 * @param osType {@code linux} or {@code windows}
 * @param builderVersion {@code 2} where the engine builds by BuildKit unless it is told otherwise
 * @param isPodman whether it is podman, which serves the same API
 */
public record Ping(String apiVersion, String osType, String builderVersion, boolean isPodman) {

    /** Asks the engine. */
    static Ping of(Wire wire, @Nullable Duration limit) {
        Request request = Request.builder().method(Request.Method.GET).path("/_ping").build();
        try (Answer answer = limit == null ? wire.execute(request) : wire.execute(request, limit)) {
            if (answer.getStatusCode() != 200) {
                throw new DockerUnavailableException(
                        "what listens at "
                                + wire.address()
                                + " answers a ping with status "
                                + answer.getStatusCode()
                                + EngineErrors.redirect(answer)
                                + "; is it a Docker engine?",
                        null);
            }
            return new Ping(
                    header(answer, "Api-Version"),
                    header(answer, "Ostype"),
                    header(answer, "Builder-Version"),
                    isOfPodman(answer));
        }
    }

    /** Returns whether podman gave the answer. */
    static boolean isOfPodman(Answer answer) {
        return answer.getHeader("Libpod-Api-Version") != null;
    }

    private static String header(Answer answer, String name) {
        String value = answer.getHeader(name);
        return value == null ? "" : value;
    }
}
