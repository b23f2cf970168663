package io.dockerkit.impl.copy;

/**
 * What becomes of one path of a tree that is sent. It is asked from the top down, so that what was found out of a directory
 * needs not be found out again for each file in it. Implementations are immutable.
 */
public interface Choice {
    /** All is sent. */
    Choice ALL =
            new Choice() {
                @Override
                public Choice below(String path) {
                    return this;
                }

                @Override
                public boolean isLeftOut() {
                    return false;
                }

                @Override
                public boolean isWalked() {
                    return true;
                }
            };

    /** Returns what becomes of a path directly below this one, given as a byte name relative to the top. */
    Choice below(String path);

    /** Returns whether this path itself is not sent. */
    boolean isLeftOut();

    /** Returns whether there may be something below this path that is sent. */
    boolean isWalked();
}
