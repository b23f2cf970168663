package io.dockerkit.lab;

/**
 * Chooses how often the tests of endurance repeat themselves: {@code dev/test --endurance} sets {@code
 * -Ddockerkit.endurance=true} for the full counts, and every other run has the same assertions at small ones.
 */
public final class Endurance {
    private static final boolean FULL = Boolean.getBoolean("dockerkit.endurance");

    private Endurance() {}

    /** Returns whether this run has the full counts, which are those of docs/reliability.md. */
    public static boolean isFull() {
        return FULL;
    }

    /** Returns the first of the two in a run with full counts, and the second in every other. */
    public static int count(int full, int small) {
        return FULL ? full : small;
    }
}
