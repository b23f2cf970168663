package io.dockerkit.container;

/**
 * How to remove a container: the flags of {@code docker rm}.
 *
 * <pre>{@code
 * container.remove(how -> how.force().volumes());
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 *
 * @param isForce whether a running container is killed first
 * @param isVolumes whether its anonymous volumes go too
 */
public record RemoveSpec(boolean isForce, boolean isVolumes) {
    /** Returns a plain {@code docker rm}. */
    public static RemoveSpec defaults() {
        return new RemoveSpec(false, false);
    }

    /** Kills the container first if it runs: {@code --force}. */
    public RemoveSpec force() {
        return new RemoveSpec(true, isVolumes);
    }

    /** Removes its anonymous volumes too; named ones stay: {@code --volumes}. */
    public RemoveSpec volumes() {
        return new RemoveSpec(isForce, true);
    }

    /** Returns the flags as a command line has them. */
    @Override
    public String toString() {
        return (isForce ? " --force" : "") + (isVolumes ? " --volumes" : "");
    }
}
