package io.dockerkit.bench;

import io.dockerkit.Images;
import io.dockerkit.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** An image of 200 MB of noise to a file and back. */
final class Archives {
    private static final double MEGABYTES = 200;
    private static final String NAME = "dockerkit-bench/archive:" + Peers.SESSION;

    private Archives() {}

    static void run(Table table) throws Exception {
        Path directory = Files.createTempDirectory("dockerkit-bench");
        Path ours = directory.resolve("ours.tar");
        Path bare = directory.resolve("bare.tar");
        Image image = image(directory);
        try {
            Table.Action save = () -> Images.save(NAME).to(ours);
            Table.Action get = () -> get(bare);
            save.run();
            get.run();
            rates(table, "save an image of 200 MB", Table.medians(9, save, get));
            Table.Action load = () -> Images.load(ours).execute();
            Table.Action post = () -> post(bare);
            load.run();
            post.run();
            rates(table, "load an image of 200 MB", Table.medians(9, load, post));
        } finally {
            image.remove(options -> options.force());
            Files.deleteIfExists(ours);
            Files.deleteIfExists(bare);
            Files.delete(directory);
        }
    }

    private static void rates(Table table, String metric, double[] ms) {
        table.rates(metric, MEGABYTES / ms[0] * 1000, MEGABYTES / ms[1] * 1000, "bare socket", 0.9);
    }

    private static Image image(Path directory) throws IOException {
        Path context = Files.createDirectory(directory.resolve("context"));
        byte[] noise = new byte[(int) (MEGABYTES * 1_000_000)];
        new Random(2).nextBytes(noise);
        Path file = Files.write(context.resolve("noise"), noise);
        Path dockerfile =
                Files.writeString(
                        context.resolve("Dockerfile"), "FROM scratch\nCOPY noise /noise\n");
        try {
            return Images.build(context).tag(NAME).execute();
        } finally {
            Files.delete(file);
            Files.delete(dockerfile);
            Files.delete(context);
        }
    }

    private static void get(Path file) throws Exception {
        try (Bare bare = new Bare();
                OutputStream out = Files.newOutputStream(file)) {
            bare.exchange("GET /images/get?names=" + NAME, null, 0, out);
        }
    }

    private static void post(Path file) throws Exception {
        try (Bare bare = new Bare();
                InputStream in = Files.newInputStream(file)) {
            bare.exchange(
                    "POST /images/load?quiet=1",
                    in,
                    Files.size(file),
                    OutputStream.nullOutputStream());
        }
    }
}
