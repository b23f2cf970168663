package io.dockerkit;

/**
 * Thrown when a container writes more than the memory limit of the call: the output of a run or an exec, logs
 * that are read as text, or a file that is read as bytes. The limit is 64 MiB unless {@code maxOutput(…)} sets another one.
 *
 * <p>For more output, raise the limit, or stream the output without a limit: {@code stdoutTo(…)} and
 * {@code stderrTo(…)} of a run or an exec, {@code lines()} of logs, {@code copyFrom(…)} for a file.
 */
public class OutputLimitException extends DockerException {
    private static final long serialVersionUID = 1L;

    /** The default limit: 64 MiB. */
    public static final long DEFAULT_LIMIT = 64L * 1024 * 1024;

    private final long limit;

    /**
     * Creates the exception.
     *
     * @param message what wrote too much, what became of it, and what to do
     * @param limit the limit in bytes
     */
    public OutputLimitException(String message, long limit) {
        super(message);
        this.limit = limit;
    }

    /** Returns the limit in bytes. */
    public long limit() {
        return limit;
    }
}
