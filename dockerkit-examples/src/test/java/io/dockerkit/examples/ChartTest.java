package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The picture of the performance page has the figures of the page's table. */
class ChartTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/performance.md");
    private static final Path PICTURE = ROOT.resolve("docs/performance.svg");
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| (.*?) \\| ([\\d.]+ (?:us|ms|MB/s)) \\| ([\\d.]+ (?:us|ms|MB/s)) \\| (.*?) \\|");

    @TempDir Path directory;

    private static List<String> texts(Document picture) {
        NodeList all = picture.getElementsByTagName("text");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> all.item(i).getTextContent())
                .toList();
    }

    @Test
    void thePictureShowsEachRowOfTheTableThatHasAPeer() throws Exception {
        List<String> texts =
                texts(
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(PICTURE.toFile()));
        List<List<String>> rows =
                ROW.matcher(Files.readString(PAGE))
                        .results()
                        .filter(row -> !row.group(4).equals("limit"))
                        .map(
                                row ->
                                        List.of(
                                                row.group(1),
                                                row.group(2) + " DockerKit",
                                                row.group(3) + " " + row.group(4)))
                        .toList();
        assertThat(rows).hasSizeGreaterThan(10);
        for (List<String> row : rows) {
            assertThat(texts).as("dev/bench --chart").containsSubsequence(row);
        }
        // and two titles
        assertThat(texts).hasSize(rows.size() * 3 + 2);
    }

    /** The same picture comes from the page that is there. */
    @Test
    void thePictureIsWhatTheBenchmarksDrawFromThePage() throws Exception {
        Path source = ROOT.resolve("dev/lib/bench/Chart.java");
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                directory.toString(),
                                source.toString());
        assertThat(code).isZero();
        Path page = Files.copy(PAGE, directory.resolve("performance.md"));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            Method main =
                    loader.loadClass("io.dockerkit.bench.Chart").getMethod("main", String[].class);
            main.invoke(null, (Object) new String[] {page.toString()});
        }
        assertThat(directory.resolve("performance.svg"))
                .as("dev/bench --chart")
                .hasSameTextualContentAs(PICTURE);
    }
}
