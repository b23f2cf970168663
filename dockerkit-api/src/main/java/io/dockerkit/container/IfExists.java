package io.dockerkit.container;

/**
 * What {@link DetachedSpec#start()} does when there is a container of the spec's name already: an option of DockerKit's
 * own, {@link DetachedSpec#ifExists}.
 */
public enum IfExists {
    /** Refuses, as docker does: {@link io.dockerkit.NameInUseException}. What a start does unless told otherwise. */
    FAIL,

    /**
     * Takes the container that is there, starting it if it is not running, if it was made of an equal spec and the same
     * image; else removes it with its anonymous volumes and makes a new one, if it was made by this option. A container
     * that was made in any other way is left alone, and refused as by {@link #FAIL}.
     */
    REUSE,

    /** Removes the container that is there, whoever made it, with its anonymous volumes, and makes a new one. */
    REPLACE
}
