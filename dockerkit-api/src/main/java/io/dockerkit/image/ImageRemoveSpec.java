package io.dockerkit.image;

/**
 * How to remove an image: the flags of {@code docker rmi}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 *
 * @param isForce whether it goes although it has several names or a container that does not run uses it
 * @param isNoPrune whether its untagged parents stay
 */
public record ImageRemoveSpec(boolean isForce, boolean isNoPrune) {
    /** Returns a plain {@code docker rmi}. */
    public static ImageRemoveSpec defaults() {
        return new ImageRemoveSpec(false, false);
    }

    /** Removes it although it has several names or a container that does not run uses it: {@code --force}. */
    public ImageRemoveSpec force() {
        return new ImageRemoveSpec(true, isNoPrune);
    }

    /** Leaves its untagged parents: {@code --no-prune}. */
    public ImageRemoveSpec noPrune() {
        return new ImageRemoveSpec(isForce, true);
    }

    /** Returns the flags as a command line has them. */
    @Override
    public String toString() {
        return (isForce ? " --force" : "") + (isNoPrune ? " --no-prune" : "");
    }
}
