package io.dockerkit.bench;

import io.dockerkit.Engine;
import io.dockerkit.Images;
import io.dockerkit.engine.DiskUsage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Directories to build, made when they are asked for, and what builds them. All of them, their images and the large records
 * that they left in the engine's build cache, are removed at the end.
 */
final class Contexts implements AutoCloseable {
    private static final String LABELLED = "LABEL " + Peers.LABEL + "=" + Peers.SESSION + "\n";

    /** The step reads the context, so that all of it is sent, and makes no layer of it. */
    private static final String MOUNT =
            "FROM busybox\nRUN --mount=type=bind,target=/context true\n" + LABELLED;

    private static final long LARGE_RECORD = 50_000_000;

    private final Path top;
    private final Set<String> cachedBefore;
    private final Random random = new Random(1);
    private long time = System.currentTimeMillis() - 1_000_000_000;

    Contexts() throws IOException {
        top = Files.createTempDirectory("dockerkit-bench");
        cachedBefore = largeRecords();
    }

    Path path(String name) {
        return top.resolve(name);
    }

    private Path directory(String name, String dockerfile) throws IOException {
        Path directory = Files.createDirectories(path(name));
        Files.writeString(directory.resolve("Dockerfile"), dockerfile);
        return directory;
    }

    /** Ten small files. */
    Path few() throws IOException {
        Path directory = directory("few", "FROM busybox\nCOPY . /app\nRUN true\n" + LABELLED);
        for (int i = 0; i < 10; i++) {
            Files.writeString(directory.resolve("file" + i), "content " + i);
        }
        return directory;
    }

    /** A file of 500 MB of noise and 100 small ones. */
    Path large() throws IOException {
        return Files.exists(path("large")) ? path("large") : large("large", MOUNT);
    }

    /** The same for the engine's own builder, for which all of a context is sent anyway. */
    Path classic() throws IOException {
        return large("classic", "FROM scratch\n" + LABELLED);
    }

    private Path large(String name, String dockerfile) throws IOException {
        Path directory = directory(name, dockerfile);
        change(directory);
        for (int i = 0; i < 100; i++) {
            Files.writeString(directory.resolve("small" + i), "content " + i);
        }
        return directory;
    }

    /** Writes the large file anew. */
    void change(Path directory) throws IOException {
        byte[] noise = new byte[1_000_000];
        try (OutputStream out = Files.newOutputStream(directory.resolve("noise"))) {
            for (int i = 0; i < 500; i++) {
                random.nextBytes(noise);
                out.write(noise);
            }
        }
    }

    /** 100,000 files of 100 to 600 bytes in 1,000 directories. */
    Path many() throws IOException {
        Path directory = directory("many", MOUNT);
        for (int i = 0; i < 1000; i++) {
            Path below = Files.createDirectories(directory.resolve("d" + i % 10 + "/e" + i));
            for (int j = 0; j < 100; j++) {
                byte[] content = new byte[100 + random.nextInt(500)];
                random.nextBytes(content);
                Files.write(below.resolve("f" + j + ".txt"), content);
            }
        }
        return directory;
    }

    /** One file of 2 GiB that takes no space. */
    Path huge() throws IOException {
        Path directory = directory("huge", MOUNT);
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("zeros").toFile(), "rw")) {
            file.setLength(2L << 30);
        }
        return directory;
    }

    /** Changes the times of all files, so that the engine asks for all of them again. */
    void touch(Path directory) throws IOException {
        time += 1000;
        FileTime now = FileTime.fromMillis(time);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file)) {
                    Files.setLastModifiedTime(file, now);
                }
            }
        }
    }

    static void buildx(Path directory) throws Exception {
        run(true, "docker", "buildx", "build", directory.toString());
    }

    static void classicBuild(Path directory) throws Exception {
        run(false, "docker", "build", directory.toString());
    }

    private static void run(boolean buildKit, String... words) throws Exception {
        ProcessBuilder program =
                new ProcessBuilder(words)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD);
        program.environment().put("DOCKER_BUILDKIT", buildKit ? "1" : "0");
        // a directory with buildx as a plugin; dev/bench sees to it
        program.environment().put("DOCKER_CONFIG", System.getenv("BUILDX_CONFIG"));
        int code = program.start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", words) + ": exit code " + code);
        }
    }

    private static Set<String> largeRecords() {
        Set<String> ids = new HashSet<>();
        Engine.diskUsage(DiskUsage.Kind.BUILD_CACHE).items().stream()
                .filter(record -> record.size() > LARGE_RECORD)
                .forEach(record -> ids.add(record.id()));
        return ids;
    }

    @Override
    public void close() throws IOException {
        Images.query().label(Peers.LABEL, Peers.SESSION).list().stream()
                .map(image -> Images.get(image.id()))
                .forEach(image -> image.remove(options -> options.force()));
        Set<String> more = largeRecords();
        more.removeAll(cachedBefore);
        more.forEach(id -> Engine.pruneBuildCache().all().filter("id", id).execute());
        try (Stream<Path> paths = Files.walk(top)) {
            List<Path> all = paths.sorted((a, b) -> b.compareTo(a)).toList();
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }
}
