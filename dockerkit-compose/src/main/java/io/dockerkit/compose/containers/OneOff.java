package io.dockerkit.compose.containers;

/** Whether a list has containers of {@code run}. */
public enum OneOff {
    /** All containers. */
    INCLUDED,
    /** Only those of services. */
    EXCLUDED
}
