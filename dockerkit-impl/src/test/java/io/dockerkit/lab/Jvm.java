package io.dockerkit.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs in a JVM of their own, with this one's class path and all loggers on. Stateless. */
public final class Jvm {
    private Jvm() {}

    /** Runs a program to its end, which must be a good one, and returns both of its streams. */
    public static String run(
            Class<?> program, Path directory, Map<String, String> variables, String... arguments)
            throws Exception {
        Path output = directory.resolve("output");
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dslf4j.provider=" + LoudLogging.class.getName(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        int code = process.waitFor();
        String text = Files.readString(output);
        if (code != 0) {
            throw new AssertionError(program + " ended with " + code + ": " + text);
        }
        return text;
    }
}
