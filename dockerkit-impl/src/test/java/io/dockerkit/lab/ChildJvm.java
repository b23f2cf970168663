package io.dockerkit.lab;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of the tests in a JVM of its own, with the environment and the user that a test wants. Not thread-safe. */
public final class ChildJvm {
    private final List<String> before = new ArrayList<>();
    private final Map<String, String> environment;
    private String classPath = System.getProperty("java.class.path");

    /** Makes one with these variables about docker, and none of this process's. */
    public ChildJvm(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Has it run as a user without rights, if this process has them; its class path is copied to where all may read it. */
    public ChildJvm asNobody(Path readable) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return this;
        }
        before.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        List<String> copied = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path from = Path.of(entry);
            if (Files.isDirectory(from) && !entry.contains("test")) {
                copied.add(copy(from, readable.resolve("classes" + copied.size())).toString());
            } else if (Files.isDirectory(from)) {
                Path to = readable.resolve("classes" + copied.size());
                copy(from.resolve("io/dockerkit/lab"), to.resolve("io/dockerkit/lab"));
                copied.add(to.toString());
            } else if (from.getFileName()
                    .toString()
                    .matches("(dockerkit|jackson|docker-java-transport|slf4j).*")) {
                copied.add(copy(from, readable.resolve(from.getFileName())).toString());
            }
        }
        classPath = String.join(File.pathSeparator, copied);
        for (Path path = readable; path.getParent().getParent() != null; path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return this;
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(one, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return to;
    }

    /** Runs a main class and returns what it printed, errors included. */
    public String run(Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
