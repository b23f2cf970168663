package io.dockerkit.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Those that DockerKit is compared with, and what the measurements leave on the engine. */
final class Peers {
    static final String LABEL = "io.dockerkit.bench";
    static final String SESSION = UUID.randomUUID().toString().substring(0, 8);

    private Peers() {}

    static Path socket() {
        String host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
        if (!host.startsWith("unix://")) {
            throw new IllegalStateException(
                    "dev/bench needs an engine on a unix socket, not " + host);
        }
        return Path.of(host.substring("unix://".length()));
    }

    static DockerClient dockerJava() {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
    }

    /** Runs a program to its end and throws if that is not well. */
    static void run(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.INHERIT)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": exit code " + process.exitValue());
        }
    }

    /** Runs a main class of this classpath in a JVM of its own, and returns what it printed. */
    static String java(Path home, List<String> options, Class<?> main, String... args)
            throws IOException, InterruptedException {
        Process process = start(home, options, main, args);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        end(process, main, out);
        return out.strip();
    }

    /** Does the same, and returns the milliseconds from its start until it printed its first line. */
    static double untilFirstLine(Class<?> main, String... args)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(ownHome(), List.of(), main, args);
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            double ms = (System.nanoTime() - start) / 1e6;
            end(process, main, line);
            return ms;
        }
    }

    /** Does the same in this JVM's home, without a module of DockerKit. */
    static String javaWithout(String module, List<String> options, Class<?> main, String... args)
            throws IOException, InterruptedException {
        String classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> !entry.contains(module))
                        .collect(Collectors.joining(File.pathSeparator));
        Process process = start(ownHome(), classPath, options, main, args);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        end(process, main, out);
        return out.strip();
    }

    private static Process start(Path home, List<String> options, Class<?> main, String... args)
            throws IOException {
        return start(home, System.getProperty("java.class.path"), options, main, args);
    }

    private static Process start(
            Path home, String classPath, List<String> options, Class<?> main, String... args)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        words.addAll(options);
        words.addAll(List.of("-cp", classPath, main.getName()));
        words.addAll(List.of(args));
        return new ProcessBuilder(words).redirectError(Redirect.INHERIT).start();
    }

    private static void end(Process process, Class<?> main, String out)
            throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IOException(main + " ended with " + process.exitValue() + ": " + out);
        }
    }

    static Path ownHome() {
        return Path.of(System.getProperty("java.home"));
    }

    static void removeAll() {
        io.dockerkit.Containers.query()
                .all()
                .label(LABEL, SESSION)
                .removeAll(options -> options.force().volumes());
    }
}
