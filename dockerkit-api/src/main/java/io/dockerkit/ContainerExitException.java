package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@code requireSuccess()} when a run or an exec ended with an exit code other than 0. The message has the code,
 * its meaning by docker's convention, and the ends of both streams.
 */
public class ContainerExitException extends DockerException {
    private static final long serialVersionUID = 1L;
    private static final int TAIL = 2000;

    private final int exitCode;
    private final String stdout;
    private final String stderr;
    private final @Nullable Boolean oomKilled;

    /**
     * Creates the exception.
     *
     * @param what the command that ended, for instance {@code docker run ubuntu ls /nowhere}, secrets redacted
     * @param exitCode its exit code
     * @param stdout all that it wrote to standard output
     * @param stderr all that it wrote to standard error
     * @param oomKilled whether the kernel killed it because it was out of memory, or null if that is not known
     * @param advice what to do if the program was not found, or "" if only the image can say
     */
    public ContainerExitException(
            String what,
            int exitCode,
            String stdout,
            String stderr,
            @Nullable Boolean oomKilled,
            String advice) {
        super(
                what
                        + ": exit code "
                        + exitCode
                        + meaning(exitCode, stdout + stderr, oomKilled, advice)
                        + tail("stdout", stdout)
                        + tail("stderr", stderr));
        this.exitCode = exitCode;
        this.stdout = stdout;
        this.stderr = stderr;
        this.oomKilled = oomKilled;
    }

    private static String meaning(
            int code, String output, @Nullable Boolean oomKilled, String advice) {
        String toDo = advice.isEmpty() ? "" : ": " + advice;
        if (output.contains("exec format error")) {
            return " (the program is for another kind of processor than the engine's host has: take an image for the host's,"
                    + " platform(…) chooses)";
        }
        return switch (code) {
            case 125 -> " (docker itself failed)";
            case 126 ->
                    // what older engines say of an exec whose program is not there
                    isMissing(output)
                            ? " (the image has no such program" + toDo + ")"
                            : " (the program is there but may not be executed: see its permissions)";
            case 127 ->
                    " (command not found: the image has no such program in its PATH" + toDo + ")";
            case 137 -> killed(oomKilled);
            case 139 -> " (ended by SIGSEGV, a fault of the program)";
            case 143 -> " (ended by SIGTERM)";
            default -> "";
        };
    }

    private static boolean isMissing(String output) {
        return output.contains("OCI runtime exec failed")
                && (output.contains("no such file or directory")
                        || output.contains("executable file not found"));
    }

    private static String killed(@Nullable Boolean oomKilled) {
        String signal = " (killed by SIGKILL: docker kill, or a stop that timed out";
        if (oomKilled == null) {
            return signal + ", or out of memory)";
        }
        return oomKilled ? " (killed: out of memory; memory(…) sets a higher limit)" : signal + ")";
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

    /** Returns whether it is known that the kernel killed it because it was out of memory. */
    public boolean oomKilled() {
        return Boolean.TRUE.equals(oomKilled);
    }
}
