package io.dockerkit.impl.build;

/**
 * The engine, or a proxy in front of it, does not hand over a connection to BuildKit. Nothing has been built then, and a
 * build that needs no session can go another way.
 *
 * <p>It never leaves the implementation.
 */
public final class NoSessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String request;

    /**
     * Makes the error.
     *
     * @param request what was asked for: {@code POST /session}
     * @param answer what came in place of the connection, for the message: {@code was answered with status 403}
     * @param cause the error of the request
     */
    public NoSessionException(String request, String answer, RuntimeException cause) {
        super(request + " " + answer, cause);
        this.request = request;
    }

    /** Returns what was asked for: {@code POST /session}. */
    public String request() {
        return request;
    }
}
