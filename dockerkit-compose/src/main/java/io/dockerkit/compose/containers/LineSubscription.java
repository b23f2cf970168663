package io.dockerkit.compose.containers;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.Subscription;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the items of a stream to a consumer in a thread of its own. Thread-safe. */
final class LineSubscription<T> implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.compose");

    private final Stream<T> items;
    private final Consumer<? super T> consumer;
    private final String what;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean thrown = new AtomicBoolean();
    private volatile boolean closed;
    private volatile boolean consumerFailed;
    private volatile @Nullable Throwable failure;

    private LineSubscription(Stream<T> items, Consumer<? super T> consumer, String what) {
        this.items = items;
        this.consumer = consumer;
        this.what = what;
    }

    /** Begins; {@code what} is for messages. The stream is closed at the end. */
    static <T> Subscription start(Stream<T> items, Consumer<? super T> consumer, String what) {
        LineSubscription<T> subscription = new LineSubscription<>(items, consumer, what);
        Thread thread = new Thread(subscription::run, "dockerkit-subscription");
        thread.setDaemon(true);
        thread.start();
        return subscription;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever ends it is kept for the one who waits
    private void run() {
        try (items) {
            items.takeWhile(item -> !closed).forEach(this::accept);
        } catch (Exception | Error failed) {
            if (!closed) {
                failure = failed;
                LOG.warn("{} ended early", what, failed);
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
            if (!done.await(nanos(timeout), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throwFailure();
        return true;
    }

    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException veryLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    private DockerInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DockerInterruptedException(
                "interrupted while waiting for the end of " + what, e);
    }

    private void throwFailure() {
        Throwable why = failure;
        thrown.set(true);
        if (why instanceof Error error) {
            throw error;
        }
        if (why instanceof RuntimeException exception) {
            throw exception;
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
        if (consumerFailed && isDone() && !thrown.getAndSet(true)) {
            throwFailure();
        }
    }
}
