package io.dockerkit.buildkit.session;

import io.dockerkit.buildkit.files.FileReceiver;
import io.dockerkit.buildkit.rpc.CallHeaders;
import io.dockerkit.buildkit.rpc.Inbox;
import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.impl.copy.WholeFile;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Receives the outputs of a build: archives as files, and trees as directories. */
final class OutputService {
    private static final String NAME = "moby.filesync.v1.FileSend";

    private OutputService() {}

    /**
     * Returns the service.
     *
     * @param outputs the outputs in the order of the build's exporters
     */
    static ServerServiceDefinition create(
            List<BuildOutput> outputs,
            Executor threads,
            Consumer<? super RuntimeException> failures) {
        return StreamService.of(
                NAME,
                "DiffCopy",
                (headers, call, outbox) ->
                        receive(output(outputs, headers), threads, failures, call, outbox));
    }

    private static StreamObserver<byte[]> receive(
            BuildOutput output,
            Executor threads,
            Consumer<? super RuntimeException> failures,
            ServerCallStreamObserver<byte[]> call,
            Outbox outbox) {
        if (output instanceof BuildOutput.Directory directory) {
            return new FileReceiver(directory.path(), outbox, failures);
        }
        if (!(output instanceof BuildOutput.Archive archive)) {
            throw Status.NOT_FOUND.withDescription("exporter not found").asRuntimeException();
        }
        Inbox inbox = new Inbox(call);
        try {
            threads.execute(() -> write(archive, inbox, outbox, failures));
        } catch (RejectedExecutionException closed) {
            throw Status.CANCELLED.withDescription("the build has ended").asRuntimeException();
        }
        return inbox;
    }

    private static BuildOutput output(List<BuildOutput> outputs, CallHeaders headers) {
        String id = headers.first("buildkit-attachable-exporter-id");
        int index;
        try {
            index = id.isEmpty() ? first(outputs) : Integer.parseInt(id);
        } catch (NumberFormatException e) {
            index = -1;
        }
        return index >= 0 && index < outputs.size() ? outputs.get(index) : BuildOutput.NONE;
    }

    /** Older engines have one exporter only, and do not number it. */
    private static int first(List<BuildOutput> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            if (!outputs.get(i).equals(BuildOutput.NONE)) {
                return i;
            }
        }
        return -1;
    }

    private static void write(
            BuildOutput.Archive archive,
            Inbox inbox,
            Outbox outbox,
            Consumer<? super RuntimeException> failures) {
        try {
            WholeFile.writeArchive(archive.path(), inbox);
            outbox.complete();
        } catch (RuntimeException failed) {
            if (!inbox.isCut()) {
                failures.accept(failed);
            }
            outbox.fail(Status.UNKNOWN.withDescription(String.valueOf(failed.getMessage())));
        }
    }
}
