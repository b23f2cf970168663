package io.dockerkit.buildkit.session;

import io.dockerkit.buildkit.layout.Digest;
import io.dockerkit.buildkit.layout.ImageLayout;
import io.dockerkit.buildkit.layout.IncomingBlob;
import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.dockerkit.impl.copy.LocalFiles;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One write of containerd's content service: a blob in messages, each of which is answered with how much there is. What is not
 * committed is removed. Not thread-safe; gRPC gives it one message at a time.
 */
final class BlobWrite implements StreamObserver<byte[]> {
    private static final int STAT = 0;
    private static final int WRITE = 1;
    private static final int COMMIT = 2;

    private final ImageLayout layout;
    private final Outbox outbox;
    private final Consumer<? super RuntimeException> failures;
    private Optional<Digest> expected = Optional.empty();
    private @Nullable IncomingBlob blob;
    private long total;
    private boolean began;

    BlobWrite(ImageLayout layout, Outbox outbox, Consumer<? super RuntimeException> failures) {
        this.layout = layout;
        this.outbox = outbox;
        this.failures = failures;
    }

    /** One message of the engine. */
    private static final class Message {
        private int action;
        private long total;
        private String expected = "";
        private long offset;
        private byte[] data = {};

        Message(byte[] bytes) {
            ProtoReader reader = new ProtoReader(bytes);
            while (reader.next()) {
                switch (reader.field()) {
                    case 1 -> action = (int) reader.number();
                    case 3 -> total = reader.number();
                    case 4 -> expected = reader.text();
                    case 5 -> offset = reader.number();
                    case 6 -> data = reader.bytes();
                    default -> {}
                }
            }
        }
    }

    @Override
    public void onNext(byte[] bytes) {
        if (outbox.isEnded()) {
            return;
        }
        try {
            outbox.sendNow(answer(new Message(bytes)).toBytes());
        } catch (IOException e) {
            failures.accept(LocalFiles.failed("write a blob to", layout.directory(), e));
            end(Status.UNKNOWN.withDescription("the blob cannot be written"));
        } catch (StatusRuntimeException refused) {
            end(refused.getStatus());
        } catch (RuntimeException malformed) {
            end(Status.INVALID_ARGUMENT.withDescription(malformed.getMessage()));
        }
    }

    private ProtoWriter answer(Message message) throws IOException {
        if (message.total > 0) {
            total = message.total;
        }
        if (!message.expected.isEmpty()) {
            expected = Optional.of(digest(message.expected));
        }
        if (!began) {
            began = true;
            requireNew();
        }
        IncomingBlob incoming = blob;
        if (message.action == WRITE || message.action == COMMIT) {
            if (incoming == null) {
                incoming = layout.receive(expected);
                blob = incoming;
            }
            if (message.offset != incoming.length() && !(message.offset == 0 && isEmpty(message))) {
                throw Status.OUT_OF_RANGE
                        .withDescription(
                                "write at " + message.offset + " must be at " + incoming.length())
                        .asRuntimeException();
            }
            incoming.write(message.data);
        } else if (message.action != STAT) {
            throw Status.UNIMPLEMENTED
                    .withDescription("there is no action " + message.action)
                    .asRuntimeException();
        }
        ProtoWriter answer =
                new ProtoWriter()
                        .number(1, message.action)
                        .number(4, incoming == null ? 0 : incoming.length())
                        .number(5, total);
        if (incoming != null) {
            answer.text(6, incoming.digest().toString());
        }
        if (message.action == COMMIT && incoming != null) {
            commit(incoming);
        }
        return answer;
    }

    /** A commit may leave out where it is. */
    private static boolean isEmpty(Message message) {
        return message.action == COMMIT && message.data.length == 0;
    }

    private static Digest digest(String text) {
        return Digest.of(text)
                .orElseThrow(
                        () ->
                                Status.INVALID_ARGUMENT
                                        .withDescription("\"" + text + "\" is not a digest")
                                        .asRuntimeException());
    }

    /** The engine does not send what is there. */
    private void requireNew() throws IOException {
        if (expected.isPresent() && layout.size(expected.get()).isPresent()) {
            throw Status.ALREADY_EXISTS
                    .withDescription("content " + expected.get() + ": already exists")
                    .asRuntimeException();
        }
    }

    private void commit(IncomingBlob incoming) throws IOException {
        if (total > 0 && incoming.length() != total) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(
                            "unexpected commit size " + incoming.length() + ", expected " + total)
                    .asRuntimeException();
        }
        Digest actual = incoming.digest();
        if (expected.isPresent() && !expected.get().equals(actual)) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(
                            "unexpected commit digest " + actual + ", expected " + expected.get())
                    .asRuntimeException();
        }
        incoming.keep();
        blob = null;
    }

    private void end(Status status) {
        discard();
        outbox.fail(status);
    }

    private void discard() {
        IncomingBlob incoming = blob;
        if (incoming != null) {
            incoming.discard();
        }
    }

    @Override
    public void onError(Throwable ended) {
        discard();
    }

    @Override
    public void onCompleted() {
        discard();
        outbox.complete();
    }
}
