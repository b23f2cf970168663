package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when there is no connection to the engine: nobody listens, the socket cannot be opened, the host is unknown, or
 * the certificates do not match. No request was sent, so nothing was changed. {@link #finding()} distinguishes the cases,
 * as {@link Docker#diagnose()} does.
 *
 * @since 0.1
 */
public class NotConnectedException extends DockerUnavailableException {
    private static final long serialVersionUID = 1L;

    private final String address;
    private final Diagnosis.Finding finding;
    private final String reason;
    private final String remedy;

    /**
     * Creates the exception.
     *
     * @param address the engine's address
     * @param finding the kind
     * @param reason what happened, without a full stop
     * @param remedy what to do, without a full stop
     * @param cause what the system reported, or null
     */
    public NotConnectedException(
            String address,
            Diagnosis.Finding finding,
            String reason,
            String remedy,
            @Nullable Throwable cause) {
        super(
                "cannot connect to the Docker engine at "
                        + address
                        + ": "
                        + reason
                        + "; "
                        + remedy
                        + "; Docker.diagnose() tells what answers where",
                cause);
        this.address = address;
        this.finding = finding;
        this.reason = reason;
        this.remedy = remedy;
    }

    /** Returns the address that was tried, as {@code DOCKER_HOST} names it. */
    public String address() {
        return address;
    }

    /** Returns the kind of the failure. */
    public Diagnosis.Finding finding() {
        return finding;
    }

    /** Returns what happened, without a full stop. */
    public String reason() {
        return reason;
    }

    /** Returns what to do, without a full stop. */
    public String remedy() {
        return remedy;
    }
}
