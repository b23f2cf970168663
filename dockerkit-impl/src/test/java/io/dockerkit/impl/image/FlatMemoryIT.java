package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.Docker;
import io.dockerkit.Images;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.Endurance;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives larger than the heap go to the engine and come from it: 4 GiB each with {@code --endurance}, and 56 MiB without.
 */
@Timeout(600)
class FlatMemoryIT {
    private static final int MIB = 1 << 20;
    private static final int HEAP_MIB = 32;

    @TempDir Path directory;

    /** Saves, loads, imports, exports and copies, and prints the most heap in use, in MiB. */
    static final class Program {
        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            long length = Long.parseLong(args[1]);
            same(length, Images.load(file).execute().size() - 1 + length);
            Images.importFrom(file).execute();
            same(length, length(Images.save("app:1").open()));
            same(length, length(Containers.get("c").export()));
            try (Docker other = Docker.connect(System.getenv("DOCKER_HOST"))) {
                Images.copy("app:1", other.images());
            }
            long peak =
                    ManagementFactory.getMemoryPoolMXBeans().stream()
                            .filter(pool -> pool.getType() == MemoryType.HEAP)
                            .mapToLong(pool -> pool.getPeakUsage().getUsed())
                            .sum();
            System.out.print(peak / MIB);
        }

        private static long length(InputStream stream) throws IOException {
            try (stream) {
                return stream.transferTo(OutputStream.nullOutputStream());
            }
        }

        private static void same(long wanted, long came) {
            if (wanted != came) {
                throw new AssertionError(came + " in place of " + wanted);
            }
        }
    }

    @Test
    void archivesAreNeverInMemoryAsAWhole() throws Exception {
        long length = (long) Endurance.count(4096, 56) * MIB;
        Path file = directory.resolve("archive.tar");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
        List<Long> received = new ArrayList<>();
        try (ScriptedEngine engine =
                new ScriptedEngine(directory, peer -> serve(peer, length, received))) {
            int peak = Integer.parseInt(program(engine.host(), file, length));
            assertThat(peak).isLessThanOrEqualTo(HEAP_MIB);
        }
        // the load, the import and the copy
        assertThat(received).containsExactly(length, length, length);
    }

    private String program(String host, Path file, long length) throws Exception {
        ProcessBuilder java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        file.toString(),
                        String.valueOf(length));
        Path errors = directory.resolve("errors");
        java.redirectError(errors.toFile());
        java.environment().keySet().removeIf(name -> name.startsWith("DOCKER"));
        java.environment().put("DOCKER_HOST", host);
        Process process = java.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return out;
    }

    private static void serve(Peer peer, long length, List<Long> received) throws IOException {
        while (true) {
            String request = peer.request();
            String call =
                    request.substring(0, request.indexOf(" HTTP/")).replaceAll("/v1\\.\\d+", "");
            int body = request.indexOf("\r\n\r\n") + 4;
            if (request.contains("chunked")) {
                received.add(drain(peer, request.substring(body)));
            }
            answer(peer, call.replaceFirst("\\?.*", ""), length);
        }
    }

    private static void answer(Peer peer, String call, long length) throws IOException {
        switch (call) {
            case "GET /images/get", "GET /containers/c0ffee/export" -> {
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
                byte[] piece = new byte[MIB];
                for (long left = length; left > 0; left -= MIB) {
                    peer.send(piece);
                }
            }
            case "POST /images/load" -> json(peer, "{\"stream\":\"Loaded image: app:1\\n\"}");
            case "POST /images/create" -> json(peer, "{\"status\":\"sha256:ab\"}");
            case "GET /containers/c/json" -> json(peer, "{\"Id\":\"c0ffee\"}");
            default -> json(peer, "{\"Id\":\"sha256:ab\",\"ApiVersion\":\"1.47\"}");
        }
    }

    private static void json(Peer peer, String json) throws IOException {
        try {
            Calls.answers("200 OK", json, "Api-Version: 1.47").serve(peer);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Reads a body in chunks of zeros to its end, and returns its length. */
    private static long drain(Peer peer, String begun) throws IOException {
        String rest = begun;
        long length = 0;
        while (true) {
            int end = rest.indexOf("\r\n");
            while (end < 0) {
                rest += peer.read();
                end = rest.indexOf("\r\n");
            }
            long size = Long.parseLong(rest.substring(0, end), 16);
            length += size;
            // the chunk and the line end after it
            long left = end + 2 + size + 2;
            while (rest.length() < left) {
                left -= rest.length();
                rest = peer.read();
            }
            rest = rest.substring((int) left);
            if (size == 0) {
                return length;
            }
        }
    }
}
