package io.dockerkit.buildkit.files;

import io.dockerkit.impl.build.wire.ProtoReader;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A call of the engine whose answers are kept; it can be not ready. */
final class RecordedCall extends ServerCallStreamObserver<byte[]> {
    final List<byte[]> messages = new ArrayList<>();
    final CountDownLatch end = new CountDownLatch(1);
    volatile boolean ready = true;
    volatile Throwable error;
    private volatile Runnable onReady = () -> {};
    private volatile Runnable onCancel = () -> {};

    @Override
    public synchronized void onNext(byte[] message) {
        messages.add(message);
        notifyAll();
    }

    /** Waits for that many messages and returns them. */
    synchronized List<byte[]> await(int count) throws InterruptedException {
        long end = System.currentTimeMillis() + 10_000;
        while (messages.size() < count && System.currentTimeMillis() < end) {
            wait(100);
        }
        return new ArrayList<>(messages);
    }

    synchronized int count() {
        return messages.size();
    }

    /** Returns the paths of the list of files, each with its number. */
    synchronized List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (byte[] message : messages) {
            ProtoReader packet = new ProtoReader(message);
            while (packet.next()) {
                if (packet.field() == 2) {
                    paths.add(ReceivedStat.read(packet.message()).path());
                }
            }
        }
        return paths;
    }

    void becomeReady() {
        ready = true;
        onReady.run();
    }

    void cancel() {
        onCancel.run();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void onError(Throwable failed) {
        error = failed;
        end.countDown();
    }

    @Override
    public void onCompleted() {
        end.countDown();
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
        onCancel = handler;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
        onReady = handler;
    }

    @Override
    public void setCompression(String compression) {
        // none
    }

    @Deprecated
    @Override
    public void disableAutoInboundFlowControl() {
        // nothing flows
    }

    @Override
    public void request(int count) {
        // nothing flows
    }

    @Override
    public void setMessageCompression(boolean enable) {
        // none
    }
}
