package io.dockerkit.container.run;

/**
 * What {@link DetachedSpec#start()} does when there is a container of the spec's name already: an option of DockerKit's
 * own, {@link DetachedSpec#ifExists}.
 */
public enum IfExists {
    /** Fails, as docker does, with {@link io.dockerkit.NameInUseException}. This is the default. */
    FAIL,

    /**
     * Reuses the existing container if it has an equal spec and the same image, and starts it if it is not running.
     * Otherwise removes it with its anonymous volumes and creates a new one, if this option created it. A container that
     * was created in any other way is not changed, and the start fails as with {@link #FAIL}.
     */
    REUSE,

    /** Removes the existing container, however it was created, with its anonymous volumes, and creates a new one. */
    REPLACE
}
