package io.dockerkit.impl.container;

import io.dockerkit.impl.rest.Call;

/** What a wait at a container is for: the {@code condition} of {@code POST /containers/{id}/wait}. */
enum WaitCondition {
    /** That it does not run; answered at once if it does not. */
    NOT_RUNNING("not-running", " is still running"),
    /** That it ends the next time; it may have to be started first. */
    NEXT_EXIT("next-exit", " has not ended"),
    /** That it is removed. */
    REMOVED("removed", " is still there");

    private final String apiName;
    private final String unmet;

    WaitCondition(String apiName, String unmet) {
        this.apiName = apiName;
        this.unmet = unmet;
    }

    /** Adds it to the request; the first one is the engine's default. */
    Call addTo(Call call) {
        return this == NOT_RUNNING ? call : call.query("condition", apiName);
    }

    /** Returns what is said of a container for which it has not come true: {@code " is still running"}. */
    String unmet() {
        return unmet;
    }
}
