package io.dockerkit.buildkit.session;

import io.dockerkit.LocalFileException;
import io.dockerkit.buildkit.rpc.CallHeaders;
import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Sends the engine an archive that is a build's context. Each is sent once. */
final class ArchiveService {
    private static final String NAME = "moby.upload.v1.Upload";
    private static final int MESSAGE = 32 * 1024;

    private ArchiveService() {}

    /**
     * Returns the service.
     *
     * @param archives the archives by their ids
     */
    static ServerServiceDefinition create(
            Map<String, InputStream> archives,
            Executor threads,
            Consumer<? super RuntimeException> failures) {
        Map<String, InputStream> left = new ConcurrentHashMap<>(archives);
        return StreamService.of(
                NAME,
                "Pull",
                (headers, call, outbox) -> pull(left, threads, failures, headers, outbox));
    }

    private static StreamObserver<byte[]> pull(
            Map<String, InputStream> archives,
            Executor threads,
            Consumer<? super RuntimeException> failures,
            CallHeaders headers,
            Outbox outbox) {
        String asked = headers.first("urlpath");
        String path = asked.substring(asked.lastIndexOf('/') + 1);
        InputStream archive = archives.remove(path);
        if (archive == null) {
            throw Status.NOT_FOUND
                    .withDescription("no http response from session for " + path)
                    .asRuntimeException();
        }
        try {
            threads.execute(() -> send(archive, outbox, failures));
        } catch (RejectedExecutionException closed) {
            throw Status.CANCELLED.withDescription("the build has ended").asRuntimeException();
        }
        return new Ended(outbox);
    }

    private static void send(
            InputStream archive, Outbox outbox, Consumer<? super RuntimeException> failures) {
        byte[] buffer = new byte[MESSAGE];
        try {
            for (int count = archive.read(buffer); count >= 0; count = archive.read(buffer)) {
                outbox.send(new ProtoWriter().bytes(1, buffer, count).toBytes());
            }
            outbox.complete();
        } catch (IOException e) {
            if (!outbox.isEnded()) {
                failures.accept(
                        new LocalFileException(
                                "the build's context",
                                "cannot read the archive that is the build's context: "
                                        + e.getMessage(),
                                e));
                outbox.fail(Status.UNKNOWN.withDescription("the archive cannot be read"));
            }
        }
    }

    /** The engine sends nothing; its end of the call is the end of this one. */
    private record Ended(Outbox outbox) implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] message) {
            // nothing is expected
        }

        @Override
        public void onError(Throwable ended) {
            outbox.complete();
        }

        @Override
        public void onCompleted() {
            // it may close its side early and read on
        }
    }
}
