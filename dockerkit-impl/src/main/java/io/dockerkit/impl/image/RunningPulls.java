package io.dockerkit.impl.image;

import io.dockerkit.Credentials;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.spi.PullRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The pulls that run over one connection. Callers that ask for the same image, for the same platform and with the same
 * credentials, share one pull.
 *
 * <p>Thread-safe.
 */
final class RunningPulls {
    private final Logger log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, RunningPull> running = new HashMap<>();

    /** Makes the pulls of a connection; the beginning of each is logged. */
    RunningPulls(Logger log) {
        this.log = log;
    }

    private record Key(
            ImageReference reference,
            boolean allTags,
            @Nullable String platform,
            @Nullable Credentials credentials) {
        @Override
        public String toString() {
            return reference.toString();
        }
    }

    /**
     * Pulls, or waits for a pull of the same that is running already.
     *
     * @param work carries out the pull, if no pull of the same is running
     */
    Pull pull(Pull.Task task, Function<RunningPull, Pull> work) {
        if (Thread.currentThread().isInterrupted()) {
            throw new DockerInterruptedException(
                    "cannot "
                            + task.doing()
                            + ": the thread is interrupted; the engine was not asked",
                    null);
        }
        return join(task, work).await(task.request());
    }

    private RunningPull.Caller join(Pull.Task task, Function<RunningPull, Pull> work) {
        PullRequest request = task.request();
        Key key =
                new Key(
                        request.reference(),
                        request.allTags(),
                        request.platform(),
                        request.credentials());
        lock.lock();
        try {
            RunningPull known = running.get(key);
            RunningPull.Caller joined = known == null ? null : known.join();
            if (joined != null) {
                return joined;
            }
            RunningPull pull = new RunningPull(task.doing());
            RunningPull.Caller first = pull.join();
            if (first == null) {
                throw new IllegalStateException("a new pull has ended");
            }
            running.put(key, pull);
            log.info("{}", task.beginning());
            pull.start(work, () -> forget(key, pull));
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Key key, RunningPull pull) {
        lock.lock();
        try {
            running.remove(key, pull);
        } finally {
            lock.unlock();
        }
    }
}
