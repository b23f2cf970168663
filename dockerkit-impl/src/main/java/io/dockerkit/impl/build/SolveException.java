package io.dockerkit.impl.build;

/**
 * A build that BuildKit ended with an error. The steps and their output were reported by the status before; the caller
 * makes a {@link io.dockerkit.BuildException} of both.
 *
 * <p>It never leaves the implementation.
 */
public final class SolveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String words;
    private final String file;
    private final int line;
    private final String step;

    /**
     * Makes the error.
     *
     * @param message the engine's words
     * @param step the digest of the vertex that failed, or the empty text if that is not known
     * @param file the Dockerfile in which the error is, or the empty text
     * @param line the line in it, from 1 on, or 0 if that is not known
     */
    public SolveException(String message, String step, String file, int line) {
        super(message);
        this.words = message;
        this.step = step;
        this.file = file;
        this.line = line;
    }

    /** Returns the engine's words. */
    @Override
    public String getMessage() {
        return words;
    }

    /** Returns the digest of the vertex that failed, or the empty text. */
    public String step() {
        return step;
    }

    /** Returns the name of the Dockerfile in which the error is, or the empty text. */
    public String file() {
        return file;
    }

    /** Returns the line of the Dockerfile, from 1 on, or 0 if it is not known. */
    public int line() {
        return line;
    }
}
