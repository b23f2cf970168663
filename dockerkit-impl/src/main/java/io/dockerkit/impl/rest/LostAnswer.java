package io.dockerkit.impl.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.impl.concurrent.Pause;
import io.dockerkit.impl.transport.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a call that makes something when its answer is lost on the way: the engine may have made it, or be about
 * to. It is not asked to make it again; what it has made is looked up by its name.
 *
 * <p>Not thread-safe.
 */
public final class LostAnswer {
    /** The engine may still be at it when the connection has ended. */
    private static final long[] PAUSES_MILLIS = {50, 100, 200, 400, 800};

    private static final Duration TO_LOOK = Duration.ofSeconds(10);

    /** The engine's clock in the head of an answer has whole seconds. */
    private static final Duration BLUR = Duration.ofSeconds(2);

    private final DockerException lost;
    private final long began;

    private LostAnswer(DockerException lost, long began) {
        this.lost = lost;
        this.began = began;
    }

    /**
     * Returns the lost answer, or throws the error again if it is none: the engine refused, was never asked, or is not to be
     * waited for any longer.
     *
     * @param began when the call began, by {@link System#nanoTime()}
     */
    public static LostAnswer of(DockerException error, long began) {
        boolean answered = error instanceof EngineException;
        boolean givenUp =
                error instanceof DockerTimeoutException
                        || error instanceof DockerInterruptedException;
        boolean neverAsked =
                error instanceof DockerUnavailableException unavailable
                        && !unavailable.mayHaveBeenCarriedOut();
        if (answered || givenUp || neverAsked) {
            throw error;
        }
        return new LostAnswer(error, began);
    }

    /**
     * Looks for what has the name now.
     *
     * @param question asks the engine for it
     * @param ours whether it is what was to be made; the time, by the engine's clock, is that before which ours was not made
     * @throws DockerUnavailableException if there is nothing of the name, or something that was there before
     */
    public JsonNode lookUp(Supplier<Call> question, BiPredicate<JsonNode, Instant> ours) {
        for (int i = 0; ; i++) {
            @Nullable Found found = ask(question.get());
            if (found != null) {
                if (ours.test(found.said, found.earliest)) {
                    return found.said;
                }
                throw unknown("what has the name now is something else", null);
            }
            if (i == PAUSES_MILLIS.length) {
                throw unknown("nothing has its name so far", null);
            }
            Pause.of(PAUSES_MILLIS[i], "looking for what was made: " + lost.getMessage());
        }
    }

    /** Returns the error that says what happened and how to find what may have been made. */
    public DockerUnavailableException unknown(String found, @Nullable DockerException why) {
        DockerUnavailableException error =
                new DockerUnavailableException(lost.getMessage() + "; " + found, lost, true);
        if (why != null) {
            error.addSuppressed(why);
        }
        return error;
    }

    /** Returns the time, by the clock of the engine that gave this answer, before which the call had not begun. */
    public Instant earliest(Answer answer) {
        return earliest(answer.getHeader("Date"));
    }

    private Instant earliest(@Nullable String engineTime) {
        Instant now;
        try {
            now =
                    engineTime == null
                            ? Instant.now()
                            : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(engineTime));
        } catch (DateTimeParseException otherForm) {
            now = Instant.now();
        }
        return now.minusNanos(System.nanoTime() - began).minus(BLUR);
    }

    private record Found(JsonNode said, Instant earliest) {}

    private @Nullable Found ask(Call question) {
        try (Answer answer = question.atMost(TO_LOOK).open()) {
            answer.deadline(TO_LOOK);
            Instant earliest = earliest(answer);
            return new Found(JsonAnswer.object(answer, "look for what was made"), earliest);
        } catch (NotFoundException none) {
            return null;
        } catch (DockerInterruptedException interrupted) {
            interrupted.addSuppressed(lost);
            throw interrupted;
        } catch (DockerException failed) {
            throw unknown("and looking for it failed too", failed);
        }
    }
}
