package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a program gets with the one dependency {@code dockerkit-impl}: few jars, and small ones. */
class RuntimeClassPathTest {
    private static final long MOST_BYTES = 9_000_000;

    private static List<Path> classPath() throws IOException {
        try (InputStream in =
                RuntimeClassPathTest.class.getResourceAsStream("/runtime.classpath")) {
            assertThat(in).as("the list that the build makes").isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return Stream.of(text.split(File.pathSeparator)).map(Path::of).toList();
        }
    }

    private static long size(Path entry) {
        try (Stream<Path> all = Files.walk(entry)) {
            return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allJarsTogetherHaveNoMoreThanNineMegabytes() throws IOException {
        List<Path> all = classPath();
        assertThat(all).hasSizeGreaterThan(5);
        assertThat(all.stream().mapToLong(RuntimeClassPathTest::size).sum())
                .as("bytes of %s", all)
                .isBetween(1_000_000L, MOST_BYTES);
    }

    @Test
    void noneOfWhatDockerJavaWouldBringIsAmongThem() throws IOException {
        assertThat(classPath())
                .extracting(entry -> entry.getFileName().toString())
                .anyMatch(name -> name.startsWith("docker-java-transport"))
                .noneMatch(
                        name ->
                                name.matches(
                                        "(bcprov|bcpkix|bcutil|guava|jna|commons-codec|docker-java-core|docker-java-api).*"));
    }
}
