package io.dockerkit.impl.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.ConflictException;
import io.dockerkit.ConflictException.Holder;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.RateLimitedException;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.transport.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what an engine says when it refuses into the errors of the API, and adds what to do. Stateless and thread-safe. */
public final class EngineErrors {
    private static final int LONGEST = 2000;

    /** Makes an error of a class: message, status, engine's words, command line. */
    @FunctionalInterface
    interface Maker {
        /** Makes it. */
        EngineException make(String message, int status, String words, @Nullable String line);
    }

    /** Makes an error that has holders. */
    @FunctionalInterface
    public interface HeldMaker<T extends ConflictException> {
        /** Makes it. */
        T make(
                String message,
                int status,
                String words,
                @Nullable String line,
                List<Holder> holders);
    }

    private EngineErrors() {}

    /** Returns the engine's words: the message of its JSON, or the text as it is. */
    public static String message(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        // proxies in front of an engine answer in plain text or HTML
        if (text.startsWith("{")) {
            try {
                JsonNode message = JsonText.read(text).path("message");
                if (message.isTextual()) {
                    return EngineWords.printable(message.asText().strip());
                }
            } catch (IOException notJson) {
                // it is shown as it is
            }
        }
        return EngineWords.printable(
                text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    /**
     * Returns the error for an answer whose status is none that the call asks for.
     *
     * @param answer its status and headers
     * @param words the engine's own words, or "" if it has none
     * @param address the engine's
     */
    static EngineException of(
            Answer answer, String words, String address, String doing, @Nullable String line) {
        int status = answer.getStatusCode();
        if (status < 400) {
            String message =
                    "cannot "
                            + doing
                            + ": what listens at "
                            + address
                            + " answers with status "
                            + status
                            + redirect(answer)
                            + (words.isEmpty() ? "" : ": " + words)
                            + "; is it a Docker engine? DockerKit follows no redirects: name the engine's own address"
                            + " in DOCKER_HOST or the docker context";
            return new EngineException(message, status, words, line);
        }
        EngineException error = of(status, words, doing, line);
        OptionalLong seconds = RetryAfter.seconds(answer.getHeader("Retry-After"));
        return error instanceof RateLimitedException limited && seconds.isPresent()
                ? new RateLimitedException(
                        limited.getMessage()
                                + "; it may be tried again after "
                                + seconds.getAsLong()
                                + " s",
                        status,
                        words,
                        line,
                        Duration.ofSeconds(seconds.getAsLong()))
                : error;
    }

    /** Returns for messages where an answer sends its client, or "". */
    static String redirect(Answer answer) {
        String location = answer.getHeader("Location");
        int status = answer.getStatusCode();
        return status < 300 || status > 399 || location == null
                ? ""
                : ", a redirect to " + EngineWords.printable(location);
    }

    /**
     * Returns the error for an answer.
     *
     * @param status the HTTP status, or 0 for an error inside a stream that began well
     * @param words the engine's own words
     * @param doing what was asked, after "cannot": {@code start container web}
     * @param line the command line that asks the same, or null
     */
    public static EngineException of(
            int status, String words, String doing, @Nullable String line) {
        String lower = words.toLowerCase(Locale.ROOT);
        for (Refusal refusal : Refusal.KNOWN) {
            if (refusal.fits(status, lower)) {
                Maker known = refusal.maker();
                return withTime(
                        (known == null ? usual(status) : known)
                                .make(
                                        text(status, doing, words, refusal.advice().apply(words)),
                                        status,
                                        words,
                                        line));
            }
        }
        return usual(status).make(text(status, doing, words, ""), status, words, line);
    }

    /** Some registries write when they may be asked again into their words. */
    private static EngineException withTime(EngineException error) {
        return error instanceof RateLimitedException limited
                ? RetryAfter.in(limited.engineMessage())
                        .<EngineException>map(
                                time ->
                                        new RateLimitedException(
                                                limited.getMessage(),
                                                limited.status(),
                                                limited.engineMessage(),
                                                limited.commandLine().orElse(null),
                                                time))
                        .orElse(limited)
                : error;
    }

    /** Returns what to do about the words of an engine, or "". */
    public static String advice(int status, String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        for (Refusal refusal : Refusal.KNOWN) {
            if (refusal.fits(status, lower)) {
                return refusal.advice().apply(words);
            }
        }
        return "";
    }

    private static String text(int status, String doing, String words, String advice) {
        String said =
                words.isEmpty()
                        ? "the engine answered with status " + status + " and without a word"
                        : words;
        return "cannot " + doing + ": " + said + (advice.isEmpty() ? "" : "; " + advice);
    }

    /** Returns the class of an error about whose words nothing is known. */
    private static Maker usual(int status) {
        return switch (status) {
            case 404 -> NotFoundException::new;
            case 429 -> RateLimitedException::new;
            case 409 ->
                    (message, code, words, line) ->
                            new ConflictException(message, code, words, line, List.of());
            default -> EngineException::new;
        };
    }

    /**
     * Returns an error with the names of those who hold what was wanted, or the error itself where there are none.
     *
     * @param how what they do with it: {@code in use by}
     */
    public static <T extends ConflictException> T held(
            T refused, List<Holder> holders, String how, HeldMaker<T> maker) {
        if (holders.isEmpty()) {
            return refused;
        }
        T held =
                maker.make(
                        refused.getMessage()
                                + " ("
                                + how
                                + " "
                                + holders.stream()
                                        .map(Holder::toString)
                                        .collect(Collectors.joining(", "))
                                + ")",
                        refused.status(),
                        refused.engineMessage(),
                        refused.commandLine().orElse(null),
                        holders);
        for (Throwable suppressed : refused.getSuppressed()) {
            held.addSuppressed(suppressed);
        }
        return held;
    }
}
