package io.dockerkit.container;

/** What can be waited for; its text says what. Immutable and thread-safe. */
interface Condition {
    /**
     * Begins to watch.
     *
     * @param news is run, in any thread, when it is time for another look
     */
    Watch watch(Container container, Runnable news);
}
