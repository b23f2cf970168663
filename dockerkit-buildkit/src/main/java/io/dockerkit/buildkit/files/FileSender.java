package io.dockerkit.buildkit.files;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.LocalFileException;
import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.copy.LocalFiles;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a tree to the engine, as fsutil's sender does: first the list of all files, of which the engine asks for those that
 * it does not have, then their contents, several at a time.
 *
 * <p>As with the CLI, a file that is deleted before it is listed is left out, and one that is deleted later is sent as an empty
 * one; both are logged as a warning. One that cannot be read ends the build.
 *
 * <p>For one call. Thread-safe.
 */
public final class FileSender implements StreamObserver<byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final int MOST_AT_ONCE = 4;

    /** A file that the engine has asked for. */
    private record Requested(int id, String path) {}

    /** One more thread begins when more files than this wait for each that is at work: small files are done sooner by one. */
    private static final int WAITING_FOR_EACH = 2;

    private final FileTree tree;
    private final FileSelection selection;
    private final Outbox outbox;
    private final Executor threads;
    private final Consumer<? super RuntimeException> failures;
    private final Logger log;

    private final Map<Integer, String> files = new HashMap<>();
    private final Queue<Requested> requested = new ArrayDeque<>();
    private int working;
    private int listed;

    /**
     * Makes the sender.
     *
     * @param threads run what waits for the disk and the connection
     * @param failures is told why this side ends the build
     */
    public FileSender(
            FileTree tree,
            FileSelection selection,
            Outbox outbox,
            Executor threads,
            Consumer<? super RuntimeException> failures) {
        this(tree, selection, outbox, threads, failures, LOG);
    }

    FileSender(
            FileTree tree,
            FileSelection selection,
            Outbox outbox,
            Executor threads,
            Consumer<? super RuntimeException> failures,
            Logger log) {
        this.log = log;
        this.tree = tree;
        this.selection = selection;
        this.outbox = outbox;
        this.threads = threads;
        this.failures = failures;
    }

    /** Begins to send the list of files. */
    public void start() {
        run(this::list);
    }

    private void run(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closed) {
            outbox.fail(Status.CANCELLED.withDescription("the build has ended"));
        }
    }

    private void list() {
        try {
            new TreeWalk(tree, new Listing()).run(selection.filter(tree));
            outbox.send(Packets.endOfList());
        } catch (IOException e) {
            fail("", e);
        } catch (RuntimeException e) {
            // a pattern that is none, for instance
            fail(e);
        }
    }

    /** Sends the list. */
    private final class Listing implements TreeWalk.Visitor {
        private final Map<Object, String> linked = new HashMap<>();

        @Override
        public void visit(String path, FileNode node) throws IOException {
            String link = node.target();
            Object inode = node.state().inode();
            if (inode != null && link.isEmpty() && !node.state().isDirectory()) {
                String first = linked.putIfAbsent(inode, path);
                link = first == null ? "" : first;
            }
            byte[] packet = Packets.stat(path, node, link, tree.attributes(path, node));
            synchronized (FileSender.this) {
                if (node.hasContent()) {
                    files.put(listed, path);
                }
                listed++;
            }
            outbox.send(packet);
        }

        @Override
        public void gone(String path) {
            log.warn(
                    "{} was deleted while its directory was read, and is left out",
                    tree.shown(path));
        }
    }

    @Override
    public void onNext(byte[] message) {
        try {
            read(message);
        } catch (RuntimeException malformed) {
            fail(malformed);
        }
    }

    private void read(byte[] message) {
        int type = Packets.STAT;
        int id = 0;
        String words = "";
        ProtoReader reader = new ProtoReader(message);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = (int) reader.number();
                case 3 -> id = (int) reader.number();
                case 4 -> words = reader.text();
                default -> {}
            }
        }
        switch (type) {
            case Packets.REQUEST -> request(id);
            case Packets.FIN -> {
                // the engine ends its side after the trailers of this one
                outbox.sendNow(Packets.fin());
                outbox.complete();
            }
            case Packets.ERROR ->
                    outbox.fail(Status.ABORTED.withDescription("error from receiver: " + words));
            default -> {}
        }
    }

    private void request(int id) {
        boolean known;
        boolean more;
        synchronized (this) {
            // each once, so that the queue is never longer than the list of files
            String path = files.remove(id);
            known = path != null;
            if (path != null) {
                requested.add(new Requested(id, path));
            }
            more = known && working < MOST_AT_ONCE && requested.size() > working * WAITING_FOR_EACH;
            working += more ? 1 : 0;
        }
        if (!known) {
            fail(
                    new DockerUnavailableException(
                            "BuildKit asks for the file "
                                    + id
                                    + " of a build's context, which has none of that number, or a second time",
                            null));
        } else if (more) {
            run(this::sendRequested);
        }
    }

    private synchronized @Nullable Requested next() {
        Requested file = requested.poll();
        if (file == null) {
            working--;
        }
        return file;
    }

    private void sendRequested() {
        byte[] buffer = new byte[Packets.DATA_BYTES];
        for (Requested file = next(); file != null; file = next()) {
            try {
                content(file.id(), file.path(), buffer);
            } catch (IOException e) {
                fail(file.path(), e);
                return;
            }
        }
    }

    private void content(int id, String path, byte[] buffer) throws IOException {
        try (InputStream in = open(path)) {
            int count = in.readNBytes(buffer, 0, buffer.length);
            while (count > 0) {
                outbox.send(Packets.data(id, buffer, count));
                count = count < buffer.length ? 0 : in.readNBytes(buffer, 0, buffer.length);
            }
        }
        outbox.send(Packets.data(id, buffer, 0));
    }

    private InputStream open(String path) throws IOException {
        try {
            return tree.open(path);
        } catch (NoSuchFileException deleted) {
            log.warn(
                    "{} was deleted while the build read it, and is sent as empty",
                    tree.shown(path));
            return InputStream.nullInputStream();
        }
    }

    private void fail(String path, IOException cause) {
        if (outbox.isEnded()) {
            // the connection, or the build, has ended: that is told elsewhere
            return;
        }
        String shown =
                path.isEmpty()
                                && cause instanceof FileSystemException failed
                                && failed.getFile() != null
                        ? failed.getFile()
                        : tree.shown(path);
        fail(
                new LocalFileException(
                        shown,
                        "cannot read " + shown + " for the build: " + LocalFiles.reason(cause),
                        cause));
    }

    private void fail(RuntimeException why) {
        failures.accept(why);
        String words = String.valueOf(why.getMessage());
        outbox.sendNow(Packets.error(words));
        outbox.fail(Status.UNKNOWN.withDescription(words));
    }

    @Override
    public void onError(Throwable ended) {
        outbox.complete();
    }

    @Override
    public void onCompleted() {
        outbox.complete();
    }
}
