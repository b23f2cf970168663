package io.dockerkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of all errors that DockerKit reports. Below it: an engine that gave no answer
 * ({@link DockerUnavailableException}, {@link DockerTimeoutException}, {@link DockerInterruptedException},
 * {@link IncompleteStreamException}), an engine that answered with an error ({@link EngineException} and its kinds),
 * values that are rejected before a request is sent ({@link InvalidOptionException}), and local files that cannot be read
 * or written ({@link LocalFileException}).
 *
 * <p>A message names the operation, quotes the engine, and says what to do. Passwords in addresses are masked. Mistakes in
 * the program itself, such as a null argument or the use of a closed connection, are {@link NullPointerException}, {@link
 * IllegalArgumentException} and {@link IllegalStateException}; a local file that cannot be read or written is an {@link
 * java.io.UncheckedIOException}.
 *
 * <p>The stack trace begins with the method of DockerKit that the program called. The system property
 * {@code dockerkit.fullStackTraces=true} keeps the frames below it.
 */
public class DockerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // set once by the spec whose terminal failed, on the thread that throws
    private @Nullable String commandLine;

    /** Creates the exception with its message. */
    public DockerException(String message) {
        this(message, null);
    }

    /** Creates the exception with its message and cause. */
    public DockerException(String message, @Nullable Throwable cause) {
        super(SecretText.masked(message), cause);
        CallerTrace.shorten(this);
    }

    /** Returns the equivalent docker command, secrets redacted; empty if no spec was carried out. */
    public Optional<String> commandLine() {
        return Optional.ofNullable(commandLine);
    }

    /** Records the equivalent docker command, secrets redacted, unless one is recorded already; returns this. */
    public DockerException during(String redactedCommandLine) {
        if (commandLine().isEmpty()) {
            commandLine = SecretText.masked(redactedCommandLine);
        }
        return this;
    }

    /** Returns what was asked, what the engine said, and what to do; never null. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
