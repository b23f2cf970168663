package io.dockerkit.buildkit.session;

import io.dockerkit.buildkit.files.FileSelection;
import io.dockerkit.buildkit.files.FileSender;
import io.dockerkit.buildkit.files.FileTree;
import io.dockerkit.buildkit.rpc.CallHeaders;
import io.dockerkit.buildkit.rpc.Outbox;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Sends the engine the directories of a build, and no others. */
final class FileService {
    private static final String NAME = "moby.filesync.v1.FileSync";

    private FileService() {}

    /**
     * Returns the service.
     *
     * @param trees the directories, by the names that the engine has for them: {@code context}, {@code dockerfile}
     */
    static ServerServiceDefinition create(
            Map<String, FileTree> trees,
            Executor threads,
            Consumer<? super RuntimeException> failures) {
        return StreamService.of(
                NAME,
                "DiffCopy",
                (headers, call, outbox) -> send(trees, threads, failures, headers, outbox));
    }

    private static StreamObserver<byte[]> send(
            Map<String, FileTree> trees,
            Executor threads,
            Consumer<? super RuntimeException> failures,
            CallHeaders headers,
            Outbox outbox) {
        String name = headers.first("dir-name");
        FileTree tree = trees.get(name);
        if (tree == null) {
            throw Status.NOT_FOUND
                    .withDescription("no access allowed to dir \"" + name + "\"")
                    .asRuntimeException();
        }
        FileSelection selection =
                new FileSelection(
                        headers.all("include-patterns"),
                        headers.all("exclude-patterns"),
                        headers.all("followpaths"));
        FileSender sender = new FileSender(tree, selection, outbox, threads, failures);
        sender.start();
        return sender;
    }
}
