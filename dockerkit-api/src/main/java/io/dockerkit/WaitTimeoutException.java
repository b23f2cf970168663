package io.dockerkit;

/**
 * Thrown when a container did not become ready in time; the message tells what was waited for, what was last seen, and
 * the end of the container's logs.
 */
public class WaitTimeoutException extends DockerException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its message. */
    public WaitTimeoutException(String message) {
        super(message);
    }
}
