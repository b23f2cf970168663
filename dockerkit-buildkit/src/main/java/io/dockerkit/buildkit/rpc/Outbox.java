package io.dockerkit.buildkit.rpc;

import io.grpc.Status;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;

/**
 * The outgoing messages of one call. {@link #send} waits while the connection takes no more, so that no
 * more than a message of each thread is held in memory.
 *
 * <p>Thread-safe. Sending and ending enter gRPC and may wait for its lock. What gRPC calls here, {@link #wake} and
 * {@link #end}, waits for neither, since gRPC may hold its lock then.
 */
public final class Outbox {
    private final CallStreamObserver<byte[]> observer;
    private final Object readiness = new Object();
    private volatile boolean ended;
    private volatile int wakes;

    /** Makes the outbox of a call; to be made before the call's method returns. */
    public Outbox(ServerCallStreamObserver<byte[]> observer) {
        this((CallStreamObserver<byte[]>) observer);
        observer.setOnCancelHandler(this::end);
    }

    /** Makes the outbox of a call whose end {@link #end} tells. */
    Outbox(CallStreamObserver<byte[]> observer) {
        this.observer = observer;
        observer.setOnReadyHandler(this::wake);
    }

    private void wake() {
        synchronized (readiness) {
            wakes++;
            readiness.notifyAll();
        }
    }

    /** Notes that the call has ended: nothing is sent any more. */
    public void end() {
        ended = true;
        wake();
    }

    /** Returns whether the call has ended, or was cancelled. */
    public boolean isEnded() {
        return ended;
    }

    /** Returns whether the connection takes a message without keeping it in memory. */
    public boolean isReady() {
        return observer.isReady();
    }

    /**
     * Sends a message as soon as the connection takes it. Not to be called by the thread that receives the call's messages.
     *
     * @throws IOException if the call has ended
     */
    public void send(byte[] message) throws IOException {
        for (int seen = wakes; !trySend(message); seen = wakes) {
            awaitWakeAfter(seen);
        }
    }

    private synchronized boolean trySend(byte[] message) throws IOException {
        if (ended) {
            throw new IOException("BuildKit ended the call");
        }
        if (!observer.isReady()) {
            return false;
        }
        observer.onNext(message);
        return true;
    }

    private void awaitWakeAfter(int seen) throws IOException {
        try {
            synchronized (readiness) {
                while (wakes == seen) {
                    readiness.wait();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending to BuildKit", e);
        }
    }

    /** Sends a message without waiting until the connection takes it, if the call has not ended. */
    public synchronized void sendNow(byte[] message) {
        if (!ended) {
            observer.onNext(message);
        }
    }

    /** Ends the call well. */
    public synchronized void complete() {
        if (!ended) {
            end();
            observer.onCompleted();
        }
    }

    /** Ends the call with an error, of which the engine learns the words. */
    public synchronized void fail(Status status) {
        if (!ended) {
            end();
            observer.onError(status.asRuntimeException());
        }
    }
}
