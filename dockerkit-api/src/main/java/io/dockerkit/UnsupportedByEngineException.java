package io.dockerkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the Engine API of the connection and what is asked for do not fit, before anything has been changed:
 *
 * <ul>
 *   <li>an {@linkplain #option() option} needs a newer engine, or one that is set up in another way; or
 *   <li>the connection and its engine have no version in common: the engine is older or newer than DockerKit knows, or
 *       {@code DOCKER_API_VERSION} names a version that the engine does not serve.
 * </ul>
 *
 * The message names both versions, or what is missing, and what to do.
 */
public class UnsupportedByEngineException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String option;
    private final String neededVersion;
    private final String presentVersion;

    private UnsupportedByEngineException(
            String message,
            @Nullable String option,
            String neededVersion,
            String presentVersion,
            @Nullable Throwable cause) {
        super(message, cause);
        this.option = option;
        this.neededVersion = neededVersion;
        this.presentVersion = presentVersion;
    }

    /**
     * Returns the exception for an option that needs a newer engine.
     *
     * @param option the option as the CLI writes it
     * @param neededVersion the version of the Engine API that brought it, {@code 1.44} for instance
     * @param presentVersion the version that the connection speaks
     */
    public static UnsupportedByEngineException ofOption(
            String option, String neededVersion, String presentVersion) {
        String message =
                option
                        + " needs Engine API "
                        + neededVersion
                        + " or newer, and this connection speaks "
                        + presentVersion
                        + "; leave it out, or use a newer engine";
        return new UnsupportedByEngineException(
                message, option, neededVersion, presentVersion, null);
    }

    /**
     * Returns the exception for a connection that has no version in common with its engine.
     *
     * @param message what does not fit, and what to do
     * @param neededVersion the version of the Engine API that one side needs
     * @param presentVersion the version of the other side
     */
    public static UnsupportedByEngineException ofVersion(
            String message, String neededVersion, String presentVersion) {
        return new UnsupportedByEngineException(message, null, neededVersion, presentVersion, null);
    }

    /**
     * Returns the exception for an option that needs something else of the engine than a newer version: another store of
     * images, or BuildKit.
     *
     * @param option the option as the CLI writes it
     * @param message what the engine lacks, and what to do
     */
    public static UnsupportedByEngineException ofFeature(String option, String message) {
        return ofFeature(option, message, null);
    }

    /**
     * Returns the exception for an option that needs what was refused.
     *
     * @param option the option as the CLI writes it
     * @param message what was refused, and what to do
     * @param cause how it was refused, or null
     */
    public static UnsupportedByEngineException ofFeature(
            String option, String message, @Nullable Throwable cause) {
        return new UnsupportedByEngineException(message, option, "", "", cause);
    }

    /** Returns the option as the CLI writes it; empty if no version is common to both sides. */
    public Optional<String> option() {
        return Optional.ofNullable(option);
    }

    /** Returns the version of the Engine API that is needed, {@code 1.44} for instance; empty if no version helps. */
    public String neededVersion() {
        return neededVersion;
    }

    /** Returns the version of the Engine API that is available instead, {@code 1.41} for instance; empty if no version helps. */
    public String presentVersion() {
        return presentVersion;
    }
}
