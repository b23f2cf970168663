package io.dockerkit.impl.id;

/** The form in which docker shows an id. Stateless and thread-safe. */
public final class ShortId {
    private static final int LENGTH = 12;

    private ShortId() {}

    /** Returns the first twelve digits of an id, without {@code sha256:}; all of one that is shorter. */
    public static String of(String id) {
        String digits = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
        return digits.length() > LENGTH ? digits.substring(0, LENGTH) : digits;
    }
}
