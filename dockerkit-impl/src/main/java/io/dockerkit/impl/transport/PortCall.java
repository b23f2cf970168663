package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient;
import io.dockerkit.impl.concurrent.Daemons;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call over a transport that knows neither deadlines nor interrupts: it runs in a thread of its own, and who waits
 * for it may give up. Thread-safe.
 */
final class PortCall implements Runnable {
    private static final Executor THREADS =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    5,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Daemons.named("dockerkit-call"));

    private final DockerHttpClient port;
    private final DockerHttpClient.Request request;
    private @Nullable Thread worker;
    private DockerHttpClient.@Nullable Response response;
    private @Nullable Throwable failure;
    private boolean abandoned;
    private boolean ended;

    /** When the transport last took or awaited a piece of the request's body. */
    private long progressAt;

    private boolean sourceIsSlow;

    PortCall(DockerHttpClient port, DockerHttpClient.Request request) {
        this.port = port;
        InputStream body = request.bodyBytes() == null ? request.body() : null;
        this.request =
                body == null
                        ? request
                        : DockerHttpClient.Request.builder()
                                .from(request)
                                .body(new Watched(body))
                                .build();
    }

    /**
     * Carries out the call.
     *
     * @param deadline nanoseconds that the engine may keep the call waiting; 0: for ever
     * @return the response, or null if the deadline passed or the call was ended
     * @throws IOException if there is no answer
     */
    DockerHttpClient.@Nullable Response await(long deadline)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        synchronized (this) {
            progressAt = System.nanoTime();
            THREADS.execute(this);
            try {
                awaitLocked(deadline);
                if (response == null && failure != null) {
                    throw asIo(failure);
                }
                return response;
            } finally {
                if (response == null) {
                    abandon();
                }
            }
        }
    }

    private void awaitLocked(long deadline) throws InterruptedException {
        while (response == null && failure == null && !ended) {
            if (deadline == 0 || sourceIsSlow) {
                wait();
                continue;
            }
            long left = progressAt + deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            // rounded up, so that it does not wake up early again and again
            wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }

    /** Ends the waiting without an answer; one that still comes is closed. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    private void abandon() {
        abandoned = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    private static IOException asIo(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        Throwable cause = failure.getCause();
        return cause instanceof IOException io ? io : new IOException(failure);
    }

    @Override
    @SuppressWarnings("CatchAndPrintStackTrace")
    public void run() {
        synchronized (this) {
            if (abandoned) {
                return;
            }
            worker = Thread.currentThread();
        }
        DockerHttpClient.Response came = null;
        Throwable failed = null;
        try {
            came = port.execute(request);
        } catch (RuntimeException | Error e) {
            failed = e;
        }
        if (!handOver(came, failed) && came != null) {
            came.close();
        }
        Thread.interrupted();
    }

    private synchronized boolean handOver(
            DockerHttpClient.@Nullable Response came, @Nullable Throwable failed) {
        worker = null;
        if (!abandoned) {
            response = came;
            failure = failed;
            notifyAll();
        }
        return !abandoned;
    }

    private synchronized void progress(boolean awaitingSource) {
        progressAt = System.nanoTime();
        sourceIsSlow = awaitingSource;
        notifyAll();
    }

    /** Sees when the transport asks for more of the body: until then the engine took what it was given. */
    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            progress(true);
            try {
                return super.read();
            } finally {
                progress(false);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            progress(true);
            try {
                return super.read(into, offset, length);
            } finally {
                progress(false);
            }
        }
    }
}
