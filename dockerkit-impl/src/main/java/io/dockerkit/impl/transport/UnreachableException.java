package io.dockerkit.impl.transport;

import java.io.IOException;

/** A connection that was not made, or was lost, by one who knows why and what to do. Not thread-safe, as all throwables. */
final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    /** Makes it of what happened and what is to be done. */
    UnreachableException(String what, String advice) {
        super(what);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
