package io.dockerkit.examples;

/** Thrown when a scenario finds that something is not as the notes have it. */
public final class CheckFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckFailedException(String claim) {
        super("not so: " + claim);
    }
}
