package io.dockerkit.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program docker compose, on a project of a directory. The variable {@code DOCKERKIT_COMPOSE} names the program; {@code
 * dev/test} sets it.
 *
 * @param directory where compose.yaml is
 * @param project the project's name
 * @param files whether it is to read the file; without, it knows the project by its name only
 */
record ComposeProgram(Path directory, String project, boolean files) {
    /** Returns the program that knows the project by its name only. */
    ComposeProgram byName() {
        return new ComposeProgram(directory, project, false);
    }

    /** Runs a command and returns what it printed to standard output. */
    String run(String... command) throws IOException, InterruptedException {
        return run("", command);
    }

    /** Returns the lines of {@code events} up to {@code --until}, where the program fails: it did not expect the end. */
    List<String> events(String... options) throws IOException, InterruptedException {
        String[] command =
                Stream.concat(Stream.of("events"), Stream.of(options)).toArray(String[]::new);
        return run("EOF", command).lines().toList();
    }

    private String run(String failure, String... command) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Objects.requireNonNull(
                                        System.getenv("DOCKERKIT_COMPOSE"), "DOCKERKIT_COMPOSE"),
                                "--ansi",
                                "never",
                                "--progress",
                                "quiet",
                                "--project-name",
                                project));
        if (files) {
            words.addAll(List.of("--file", "compose.yaml"));
        }
        words.addAll(Arrays.asList(command));
        Path errors = directory.resolve("stderr");
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("COMPOSE_"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean hasEnded = process.waitFor(1, TimeUnit.MINUTES);
        String said = Files.readString(errors);
        if (hasEnded && (process.exitValue() == 0 || said.strip().equals(failure))) {
            return output;
        }
        throw new AssertionError(words + " failed: " + said + output);
    }

    /** Runs a command and returns the lines that it printed. */
    List<String> lines(String... command) throws IOException, InterruptedException {
        return run(command).lines().toList();
    }
}
