package io.dockerkit.container;

/**
 * What one look at a container showed: ready, not yet, or never any more; or that it was cut off. Immutable and thread-safe.
 *
 * @param kind which of these
 * @param seen what was seen instead of readiness; empty when it is ready
 */
record Sight(Kind kind, String seen) {
    enum Kind {
        READY,
        NOT_YET,
        /** The look had no time to come to its end, so that what an earlier one showed says more. */
        CUT_OFF,
        NEVER
    }

    static final Sight READY = new Sight(Kind.READY, "");

    static Sight notYet(String seen) {
        return new Sight(Kind.NOT_YET, seen);
    }

    /** Says that the end of the wait cut the look off. */
    static Sight cutOff(String seen) {
        return new Sight(Kind.CUT_OFF, seen);
    }

    /** Says that looking again is of no use. */
    static Sight never(String reason) {
        return new Sight(Kind.NEVER, reason);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }
}
