package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What a program gets with the one dependency {@code dockerkit-impl}: few jars, small ones, that need little of the JDK. */
class RuntimeClassPathTest {
    private static final long MOST_BYTES = 4_600_000;

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
        try (Stream<Path> all = Files.walk(entry);
                ZipOutputStream zip = new ZipOutputStream(jar)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(entry.relativize(file).toString()));
                Files.copy(file, zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.size();
    }

    @Test
    void ofTheJdkTheLibraryNeedsOnlyTheBaseModuleAndTheOneOfSignals() throws IOException {
        List<Path> own =
                classPath().stream()
                        .filter(entry -> entry.toString().contains("dockerkit-"))
                        .toList();
        // the compiler has seen that they use no module but those that they name
        assertThat(ModuleFinder.of(own.toArray(Path[]::new)).findAll())
                .hasSize(2)
                .flatExtracting(module -> module.descriptor().requires())
                .extracting(ModuleDescriptor.Requires::name)
                .contains("java.base")
                .filteredOn(name -> name.matches("(java|jdk)\\..*"))
                .containsOnly("java.base", "jdk.unsupported");
    }

    @Test
    void allJarsTogetherStaySmall() throws IOException {
        List<Path> all = classPath();
        assertThat(all).hasSizeGreaterThan(5);
        assertThat(all.stream().mapToLong(RuntimeClassPathTest::size).sum())
                .as("bytes of %s", all)
                .isBetween(1_000_000L, MOST_BYTES);
    }

    @Test
    void theRequirementsPageAndTheReadmeSayTheirSize() throws IOException {
        double megabytes =
                classPath().stream().mapToLong(RuntimeClassPathTest::size).sum() / 1_000_000.0;
        assertThat(
                        said(
                                "../docs/requirements.md",
                                "\\| `dockerkit-impl` \\|.*\\| ([0-9.]+) MB \\|"))
                .isCloseTo(megabytes, within(0.1));
        assertThat(said("../README.md", "`dockerkit-impl` alone has ([0-9.]+) MB"))
                .isCloseTo(megabytes, within(0.1));
    }

    private static double said(String page, String pattern) throws IOException {
        Matcher figure = Pattern.compile(pattern).matcher(Files.readString(Path.of(page)));
        assertThat(figure.find()).as(page).isTrue();
        return Double.parseDouble(figure.group(1));
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
