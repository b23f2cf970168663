package io.dockerkit.image;

/** Shows nothing. Thread-safe. */
enum ProgressSilence implements Progress {
    /** The only one, so that who would have to count can see that nobody looks. */
    INSTANCE;

    @Override
    public void update(ProgressEvent event) {
        // nothing is shown
    }
}
