package io.dockerkit.image;

/** Shows nothing. Thread-safe. */
enum ProgressSilence implements Progress {
    /** The only one, so that who would have to count can see that nobody looks. */
    INSTANCE;

    @Override
    public void update(Progress.Event event) {
        // nothing is shown
    }

    @Override
    public void build(BuildProgress event) {
        // nothing is shown
    }
}
