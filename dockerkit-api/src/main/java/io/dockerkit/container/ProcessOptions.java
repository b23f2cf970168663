package io.dockerkit.container;

/**
 * What runs in the container, and as whom.
 *
 * @param <S> the spec that an option returns
 */
public interface ProcessOptions<S> {
    /**
     * Sets any flag of {@code docker run} in the CLI's own syntax: {@code flag("shm-size", "1g")} for {@code --shm-size
     * 1g}. The named options below do no more than this.
     *
     * @param name the flag's long name without dashes
     * @param value the value as the CLI takes it; {@code "true"} or {@code "false"} for a switch
     * @throws io.dockerkit.InvalidOptionException if there is no such flag or it does not accept the value
     */
    S flag(String name, String value);

    /** Sets the working directory in the container: {@code --workdir}. */
    default S workdir(String path) {
        return flag("workdir", path);
    }
}
