package io.dockerkit.buildkit.session;

import io.dockerkit.buildkit.layout.Digest;
import io.dockerkit.buildkit.layout.ImageLayout;
import io.dockerkit.buildkit.rpc.CallHeaders;
import io.dockerkit.buildkit.rpc.Methods;
import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.dockerkit.impl.copy.LocalFiles;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Lets the engine read and write the blobs of image layouts on this machine, as containerd's content service: caches and
 * images in directories. A blob is named by its digest, and kept only if it has that digest. Nothing is deleted, and nothing
 * but blobs can be read.
 */
final class ContentService {
    static final String NAME = "containerd.services.content.v1.Content";
    private static final int MESSAGE = 128 * 1024;

    private ContentService() {}

    /**
     * Returns the service.
     *
     * @param layouts the layouts, by the ids that the build has for them
     */
    static ServerServiceDefinition create(
            Map<String, ImageLayout> layouts,
            Executor threads,
            Consumer<? super RuntimeException> failures) {
        ServerServiceDefinition single =
                new UnaryService(NAME)
                        .method("Info", request -> info(layout(layouts), request))
                        .method("Status", request -> none())
                        .method("ListStatuses", request -> new ProtoWriter())
                        .method("Abort", request -> new ProtoWriter())
                        .method("Update", request -> refused())
                        .method("Delete", request -> refused())
                        .build(failures);
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(NAME);
        single.getMethods().forEach(service::addMethod);
        return service.addMethod(
                        Methods.of(MethodType.SERVER_STREAMING, NAME, "Read"),
                        ServerCalls.asyncServerStreamingCall(
                                (byte[] request, StreamObserver<byte[]> out) ->
                                        read(layouts, request, threads, failures, out)))
                .addMethod(
                        Methods.of(MethodType.BIDI_STREAMING, NAME, "Write"),
                        ServerCalls.asyncBidiStreamingCall(
                                out ->
                                        new BlobWrite(
                                                layout(layouts),
                                                new Outbox((ServerCallStreamObserver<byte[]>) out),
                                                failures)))
                .build();
    }

    private static ImageLayout layout(Map<String, ImageLayout> layouts) {
        String id = CallHeaders.current().first("buildkit-attachable-store-id");
        ImageLayout layout = layouts.get(id);
        if (layout == null) {
            throw Status.NOT_FOUND
                    .withDescription("there is no content store " + id)
                    .asRuntimeException();
        }
        return layout;
    }

    private static ProtoWriter none() {
        throw Status.NOT_FOUND.withDescription("no such write is going on").asRuntimeException();
    }

    private static ProtoWriter refused() {
        throw Status.FAILED_PRECONDITION
                .withDescription("blobs are not changed")
                .asRuntimeException();
    }

    private static Digest digest(String text) {
        return Digest.of(text)
                .orElseThrow(
                        () ->
                                Status.INVALID_ARGUMENT
                                        .withDescription("\"" + text + "\" is not a digest")
                                        .asRuntimeException());
    }

    private static long size(ImageLayout layout, Digest digest) {
        OptionalLong size;
        try {
            size = layout.size(digest);
        } catch (IOException e) {
            throw LocalFiles.failed("read blob " + digest + " of", layout.directory(), e);
        }
        return size.orElseThrow(
                () ->
                        Status.NOT_FOUND
                                .withDescription("content " + digest + ": not found")
                                .asRuntimeException());
    }

    private static ProtoWriter info(ImageLayout layout, ProtoReader request) {
        Digest digest = digest(UnaryService.text(request, 1));
        return new ProtoWriter()
                .message(
                        1,
                        new ProtoWriter()
                                .text(1, digest.toString())
                                .number(2, size(layout, digest)));
    }

    private static void read(
            Map<String, ImageLayout> layouts,
            byte[] request,
            Executor threads,
            Consumer<? super RuntimeException> failures,
            StreamObserver<byte[]> out) {
        Outbox outbox = new Outbox((ServerCallStreamObserver<byte[]>) out);
        try {
            read(layout(layouts), request, threads, failures, outbox);
        } catch (StatusRuntimeException refused) {
            outbox.fail(refused.getStatus());
        } catch (RejectedExecutionException closed) {
            outbox.fail(Status.CANCELLED.withDescription("the build has ended"));
        } catch (RuntimeException failed) {
            failures.accept(failed);
            outbox.fail(Status.UNKNOWN.withDescription(failed.getMessage()));
        }
    }

    private static void read(
            ImageLayout layout,
            byte[] request,
            Executor threads,
            Consumer<? super RuntimeException> failures,
            Outbox outbox) {
        String name = "";
        long offset = 0;
        long length = 0;
        ProtoReader reader = new ProtoReader(request);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = reader.text();
                case 2 -> offset = reader.number();
                case 3 -> length = reader.number();
                default -> {}
            }
        }
        Digest digest = digest(name);
        long size = size(layout, digest);
        if (offset < 0 || offset > size || length < 0) {
            throw Status.OUT_OF_RANGE
                    .withDescription(
                            "read past the end: offset " + offset + " of " + size + " bytes")
                    .asRuntimeException();
        }
        long from = offset;
        long end = length == 0 || length > size - offset ? size : offset + length;
        threads.execute(() -> send(layout, digest, from, end, outbox, failures));
    }

    private static void send(
            ImageLayout layout,
            Digest digest,
            long from,
            long end,
            Outbox outbox,
            Consumer<? super RuntimeException> failures) {
        try (FileChannel blob = layout.open(digest)) {
            ByteBuffer buffer = ByteBuffer.allocate(MESSAGE);
            for (long at = from; at < end; ) {
                buffer.clear().limit((int) Math.min(MESSAGE, end - at));
                int count = blob.read(buffer, at);
                if (count < 0) {
                    throw new IOException("it has become shorter");
                }
                outbox.send(
                        new ProtoWriter().number(1, at).bytes(2, buffer.array(), count).toBytes());
                at += count;
            }
            outbox.complete();
        } catch (IOException e) {
            if (!outbox.isEnded()) {
                failures.accept(
                        LocalFiles.failed("read blob " + digest + " of", layout.directory(), e));
                outbox.fail(Status.UNKNOWN.withDescription("the blob cannot be read"));
            }
        }
    }
}
