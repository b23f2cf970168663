package io.dockerkit.container.run;

import io.dockerkit.ContainerExitException;

/**
 * How an exec ended: its exit code and all that it wrote. A Windows process's code above 2,147,483,647 is the negative
 * number of the same 32 bits: {@code 0xC000013A} is -1073741510.
 *
 * <p>Immutable and thread-safe.
 */
public final class ExecResult extends CapturedOutput {
    /**
     * Creates the result; called by implementations.
     *
     * @param commandLine the {@code docker exec} line, secrets redacted
     * @param exitCode the exit code
     * @param stdout the bytes of standard output, handed over
     * @param stderr the bytes of standard error, handed over
     */
    public ExecResult(String commandLine, int exitCode, byte[] stdout, byte[] stderr) {
        super(commandLine, exitCode, stdout, stderr);
    }

    /**
     * Returns this result if the exit code is 0.
     *
     * @throws ContainerExitException if it is not; it carries the code and the ends of both streams
     */
    public ExecResult requireSuccess() {
        checkSuccess();
        return this;
    }
}
