package io.dockerkit.container;

import io.dockerkit.cli.FlagOptions;

/**
 * What the container is allowed to do.
 *
 * @param <S> the spec that an option returns
 */
public interface SecurityOptions<S extends SecurityOptions<S>> extends FlagOptions<S> {
    /** Gives all rights of the host to the container: {@code --privileged}. */
    default S privileged() {
        return flag("privileged", "true");
    }

    /** Adds a Linux capability, {@code NET_ADMIN} for instance: {@code --cap-add}. */
    default S capAdd(String capability) {
        return flag("cap-add", capability);
    }

    /** Takes a Linux capability away, {@code ALL} for all: {@code --cap-drop}. */
    default S capDrop(String capability) {
        return flag("cap-drop", capability);
    }

    /** Sets a security option, {@code no-new-privileges} for instance: {@code --security-opt}. */
    default S securityOpt(String option) {
        return flag("security-opt", option);
    }
}
