package io.dockerkit.impl.rest;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which versions of the Engine API this code was written for, and what to say of an engine that serves none of them. */
final class Versions {
    /** The oldest: that of Docker 20.10. */
    static final ApiVersion OLDEST = new ApiVersion(1, 41);

    private static final Pattern REFUSED =
            Pattern.compile(
                    "client version (\\S+) is too (old|new)\\."
                            + " M(?:in|ax)imum supported API version is (\\d+\\.\\d+)");

    private Versions() {}

    /** Returns the version that {@code DOCKER_API_VERSION} asks for, or null if it does not. */
    static @Nullable ApiVersion pinned(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        ApiVersion pinned = ApiVersion.parse(text);
        if (pinned.compareTo(OLDEST) < 0) {
            throw new InvalidOptionException(
                    "DOCKER_API_VERSION",
                    text,
                    "DockerKit speaks " + OLDEST + " (Docker 20.10) and newer; unset it");
        }
        return pinned;
    }

    /** Returns the newest version that both sides speak. */
    static ApiVersion agreed(String engines, String address) {
        ApiVersion theirs = ApiVersion.parse(engines);
        if (theirs.compareTo(OLDEST) < 0) {
            throw UnsupportedByEngineException.ofVersion(
                    "the engine at "
                            + address
                            + " speaks Engine API "
                            + theirs
                            + ", and DockerKit needs "
                            + OLDEST
                            + " or newer; upgrade it to Docker 20.10 or newer",
                    OLDEST.toString(),
                    theirs.toString());
        }
        return theirs.compareTo(ApiVersion.NEWEST) < 0 ? theirs : ApiVersion.NEWEST;
    }

    /**
     * Returns the error for an engine's refusal of the connection's version, if that is what these words are.
     *
     * @param pinned whether {@code DOCKER_API_VERSION} asked for the version
     */
    static Optional<UnsupportedByEngineException> refusal(
            String words, String address, boolean pinned) {
        Matcher matcher = REFUSED.matcher(words);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String ours = matcher.group(1);
        boolean old = matcher.group(2).equals("old");
        String theirs = matcher.group(3);
        String remedy =
                pinned
                        ? "DOCKER_API_VERSION asks for "
                                + ours
                                + ": unset it, or set it to "
                                + theirs
                        : old ? "use a newer release of DockerKit" : "upgrade the engine";
        return Optional.of(
                UnsupportedByEngineException.ofVersion(
                        "the engine at "
                                + address
                                + " serves Engine API "
                                + theirs
                                + (old ? " and newer" : " and older")
                                + ", and this connection speaks "
                                + ours
                                + "; "
                                + remedy,
                        old ? theirs : ours,
                        old ? ours : theirs));
    }
}
