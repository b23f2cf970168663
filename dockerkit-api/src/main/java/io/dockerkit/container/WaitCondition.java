package io.dockerkit.container;

import java.util.Locale;

/** What to wait for at a container: the {@code condition} of {@code POST /containers/{id}/wait}. */
public enum WaitCondition {
    /** That it does not run; at once if it does not. */
    NOT_RUNNING,
    /** That it ends the next time, which it may have to be started for. */
    NEXT_EXIT,
    /** That it is removed. */
    REMOVED;

    /** Returns the Engine API's name, {@code next-exit} for instance. */
    public String apiName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
