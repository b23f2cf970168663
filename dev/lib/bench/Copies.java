package io.dockerkit.bench;

import com.github.dockerjava.api.DockerClient;
import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file of 170 MB of noise into a container and out of it. */
final class Copies {
    private static final double MEGABYTES = 170;

    private Copies() {}

    static void run(Table table) throws Exception {
        Path directory = Files.createTempDirectory("dockerkit-bench");
        try (DockerClient raw = Peers.dockerJava()) {
            Container container =
                    Containers.run("ubuntu")
                            .label(Peers.LABEL, Peers.SESSION)
                            .command("sh", "-c", "head -c 170000000 /dev/urandom > /data")
                            .detached()
                            .start();
            container.awaitExit();
            Path ours = directory.resolve("ours");
            Path bare = directory.resolve("bare.tar");
            Path theirs = directory.resolve("theirs.tar");
            String archive = "/containers/" + container.id() + "/archive?path=";
            double[] out =
                    Table.medians(
                            7,
                            () -> container.copyFrom("/data", ours),
                            () -> get("GET " + archive + "/data", bare));
            table.rates(
                    "copy 170 MB out",
                    MEGABYTES / out[0] * 1000,
                    MEGABYTES / out[1] * 1000,
                    "bare socket",
                    0.8);
            double[] slow =
                    Table.medians(
                            3,
                            () -> container.copyFrom("/data", ours),
                            () -> copyByDockerJava(raw, container.id(), theirs));
            table.rates(
                    "copy 170 MB out",
                    MEGABYTES / slow[0] * 1000,
                    MEGABYTES / slow[1] * 1000,
                    "docker-java",
                    5);
            double[] in =
                    Table.medians(
                            7,
                            () -> container.copyTo(ours, "/tmp/in"),
                            () -> put("PUT " + archive + "/tmp", bare));
            table.rates(
                    "copy 170 MB in",
                    MEGABYTES / in[0] * 1000,
                    MEGABYTES / in[1] * 1000,
                    "bare socket",
                    0.8);
        } finally {
            Peers.removeAll();
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private static void get(String line, Path file) throws Exception {
        try (Bare bare = new Bare();
                OutputStream out = Files.newOutputStream(file)) {
            bare.exchange(line, null, 0, out);
        }
    }

    private static void put(String line, Path file) throws Exception {
        try (Bare bare = new Bare();
                InputStream in = Files.newInputStream(file)) {
            bare.exchange(line, in, Files.size(file), OutputStream.nullOutputStream());
        }
    }

    private static void copyByDockerJava(DockerClient raw, String id, Path file) throws Exception {
        try (InputStream tar = raw.copyArchiveFromContainerCmd(id, "/data").exec()) {
            Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
