package io.dockerkit.impl.copy;

import io.dockerkit.image.Progress;
import java.util.function.LongConsumer;

/** Counts the bytes of a copy and reports them now and then. Not thread-safe. */
final class CopyProgress implements LongConsumer {
    private static final long PAUSE = 100_000_000;

    private final Progress progress;
    private final String what;
    private final long total;
    private long done;
    private long reported;

    private CopyProgress(Progress progress, String what, long total) {
        this.progress = progress;
        this.what = what;
        this.total = total;
        this.reported = System.nanoTime();
    }

    /** Returns the progress of a copy of so many bytes; 0: not known. */
    static CopyProgress of(Progress progress, String what, long total) {
        return new CopyProgress(progress, what, total);
    }

    @Override
    public void accept(long bytes) {
        done += bytes;
        long now = System.nanoTime();
        if (now - reported >= PAUSE) {
            reported = now;
            progress.update(new Progress.Event(what, "Copying", done, Math.max(done, total)));
        }
    }

    /** Reports that all is done. */
    void finish() {
        progress.update(new Progress.Event(what, "Copied", done, done));
    }
}
