package io.dockerkit.impl.scope;

import org.jspecify.annotations.Nullable;

/** This program cannot have a watchdog. */
final class NoWatchdogException extends Exception {
    private static final long serialVersionUID = 1L;

    NoWatchdogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
