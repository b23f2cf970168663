package io.dockerkit.lab;

import java.time.Duration;

/**
 * What a {@link FaultyProxy} does to one exchange.
 *
 * @param kind what happens
 * @param at after how many bytes of the request or of the answer
 * @param time how long, for those kinds that take time
 */
public record Fault(Kind kind, int at, Duration time) {
    /** What can happen. */
    public enum Kind {
        /** The engine gets so many bytes of the request; then both connections are closed. */
        CUT_REQUEST(true),
        /** The client gets so many bytes of the answer; then both connections are closed. */
        CUT_ANSWER(false),
        /** As {@link #CUT_ANSWER}, by a reset of the connection; over tcp alone. */
        RESET_ANSWER(false),
        /** The engine gets so many bytes of the request, and nothing else passes; the connections stay open. */
        HOLD_REQUEST(true),
        /** The client gets so many bytes of the answer, and nothing else passes; the connections stay open. */
        HOLD_ANSWER(false),
        /** The answer comes late. */
        DELAY(false),
        /** After so many bytes the answer is noise. */
        GARBAGE(false),
        /** The answer comes byte by byte, with a pause after each. */
        DRIP(false),
        /** The engine is not asked; the answer is a 500. */
        STATUS_500(true);

        final boolean ofRequest;

        Kind(boolean ofRequest) {
            this.ofRequest = ofRequest;
        }
    }

    /** Returns a fault at a byte. */
    public static Fault of(Kind kind, int at) {
        return new Fault(kind, at, Duration.ZERO);
    }

    /** Returns a fault that takes time. */
    public static Fault of(Kind kind, Duration time) {
        return new Fault(kind, 0, time);
    }
}
