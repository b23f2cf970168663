package io.dockerkit.bench;

import io.dockerkit.Docker;
import io.dockerkit.Images;
import io.dockerkit.image.BuildSpec;
import java.nio.file.Path;
import java.util.List;

/** Builds: what goes to the engine, how fast, and how fast a build is of which nothing has changed. */
final class Builds {
    private static final double MEGABYTES = 500;
    private static final int ROUNDS = 5;

    private Builds() {}

    /** A whole process: a JVM starts, builds a directory, and ends. */
    static final class Ours {
        public static void main(String[] args) {
            Images.build(Path.of(args[0])).execute();
        }
    }

    static void run(Table table) throws Exception {
        try (Contexts contexts = new Contexts()) {
            unchanged(table, contexts);
            changedFile(table, contexts);
            whole(table, contexts);
        }
    }

    /** Contexts of many files, and a large one in little memory. */
    static void contexts(Table table) throws Exception {
        try (Contexts contexts = new Contexts()) {
            small(table, contexts);
            heap(table, contexts);
        }
    }

    /** A build of which all is there already: what the client itself takes. */
    private static void unchanged(Table table, Contexts contexts) throws Exception {
        Path directory = contexts.few();
        BuildSpec build = Images.build(directory);
        Table.Action ours = build::execute;
        Table.Action theirs = () -> Contexts.buildx(directory);
        for (int i = 0; i < 10; i++) {
            ours.run();
        }
        theirs.run();
        double[] warm = Table.medians(21, ours, theirs);
        table.times(
                "a build without a change, in a running JVM",
                warm[0],
                warm[1],
                "docker buildx build",
                1.0);
        double[] first = Table.medians(11, () -> newJvm(directory), theirs);
        table.times(
                "a build without a change, the JVM's start included",
                first[0],
                first[1],
                "docker buildx build");
    }

    /** Of a context that the engine has, one file of 500 MB changes. */
    private static void changedFile(Table table, Contexts contexts) throws Exception {
        Path directory = contexts.large();
        Path socket = contexts.path("engine.sock");
        try (CountingProxy proxy = new CountingProxy(socket, Peers.socket());
                Docker docker = Docker.connect("unix://" + socket)) {
            BuildSpec build = docker.images().build(directory);
            build.execute();
            contexts.change(directory);
            long before = proxy.sent();
            build.execute();
            table.limit(
                    "sent when a file of 500 MB of a context has changed",
                    (proxy.sent() - before) / 1e6,
                    "MB",
                    MEGABYTES * 1.05);
        }
    }

    /** All of a context of 500 MB is sent. */
    private static void whole(Table table, Contexts contexts) throws Exception {
        Path directory = contexts.large();
        Path classic = contexts.classic();
        Table.Action touch = () -> contexts.touch(directory);
        BuildSpec build = Images.build(directory);
        Table.Action ours = build::execute;
        Table.Action theirs = () -> Contexts.buildx(directory);
        touch.run();
        double[] session = Table.medians(ROUNDS, new Table.Action[] {ours, theirs}, touch);
        table.times(
                "a context of 500 MB to BuildKit",
                session[0],
                session[1],
                "docker buildx build",
                1.05);
        BuildSpec archive = Images.build(classic).builder(BuildSpec.Builder.CLASSIC);
        double[] archives =
                Table.medians(ROUNDS, archive::execute, () -> Contexts.classicBuild(classic));
        table.times(
                "a context of 500 MB to the engine's own builder",
                archives[0],
                archives[1],
                "docker build",
                1.05);
    }

    private static void small(Table table, Contexts contexts) throws Exception {
        Path directory = contexts.many();
        Table.Action ours = () -> Images.build(directory).execute();
        Table.Action theirs = () -> Contexts.buildx(directory);
        Table.Action touch = () -> contexts.touch(directory);
        // the engine's first look at so many files, and this JVM's first build
        ours.run();
        touch.run();
        double[] all =
                Table.medians(3, new Table.Action[] {ours, theirs, () -> newJvm(directory)}, touch);
        table.times("a context of 100,000 small files", all[0], all[1], "docker buildx build", 1.0);
        table.times(
                "a context of 100,000 small files, the JVM's start included",
                all[2],
                all[1],
                "docker buildx build");
        ours.run();
        double[] listed = Table.medians(3, ours, theirs);
        table.times(
                "a context of 100,000 small files without a change",
                listed[0],
                listed[1],
                "docker buildx build",
                1.0);
    }

    private static void newJvm(Path directory) throws Exception {
        Peers.java(Peers.ownHome(), List.of(), Ours.class, directory.toString());
    }

    /** Builds from a context of 2 GiB and prints the most heap in use, in MiB. */
    static final class TwoGibibytes {
        public static void main(String[] args) {
            HeapPeak heap = new HeapPeak();
            Images.build(Path.of(args[0])).execute();
            System.out.println(heap.mebibytes());
        }
    }

    private static void heap(Table table, Contexts contexts) throws Exception {
        String directory = contexts.huge().toString();
        String options = "-Xmx64m";
        String session =
                Peers.java(Peers.ownHome(), List.of(options), TwoGibibytes.class, directory);
        table.limit(
                "heap for a context of 2 GiB, by session", Double.parseDouble(session), "MiB", 64);
        String archive =
                Peers.javaWithout(
                        "dockerkit-buildkit", List.of(options), TwoGibibytes.class, directory);
        table.limit(
                "heap for a context of 2 GiB, as an archive",
                Double.parseDouble(archive),
                "MiB",
                64);
    }
}
