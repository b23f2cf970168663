package io.dockerkit.impl.image;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.RateLimitedException;
import io.dockerkit.impl.rest.EngineErrors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which pulls, pushes and builds are tried again, and when: those that failed because the registry, or what stands before it,
 * was not well for a moment. Pulls and pushes may be repeated, since the engine keeps what has come, and the registry what it
 * has; a build may be repeated as long as no step has begun. Immutable and thread-safe.
 */
public final class RegistryRetries {
    /** A registry that asks for more patience than this is not waited for. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Set<Integer> PASSING = Set.of(502, 503, 504);

    /** The words of engines about a registry that answers 5xx, or about its lost connection. */
    private static final Pattern PASSING_WORDS =
            Pattern.compile(
                    "unexpected (http )?status.*\\b5\\d\\d\\b"
                            + "|\\b(500 internal server error|502 bad gateway|503 service unavailable|504 gateway time-?out)"
                            + "|http response status code (is )?5\\d\\d"
                            + "|connection reset by peer|server sent goaway|broken pipe|unexpected eof|: eof$",
                    Pattern.CASE_INSENSITIVE);

    /** A registry that cannot be reached at all may be a wrong name; one that was reached before may be starting again. */
    private static final Pattern GONE =
            Pattern.compile(
                    "connection refused|no route to host|i/o timeout|context deadline exceeded",
                    Pattern.CASE_INSENSITIVE);

    private final List<Duration> pauses;

    private RegistryRetries(List<Duration> pauses) {
        this.pauses = pauses;
    }

    /** Returns the usual ones: two more tries, after half a second and after two. */
    public static RegistryRetries usual() {
        return after(Duration.ofMillis(500), Duration.ofSeconds(2));
    }

    /** Returns as many more tries as there are pauses. */
    public static RegistryRetries after(Duration... pauses) {
        return new RegistryRetries(List.of(pauses));
    }

    /**
     * Returns how long to wait before it is tried again, or empty if it is not.
     *
     * @param failures how often it has failed, this time included
     * @param begun whether the registry has sent or taken something of the image before it failed
     */
    Optional<Duration> pause(EngineException failed, int failures, boolean begun) {
        if (failures > pauses.size()) {
            return Optional.empty();
        }
        Duration usual = pauses.get(failures - 1);
        if (failed instanceof RateLimitedException limited) {
            // without a time, it is hours; some registries name microseconds
            return limited.retryAfter()
                    .filter(asked -> asked.compareTo(LONGEST_PAUSE) <= 0)
                    .map(asked -> asked.compareTo(usual) < 0 ? usual : asked);
        }
        boolean definite =
                failed instanceof NotFoundException
                        || failed instanceof AuthenticationRequiredException
                        || (failed.status() >= 400 && failed.status() < 500);
        boolean passing =
                PASSING.contains(failed.status())
                        || PASSING_WORDS.matcher(failed.engineMessage()).find()
                        || (begun && GONE.matcher(failed.engineMessage()).find());
        return definite || !passing ? Optional.empty() : Optional.of(usual);
    }

    /**
     * Returns how long to wait before a build is tried again whose base images could not be looked up, or empty if it is not.
     *
     * @param words what the engine said when it ended the build
     * @param failures how often it has failed, this time included
     */
    Optional<Duration> pause(String words, int failures) {
        return pause(EngineErrors.of(0, words, "build", null), failures, false);
    }
}
