package io.dockerkit.spi;

import io.dockerkit.DockerException;
import java.util.Arrays;
import java.util.stream.Stream;

/** Errors that one thread has thrown, and another one, which waited for it, throws again. Stateless and thread-safe. */
public final class Rethrown {
    private Rethrown() {}

    /**
     * Gives an error the stack trace of this thread: that of a {@link DockerException} begins with the method of DockerKit
     * that the program called, as if it had been created here. Other errors, and all of them where all frames are kept, have
     * the frames of both threads.
     */
    public static <E extends Throwable> E here(E thrown) {
        StackTraceElement[] here = new DockerException("").getStackTrace();
        boolean isShort =
                here.length > 0 && !here[0].getClassName().equals(Rethrown.class.getName());
        thrown.setStackTrace(
                thrown instanceof DockerException && isShort
                        ? here
                        : Stream.of(thrown.getStackTrace(), here)
                                .flatMap(Arrays::stream)
                                .toArray(StackTraceElement[]::new));
        return thrown;
    }
}
