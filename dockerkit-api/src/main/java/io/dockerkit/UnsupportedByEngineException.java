package io.dockerkit;

/**
 * Thrown when an option needs a newer engine, before a request is sent. The
 * message names the option, the version of the Engine API that it needs, and the version of the connection.
 */
public class UnsupportedByEngineException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final String option;
    private final String neededVersion;
    private final String presentVersion;

    /**
     * Creates the exception.
     *
     * @param option the option as the CLI writes it
     * @param neededVersion the version of the Engine API that brought it, {@code 1.44} for instance
     * @param presentVersion the version that the connection speaks
     */
    public UnsupportedByEngineException(
            String option, String neededVersion, String presentVersion) {
        super(
                option
                        + " needs Engine API "
                        + neededVersion
                        + " or newer, and this connection speaks "
                        + presentVersion
                        + "; leave it out, or use a newer engine");
        this.option = option;
        this.neededVersion = neededVersion;
        this.presentVersion = presentVersion;
    }

    /** Returns the option as the CLI writes it. */
    public String option() {
        return option;
    }

    /** Returns the version of the Engine API that brought the option. */
    public String neededVersion() {
        return neededVersion;
    }

    /** Returns the version of the Engine API that the connection speaks. */
    public String presentVersion() {
        return presentVersion;
    }
}
