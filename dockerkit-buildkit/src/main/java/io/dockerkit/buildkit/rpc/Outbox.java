package io.dockerkit.buildkit.rpc;

import io.grpc.Status;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;

/**
 * The outgoing messages of one call. {@link #send} waits while the connection takes no more, so that no
 * more than a message of each thread is held in memory.
 *
 * <p>Thread-safe.
 */
public final class Outbox {
    private final CallStreamObserver<byte[]> observer;
    private boolean ended;
    private boolean woken;

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

    private synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Notes that the call has ended. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Returns whether the call has ended, or was cancelled. */
    public synchronized boolean isEnded() {
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
    public synchronized void send(byte[] message) throws IOException {
        while (!ended && !observer.isReady()) {
            awaitReady();
        }
        if (ended) {
            throw new IOException("BuildKit ended the call");
        }
        observer.onNext(message);
    }

    private void awaitReady() throws IOException {
        woken = false;
        try {
            while (!woken && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending to BuildKit", e);
        }
    }

    /** Sends a message without waiting, if the call has not ended. */
    public synchronized void sendNow(byte[] message) {
        if (!ended) {
            observer.onNext(message);
        }
    }

    /** Ends the call well. */
    public synchronized void complete() {
        if (!ended) {
            ended = true;
            observer.onCompleted();
            notifyAll();
        }
    }

    /** Ends the call with an error, of which the engine learns the words. */
    public synchronized void fail(Status status) {
        if (!ended) {
            ended = true;
            observer.onError(status.asRuntimeException());
            notifyAll();
        }
    }
}
