package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README and the pages in docs: their length, their links, and the names and figures that they repeat. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (.*)$");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern QUOTED = Pattern.compile("`([A-Za-z.]+)`");
    private static final Pattern FIGURES =
            Pattern.compile("(?m)^(\\| .* \\| (?:docker-java|Testcontainers) \\|)$");

    @Test
    void theReadmeHasAtMost150Lines() throws IOException {
        assertThat(text(ROOT.resolve("README.md")).lines().count()).isLessThanOrEqualTo(150);
    }

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatExist() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            for (String link : all(LINK, CODE.matcher(text(page)).replaceAll(""))) {
                if (link.contains("://")) {
                    continue;
                }
                links++;
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
                if (!Files.exists(target)
                        || (parts.length == 2 && !anchors(target).contains(parts[1]))) {
                    broken.add(ROOT.relativize(page) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(50);
    }

    @Test
    void thePagesWithContentsListEachOfTheirSections() throws IOException {
        for (String page :
                List.of(
                        "README.md",
                        "docs/guide.md",
                        "docs/testing.md",
                        "docs/commands.md",
                        "docs/requirements.md",
                        "docs/registries.md",
                        "docs/faq.md")) {
            String text = text(ROOT.resolve(page));
            assertThat(all(LINK, text))
                    .as(page)
                    .containsAll(
                            all(SECTION, text).stream().map(title -> "#" + anchor(title)).toList());
        }
    }

    @Test
    void theFiguresInTheReadmeAreThoseOfThePerformancePage() throws IOException {
        List<String> figures = all(FIGURES, text(ROOT.resolve("README.md")));
        assertThat(figures).isNotEmpty();
        List<String> measured = text(ROOT.resolve("docs/performance.md")).lines().toList();
        for (String row : figures) {
            assertThat(measured).as("dev/bench --write").anyMatch(line -> line.startsWith(row));
        }
    }

    /** {@code io.dockerkit.impl.rest} is a package, {@code EngineErrors} a class. */
    @Test
    void everyNameOnTheArchitecturePageIsInTheSources() throws IOException {
        Set<String> known;
        try (Stream<Path> files = Files.walk(ROOT)) {
            known =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .flatMap(DocumentsTest::typeAndPackage)
                            .collect(Collectors.toSet());
        }
        List<String> names =
                all(QUOTED, text(ROOT.resolve("docs/architecture.md"))).stream()
                        .filter(
                                name ->
                                        name.startsWith("io.dockerkit")
                                                || name.matches("[A-Z]\\w+"))
                        .toList();
        assertThat(names).hasSizeGreaterThan(20);
        assertThat(known).containsAll(names);
    }

    private static Stream<String> typeAndPackage(Path file) {
        String type = file.getFileName().toString().replace(".java", "");
        String folder = file.getParent().toString().replace('/', '.').replace('\\', '.');
        int root = folder.indexOf("io.dockerkit");
        return root < 0 ? Stream.of(type) : Stream.of(type, folder.substring(root));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }

    private static Set<String> anchors(Path page) throws IOException {
        return all(HEADING, CODE.matcher(text(page)).replaceAll("")).stream()
                .map(DocumentsTest::anchor)
                .collect(Collectors.toSet());
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }

    private static String text(Path page) throws IOException {
        return Files.readString(page);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    }
}
