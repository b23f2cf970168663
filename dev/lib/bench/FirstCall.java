package io.dockerkit.bench;

import java.util.List;

/** A whole process: a JVM starts, asks for the engine's version, and ends. */
final class FirstCall {
    /** By DockerKit. */
    static final class Ours {
        public static void main(String[] args) {
            System.out.println(io.dockerkit.Engine.version().version());
        }
    }

    /** By docker-java. */
    static final class DockerJava {
        public static void main(String[] args) throws Exception {
            try (var client = Peers.dockerJava()) {
                System.out.println(client.versionCmd().exec().getVersion());
            }
        }
    }

    private FirstCall() {}

    static void run(Table table) throws Exception {
        double[] ms =
                Table.medians(
                        11,
                        () -> Peers.java(Peers.ownHome(), List.of(), Ours.class),
                        () -> Peers.java(Peers.ownHome(), List.of(), DockerJava.class));
        table.times(
                "first call of a JVM, the JVM's start included", ms[0], ms[1], "docker-java", 0.4);
    }
}
