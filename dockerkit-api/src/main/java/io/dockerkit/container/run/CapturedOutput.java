package io.dockerkit.container.run;

import io.dockerkit.ContainerExitException;
import io.dockerkit.cli.OneArgument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a command that ran to its end left: its exit code and both streams, whole. Immutable and thread-safe. */
sealed class CapturedOutput permits RunResult, ExecResult {
    private final String commandLine;
    private final int exitCode;
    private final byte[] stdout;
    private final byte[] stderr;

    CapturedOutput(String commandLine, int exitCode, byte[] stdout, byte[] stderr) {
        this.commandLine = Objects.requireNonNull(commandLine, "commandLine");
        this.exitCode = exitCode;
        this.stdout = Objects.requireNonNull(stdout, "stdout");
        this.stderr = Objects.requireNonNull(stderr, "stderr");
    }

    /** Returns the exit code of the command: 0 for success. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns all that was written to standard output, read as UTF-8; with a terminal, both streams. */
    public String stdout() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Returns all that was written to standard error, read as UTF-8; empty with a terminal. */
    public String stderr() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    /** Returns a copy of the bytes written to standard output. */
    public byte[] stdoutBytes() {
        return stdout.clone();
    }

    /** Returns a copy of the bytes written to standard error. */
    public byte[] stderrBytes() {
        return stderr.clone();
    }

    /** Throws the error that carries the exit code and both streams, unless the exit code is 0. */
    final void checkSuccess() {
        if (exitCode != 0) {
            throw new ContainerExitException(
                    commandLine, exitCode, stdout(), stderr(), knownOomKilled(), advice());
        }
    }

    /** Only the exit codes of a program that cannot be executed need the search, in output that may be long. */
    private String advice() {
        return exitCode == 126 || exitCode == 127
                ? OneArgument.adviceFor(stdout() + stderr(), "exec")
                : "";
    }

    /** Returns whether it was killed because it was out of memory, or null if that is not known. */
    @Nullable Boolean knownOomKilled() {
        return null;
    }

    final boolean same(CapturedOutput that) {
        return exitCode == that.exitCode
                && commandLine.equals(that.commandLine)
                && Arrays.equals(stdout, that.stdout)
                && Arrays.equals(stderr, that.stderr);
    }

    @Override
    public int hashCode() {
        return 31 * exitCode + Arrays.hashCode(stdout);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CapturedOutput that && same(that);
    }

    /** Returns the command, the exit code and how much was written. */
    @Override
    public String toString() {
        return commandLine
                + ": exit code "
                + exitCode
                + ", "
                + stdout.length
                + " bytes to stdout, "
                + stderr.length
                + " bytes to stderr";
    }
}
