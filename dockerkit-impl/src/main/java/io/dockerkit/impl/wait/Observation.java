package io.dockerkit.impl.wait;

/**
 * What one look at a container showed: ready, not yet, or never any more; or that it was cut off. Immutable and thread-safe.
 *
 * @param kind which of these
 * @param seen what was seen instead of readiness; empty when it is ready
 */
record Observation(Kind kind, String seen) {
    enum Kind {
        READY,
        NOT_YET,
        /** The look had no time to come to its end, so that what an earlier one showed says more. */
        CUT_OFF,
        NEVER
    }

    static final Observation READY = new Observation(Kind.READY, "");

    static Observation notYet(String seen) {
        return new Observation(Kind.NOT_YET, seen);
    }

    /** Says that the end of the wait cut the look off. */
    static Observation cutOff(String seen) {
        return new Observation(Kind.CUT_OFF, seen);
    }

    /** Says that looking again is of no use. */
    static Observation never(String reason) {
        return new Observation(Kind.NEVER, reason);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }
}
