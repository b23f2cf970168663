package io.dockerkit.compose;

/** Which ports of the engine's host the ports of services are published on, for {@link UpSpec#ports}. */
public enum PublishedPorts {
    /** Those that the files name. */
    AS_WRITTEN,
    /** Free ports that the engine chooses. {@code project.service("web").address(80)} returns them. */
    RANDOM
}
