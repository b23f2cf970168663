package io.dockerkit.impl.copy;

/**
 * Decides whether a path of a tree is sent. It is asked from the top down, so that what was found out of a directory
 * needs not be found out again for each file in it. Implementations are immutable.
 */
public interface PathFilter {
    /** All is sent. */
    PathFilter ALL =
            new PathFilter() {
                @Override
                public PathFilter below(String path) {
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
    PathFilter below(String path);

    /** Returns whether this path itself is not sent. */
    boolean isLeftOut();

    /** Returns whether there may be something below this path that is sent. */
    boolean isWalked();
}
