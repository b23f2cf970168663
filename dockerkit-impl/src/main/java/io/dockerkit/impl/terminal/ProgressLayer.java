package io.dockerkit.impl.terminal;

import io.dockerkit.image.Progress;
import java.util.Set;

/**
 * What is known of one layer after the events seen so far.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the layer's short id
 * @param status the last status, in the engine's words
 * @param current how far the step that the status names has come; 0 where the engine does not say
 * @param total how far that step has to go; 0 where the engine does not say
 * @param loaded how many of the layer's bytes have come over the network (or gone, for a push)
 * @param size how many bytes it has; 0 as long as that is not known
 */
record ProgressLayer(String id, String status, long current, long total, long loaded, long size) {
    private static final String EXTRACTING = "Extracting";
    private static final Set<String> WAITING =
            Set.of("Pulling fs layer", "Waiting", "Preparing", "Queued");
    private static final Set<String> LOADED =
            Set.of("Verifying Checksum", "Download complete", EXTRACTING);
    private static final Set<String> DONE =
            Set.of("Pull complete", "Already exists", "Pushed", "Layer already exists");

    static ProgressLayer first(Progress.Event event) {
        return new ProgressLayer(event.id(), "", 0, 0, 0, 0).after(event);
    }

    /** Returns what is known after one more event about this layer. */
    ProgressLayer after(Progress.Event event) {
        long now = Math.max(0, event.current());
        long end = Math.max(0, event.total());
        String next = event.status();
        long bytes = loaded;
        long all = size == 0 ? end : size;
        if (LOADED.contains(next) || DONE.contains(next)) {
            all = Math.max(all, bytes);
            bytes = all;
        } else if (now > 0) {
            bytes = now;
            all = end;
        }
        return new ProgressLayer(id, next, now, end, bytes, all);
    }

    boolean isDone() {
        return DONE.contains(status) || status.startsWith("Mounted from ");
    }

    boolean isWaiting() {
        return WAITING.contains(status);
    }

    /** Returns whether bytes come in of which nobody knows how many there will be. */
    boolean isEndless() {
        return loaded > size;
    }

    /**
     * Returns whether {@link #current} is seconds: an engine with the containerd image store unpacks without knowing
     * how far it has come, and tells the time since it began.
     */
    boolean countsSeconds() {
        return status.equals(EXTRACTING) && total == 0 && current > 0;
    }
}
