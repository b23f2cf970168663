package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program gets with the one dependency {@code dockerkit-impl}: few jars, small ones, that need little of the JDK. */
class RuntimeClassPathTest {
    private static final long MOST_BYTES = 4_000_000;

    @TempDir Path directory;

    private static List<Path> classPath() throws IOException {
        try (InputStream in =
                RuntimeClassPathTest.class.getResourceAsStream("/runtime.classpath")) {
            assertThat(in).as("the list that the build makes").isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return Stream.of(text.split(File.pathSeparator)).map(Path::of).toList();
        }
    }

    /** Before the jars are made, their classes are in directories: those count as they do in a jar, compressed. */
    private static long size(Path entry) {
        if (Files.isRegularFile(entry)) {
            return entry.toFile().length();
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        writeJar(entry, jar);
        return jar.size();
    }

    /** Writes what is in a directory into a jar, without the descriptor of its module. */
    private static void writeJar(Path folder, OutputStream jar) {
        try (Stream<Path> all = Files.walk(folder);
                ZipOutputStream zip = new ZipOutputStream(jar)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!name.equals("module-info.class")) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar of what the entry of the class path has, as {@link #writeJar} writes it. */
    private Path plainJar(Path entry) throws IOException {
        Path plain = directory.resolve(UUID.randomUUID() + ".jar");
        try (OutputStream jar = Files.newOutputStream(plain)) {
            if (Files.isDirectory(entry)) {
                writeJar(entry, jar);
            } else {
                try (FileSystem opened = FileSystems.newFileSystem(entry)) {
                    writeJar(opened.getPath("/"), jar);
                }
            }
        }
        return plain;
    }

    @Test
    void theLibrarysOwnClassesNeedOnlyTheBaseModuleOfTheJdk() throws IOException {
        List<String> own = new ArrayList<>();
        for (Path entry : classPath()) {
            if (entry.toString().contains("dockerkit-")) {
                own.add(plainJar(entry).toString());
            }
        }
        assertThat(own).hasSize(2);
        StringWriter printed = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int code =
                jdeps.run(
                        new PrintWriter(printed),
                        new PrintWriter(printed),
                        Stream.concat(
                                        Stream.of(
                                                "--multi-release",
                                                "base",
                                                "--ignore-missing-deps",
                                                "--print-module-deps"),
                                        own.stream())
                                .toArray(String[]::new));
        assertThat(code).as(printed.toString()).isZero();
        assertThat(printed.toString().strip()).isEqualTo("java.base");
    }

    @Test
    void allJarsTogetherHaveNoMoreThanFourMegabytes() throws IOException {
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
