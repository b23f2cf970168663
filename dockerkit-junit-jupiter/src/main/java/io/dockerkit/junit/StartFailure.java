package io.dockerkit.junit;

/** Names, beside a failure, the field or parameter whose container, network, volume or project did not start. It has no stack trace. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private StartFailure(String message) {
        super(message, null, false, false);
    }

    /** Adds the place of a definition to the failure of its start. */
    static void addTo(Throwable failure, Definition definition) {
        failure.addSuppressed(new StartFailure(definition.where() + " did not start"));
    }
}
