package io.dockerkit;

/**
 * Thrown by {@code requireSuccess()} when a run or an exec ended with an exit code other than 0. The message carries the
 * code, what it means by docker's convention, and the ends of both streams.
 */
public class ContainerExitException extends DockerException {
    private static final long serialVersionUID = 1L;
    private static final int TAIL = 2000;

    private final int exitCode;
    private final String stdout;
    private final String stderr;

    /**
     * Creates the exception.
     *
     * @param what the command that ended, for instance {@code docker run ubuntu ls /nowhere}, secrets redacted
     * @param exitCode its exit code
     * @param stdout all that it wrote to standard output
     * @param stderr all that it wrote to standard error
     */
    public ContainerExitException(String what, int exitCode, String stdout, String stderr) {
        super(
                what
                        + ": exit code "
                        + exitCode
                        + meaning(exitCode)
                        + tail("stdout", stdout)
                        + tail("stderr", stderr));
        this.exitCode = exitCode;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    private static String meaning(int code) {
        return switch (code) {
            case 125 -> " (docker itself failed)";
            case 126 -> " (the command cannot be executed)";
            case 127 -> " (command not found)";
            case 137 ->
                    " (killed by SIGKILL: by docker kill, a stop that ran out of time, or for want of memory)";
            case 143 -> " (ended by SIGTERM)";
            default -> "";
        };
    }

    private static String tail(String name, String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return "";
        }
        boolean cut = trimmed.length() > TAIL;
        return "\n"
                + name
                + ": "
                + (cut ? "…" + trimmed.substring(trimmed.length() - TAIL) : trimmed);
    }

    /** Returns the exit code. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns all that the command wrote to standard output. */
    public String stdout() {
        return stdout;
    }

    /** Returns all that the command wrote to standard error. */
    public String stderr() {
        return stderr;
    }
}
