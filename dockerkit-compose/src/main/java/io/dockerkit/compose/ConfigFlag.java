package io.dockerkit.compose;

import io.dockerkit.compose.project.ProjectRequest.Option;

/** A flag of {@code docker compose config}, for {@link Compose#config}. */
public enum ConfigFlag {
    /**
     * Leaves variables as they are in the files, for instance {@code ${TAG}}: {@code --no-interpolate}. All services are
     * shown, whatever their profiles.
     */
    NO_INTERPOLATE(Option.NO_INTERPOLATE),

    /** Leaves out what follows from other keys, such as the network {@code default}: {@code --no-normalize}. */
    NO_NORMALIZE(Option.NO_NORMALIZE),

    /** Leaves relative paths as they are: {@code --no-path-resolution}. */
    NO_PATH_RESOLUTION(Option.NO_PATH_RESOLUTION),

    /** Does not check whether the parts of the project fit together: {@code --no-consistency}. */
    NO_CONSISTENCY(Option.NO_CONSISTENCY),

    /** Shows also networks, volumes, secrets and configs that no service uses: {@code --all-resources}. */
    ALL_RESOURCES(Option.ALL_RESOURCES);

    private final Option option;

    ConfigFlag(Option option) {
        this.option = option;
    }

    Option option() {
        return option;
    }
}
