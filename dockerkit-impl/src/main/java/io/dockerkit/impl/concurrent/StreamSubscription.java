package io.dockerkit.impl.concurrent;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.Subscription;
import io.dockerkit.spi.Rethrown;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the items of a stream to a consumer, in a thread of its own. Thread-safe. */
public final class StreamSubscription<T> implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");

    private final Stream<T> items;
    private final Consumer<? super T> consumer;
    private final String what;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;
    private volatile boolean consumerFailed;
    private final AtomicBoolean told = new AtomicBoolean();

    private StreamSubscription(Stream<T> items, Consumer<? super T> consumer, String what) {
        this.items = items;
        this.consumer = consumer;
        this.what = what;
    }

    /** Begins to hand over the items, which it closes at the end; {@code what} is for messages. */
    public static <T> Subscription start(
            Stream<T> items, Consumer<? super T> consumer, String what) {
        StreamSubscription<T> pushed = new StreamSubscription<>(items, consumer, what);
        Threads.start("dockerkit-subscription", pushed::run);
        return pushed;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever ends it is kept for the one who waits
    private void run() {
        try (items) {
            items.takeWhile(item -> !closed).forEach(this::accept);
        } catch (Exception | Error failed) {
            if (!closed) {
                failure = failed;
                if (consumerFailed) {
                    LOG.error(
                            "the consumer of {} threw an exception, which ends the subscription",
                            what,
                            failed);
                } else {
                    LOG.warn("{} ended before its time", what, failed);
                }
            }
        } finally {
            done.countDown();
        }
    }

    private void accept(T item) {
        if (!closed) {
            try {
                consumer.accept(item);
            } catch (RuntimeException | Error failed) {
                consumerFailed = true;
                throw failed;
            }
        }
    }

    @Override
    public void await() {
        try {
            done.await();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throwFailure();
    }

    @Override
    public boolean await(Duration timeout) {
        try {
            if (!done.await(Patience.nanos(timeout), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throwFailure();
        return true;
    }

    private DockerInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DockerInterruptedException(
                "interrupted while waiting for the end of " + what, e);
    }

    private void throwFailure() {
        Throwable why = failure;
        told.set(true);
        if (why instanceof Error error) {
            throw error;
        }
        if (why instanceof RuntimeException exception) {
            // what the consumer threw has its own frames
            throw consumerFailed ? exception : Rethrown.here(exception);
        }
    }

    @Override
    public boolean isDone() {
        return done.getCount() == 0;
    }

    @Override
    public void close() {
        closed = true;
        items.close();
        // a consumer that fails in its own thread would otherwise stay unnoticed where nobody
        // awaits the end
        if (consumerFailed && isDone() && !told.getAndSet(true)) {
            throwFailure();
        }
    }
}
