package io.dockerkit.impl.transport;

import io.dockerkit.DockerUnavailableException;
import org.jspecify.annotations.Nullable;

/** Thrown when there is no connection; knows why. */
public final class NotConnectedException extends DockerUnavailableException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Fault fault;

    /**
     * Creates the exception.
     *
     * @param address the engine's address
     * @param fault why it is not reached
     * @param cause what the system reported, or null
     */
    public NotConnectedException(String address, Fault fault, @Nullable Throwable cause) {
        super(
                "cannot connect to the Docker engine at "
                        + address
                        + ": "
                        + fault.reason()
                        + "; "
                        + fault.remedy()
                        + "; Docker.diagnose() tells what answers where",
                cause);
        this.fault = fault;
    }

    /** Returns why, or null where the exception was read from a stream. */
    public @Nullable Fault fault() {
        return fault;
    }
}
