package io.dockerkit;

/**
 * Thrown when a connection and its engine have no common version of the Engine API: the engine is older or newer than
 * DockerKit knows, or {@code DOCKER_API_VERSION} names a version that the engine does not serve. Nothing has been changed.
 * The message names both versions and what to do.
 *
 * @since 0.1
 */
public class ApiVersionException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final String connectionVersion;
    private final String engineVersion;

    /**
     * Creates the exception.
     *
     * @param message what does not fit, and what to do
     * @param connectionVersion the version that the connection speaks, or the nearest that it could
     * @param engineVersion the oldest or newest version that the engine serves, whichever is in the way
     */
    public ApiVersionException(String message, String connectionVersion, String engineVersion) {
        super(message);
        this.connectionVersion = connectionVersion;
        this.engineVersion = engineVersion;
    }

    /** Returns the version of the Engine API that the connection speaks, or the nearest that it could: {@code 1.41}. */
    public String connectionVersion() {
        return connectionVersion;
    }

    /** Returns the oldest or newest version that the engine serves, whichever is in the way: {@code 1.44}. */
    public String engineVersion() {
        return engineVersion;
    }
}
