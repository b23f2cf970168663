package io.dockerkit.buildkit.files;

import io.dockerkit.LocalFileException;
import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.tar.ByteNames;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Receives a tree from the engine, as fsutil's receiver does: the list of files first, of which the contents are then asked
 * for, some at a time.
 *
 * <p>For one call. All of it runs in the call's own thread.
 */
public final class FileReceiver implements StreamObserver<byte[]> {
    private static final int MOST_AT_ONCE = 4;

    private final Path directory;
    private final ReceivedFiles files;
    private final Outbox outbox;
    private final Consumer<? super RuntimeException> failures;
    private final Queue<Integer> wanted = new ArrayDeque<>();
    private final Map<Integer, ReceivedFile> open = new HashMap<>();
    private final Map<Integer, ReceivedStat> stats = new HashMap<>();
    private int listed;
    private boolean whole;
    private boolean finished;

    /**
     * Makes the receiver.
     *
     * @param directory where the files go; made if it is not there
     * @param failures is told why this side ends the build
     */
    public FileReceiver(
            Path directory, Outbox outbox, Consumer<? super RuntimeException> failures) {
        this.directory = directory;
        this.files = new ReceivedFiles(directory);
        this.outbox = outbox;
        this.failures = failures;
    }

    @Override
    public void onNext(byte[] message) {
        try {
            if (finished) {
                complete(message);
                return;
            }
            read(message);
            more();
        } catch (IOException e) {
            fail(LocalFiles.failed("write the output of the build to", directory, e));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void complete(byte[] message) {
        ProtoReader reader = new ProtoReader(message);
        while (reader.next()) {
            if (reader.field() == 1 && reader.number() == Packets.FIN) {
                outbox.complete();
            }
        }
    }

    private void read(byte[] message) throws IOException {
        int type = Packets.STAT;
        int id = 0;
        byte[] data = {};
        ReceivedStat stat = null;
        ProtoReader reader = new ProtoReader(message);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = (int) reader.number();
                case 2 -> stat = ReceivedStat.read(reader.message());
                case 3 -> id = (int) reader.number();
                case 4 -> data = reader.bytes();
                default -> {}
            }
        }
        switch (type) {
            case Packets.STAT -> {
                if (stat == null) {
                    whole = true;
                } else {
                    listed(stat);
                }
            }
            case Packets.DATA -> data(id, data);
            case Packets.ERROR ->
                    throw new IOException(
                            "the engine reports: "
                                    + ByteNames.shown(
                                            new String(data, StandardCharsets.ISO_8859_1)));
            default -> {}
        }
    }

    private void listed(ReceivedStat stat) throws IOException {
        if (files.make(stat)) {
            stats.put(listed, stat);
            wanted.add(listed);
        }
        listed++;
    }

    private void data(int id, byte[] bytes) throws IOException {
        ReceivedFile file = open.get(id);
        if (file == null) {
            throw new IOException("the engine sends a file that was not asked for");
        }
        if (bytes.length > 0) {
            file.write(bytes);
        } else {
            open.remove(id);
            file.finish();
        }
    }

    private void more() throws IOException {
        while (open.size() < MOST_AT_ONCE && !wanted.isEmpty()) {
            int id = wanted.remove();
            ReceivedStat stat = stats.remove(id);
            if (stat != null) {
                open.put(id, files.begin(stat));
                outbox.sendNow(Packets.request(id));
            }
        }
        if (whole && open.isEmpty() && wanted.isEmpty()) {
            finished = true;
            files.finish();
            outbox.sendNow(Packets.fin());
        }
    }

    private void fail(RuntimeException why) {
        discard();
        failures.accept(why);
        outbox.sendNow(Packets.error(String.valueOf(why.getMessage())));
        outbox.fail(Status.UNKNOWN.withDescription(why.getMessage()));
    }

    private void discard() {
        finished = true;
        open.values().forEach(ReceivedFile::discard);
        open.clear();
    }

    @Override
    public void onError(Throwable ended) {
        discard();
    }

    @Override
    public void onCompleted() {
        if (finished) {
            outbox.complete();
        } else {
            fail(
                    new LocalFileException(
                            ByteNames.shown(directory),
                            "the engine ended the output for "
                                    + ByteNames.shown(directory)
                                    + " before it was whole",
                            null));
        }
    }
}
