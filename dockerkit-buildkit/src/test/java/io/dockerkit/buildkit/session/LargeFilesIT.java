package io.dockerkit.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.buildkit.files.DirectoryTree;
import io.dockerkit.buildkit.rpc.MemoryDuplex;
import io.dockerkit.buildkit.rpc.Methods;
import io.dockerkit.buildkit.rpc.Peers;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of a context is sent, and one of a local output received, that is larger than the heap of both sides together: 2 and
 * 1 GiB with {@code --endurance}, 96 MiB without.
 */
@Timeout(600)
class LargeFilesIT {
    private static final int MIB = 1 << 20;
    private static final int HEAP_MIB = 64;
    private static final int REQUEST = 1;
    private static final int DATA = 2;
    private static final int FIN = 3;

    @TempDir Path directory;

    @Test
    void filesAreNeverInMemoryAsAWhole() throws Exception {
        boolean full = Boolean.getBoolean("dockerkit.endurance");
        long sent = (full ? 2048L : 96L) * MIB;
        long received = (full ? 1024L : 96L) * MIB;
        Path context = Files.createDirectory(directory.resolve("context"));
        Path out = directory.resolve("out");
        try (RandomAccessFile file =
                new RandomAccessFile(context.resolve("zeros").toFile(), "rw")) {
            file.setLength(sent);
        }
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + HEAP_MIB + "m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Program.class.getName(),
                                context.toString(),
                                out.toString(),
                                String.valueOf(received))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().toList()).last().asString().matches(sent + " bytes, peak \\d+");
        int peak = Integer.parseInt(said.replaceFirst("(?s).*peak (\\d+)\\s*$", "$1"));
        assertThat(peak).isLessThanOrEqualTo(HEAP_MIB);
        assertThat(out.resolve("zeros")).hasSize(received);
    }

    /** Both sides of a session: the engine asks for the file of the context, and then sends the one of the output. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            try (Peers ours = new Peers();
                    Peers theirs = new Peers()) {
                MemoryDuplex[] ends = MemoryDuplex.pair();
                Offer offer =
                        new Offer(
                                Map.of("context", DirectoryTree.of(Path.of(args[0]))),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                host -> Optional.empty(),
                                List.of(new BuildOutput.Directory(Path.of(args[1]))));
                BuildSession.open(
                        headers -> ends[0], ours, "id", "key", offer, Throwable::printStackTrace);
                ManagedChannel channel = theirs.channel(ends[1]);
                long bytes = new ContextCall(channel).bytes();
                new OutputCall(channel, Long.parseLong(args[2])).end();
                long peak =
                        ManagementFactory.getMemoryPoolMXBeans().stream()
                                .filter(pool -> pool.getType() == MemoryType.HEAP)
                                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                                .sum();
                System.out.println(bytes + " bytes, peak " + peak / MIB);
            }
            System.exit(0);
        }
    }

    /** What one packet says. */
    private record Packet(int type, int id, int length, boolean hasStat) {
        static Packet read(byte[] message) {
            int type = 0;
            int id = 0;
            int length = 0;
            boolean stat = false;
            ProtoReader reader = new ProtoReader(message);
            while (reader.next()) {
                switch (reader.field()) {
                    case 1 -> type = (int) reader.number();
                    case 2 -> stat = true;
                    case 3 -> id = (int) reader.number();
                    case 4 -> length = reader.bytes().length;
                    default -> {}
                }
            }
            return new Packet(type, id, length, stat);
        }
    }

    /** A call that the engine makes; {@link #end} waits for its end. */
    private abstract static class EngineCall extends ClientCall.Listener<byte[]> {
        final ClientCall<byte[], byte[]> call;
        private final CompletableFuture<Status> ended = new CompletableFuture<>();

        EngineCall(ManagedChannel channel, String service) {
            call =
                    channel.newCall(
                            Methods.of(MethodType.BIDI_STREAMING, service, "DiffCopy"),
                            CallOptions.DEFAULT);
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("dir-name", Metadata.ASCII_STRING_MARSHALLER), "context");
            call.start(this, headers);
            call.request(1);
        }

        abstract void received(Packet packet);

        @Override
        public void onMessage(byte[] message) {
            received(Packet.read(message));
            call.request(1);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
        }

        void end() throws Exception {
            Status status = ended.get(10, TimeUnit.MINUTES);
            if (!status.isOk()) {
                throw status.asException();
            }
        }
    }

    /** Asks for the one file of the context. */
    private static final class ContextCall extends EngineCall {
        private long bytes;
        private boolean listed;

        ContextCall(ManagedChannel channel) {
            super(channel, "moby.filesync.v1.FileSync");
        }

        @Override
        void received(Packet packet) {
            if (packet.type() == DATA) {
                bytes += packet.length();
                if (packet.length() == 0) {
                    call.sendMessage(new ProtoWriter().number(1, FIN).toBytes());
                }
            } else if (packet.type() == 0 && !packet.hasStat() && !listed) {
                listed = true;
                call.sendMessage(new ProtoWriter().number(1, REQUEST).number(3, 0).toBytes());
            } else if (packet.type() == FIN) {
                call.halfClose();
            }
        }

        long bytes() throws Exception {
            end();
            return bytes;
        }
    }

    /** Sends one file of an output, as fast as the other side takes it. */
    private static final class OutputCall extends EngineCall {
        private final byte[] piece = new byte[32 * 1024];
        private long left;
        private boolean requested;
        private boolean whole;

        OutputCall(ManagedChannel channel, long length) {
            super(channel, "moby.filesync.v1.FileSend");
            left = length;
            call.sendMessage(
                    new ProtoWriter()
                            .message(2, new ProtoWriter().text(1, "zeros").number(2, 0644))
                            .toBytes());
            call.sendMessage(new byte[0]);
        }

        @Override
        void received(Packet packet) {
            if (packet.type() == REQUEST) {
                requested = true;
                onReady();
            } else if (packet.type() == FIN) {
                call.sendMessage(new ProtoWriter().number(1, FIN).toBytes());
                call.halfClose();
            }
        }

        @Override
        public void onReady() {
            while (requested && !whole && call.isReady()) {
                ProtoWriter packet = new ProtoWriter().number(1, DATA).number(3, 0);
                if (left > 0) {
                    int count = (int) Math.min(left, piece.length);
                    packet.bytes(4, piece, count);
                    left -= count;
                } else {
                    whole = true;
                }
                call.sendMessage(packet.toBytes());
            }
        }
    }
}
