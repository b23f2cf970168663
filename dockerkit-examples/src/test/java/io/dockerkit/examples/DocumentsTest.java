package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final Pattern PACKAGE = Pattern.compile("`(io\\.dockerkit[a-z.]*)`");
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

    @Test
    void everyPackageHasARowOnTheArchitecturePage() throws IOException {
        List<String> rows = all(PACKAGE, text(ROOT.resolve("docs/architecture.md")));
        for (String module : List.of("dockerkit-api", "dockerkit-impl")) {
            List<String> packages =
                    sources(module).keySet().stream()
                            .map(DocumentsTest::sourceFolder)
                            .distinct()
                            .toList();
            assertThat(packages).hasSizeGreaterThan(5);
            assertThat(rows).containsAll(packages);
        }
    }

    /** The examples of the table "What a change takes". */
    @Test
    void aChangeTakesTheFilesThatTheArchitecturePageNames() throws IOException {
        String page = text(ROOT.resolve("docs/architecture.md"));
        assertThat(filesThatHave("\"userns\"|\\buserns\\("))
                .isEqualTo(examples(page, "`--userns`"));
        assertThat(filesThatHave("(?m)^    (public )?void pause\\("))
                .isEqualTo(examples(page, "`pause\\(\\)`"));
        Set<String> transport = filesThatHave("\\bSshAddress\\b");
        transport.removeIf(file -> file.startsWith("Ssh"));
        assertThat(transport).isEqualTo(examples(page, "`SshAddress`"));
        Set<String> noun = filesThatHave("\\bVolume(Backend|Commands) volumes\\(");
        noun.removeIf(file -> file.contains("Scope"));
        assertThat(noun).isEqualTo(examples(page, "volumes"));
    }

    /** Returns the files that the last cell of a row names after its example. */
    private static Set<String> examples(String page, String example) {
        String files =
                all(Pattern.compile("(?m)\\| " + example + ": (.*) \\|$"), page).stream()
                        .findFirst()
                        .orElseThrow();
        return new TreeSet<>(all(QUOTED, files));
    }

    private static Set<String> filesThatHave(String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        Set<String> files = new TreeSet<>();
        for (String module : List.of("dockerkit-api", "dockerkit-impl")) {
            sources(module)
                    .forEach(
                            (file, source) -> {
                                if (pattern.matcher(source).find()) {
                                    files.add(file.getFileName().toString().replace(".java", ""));
                                }
                            });
        }
        return files;
    }

    private static Map<Path, String> sources(String module) throws IOException {
        Path root = ROOT.resolve(module).resolve("src/main/java");
        Map<Path, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve("io"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.put(root.relativize(file), Files.readString(file));
            }
        }
        return sources;
    }

    private static String sourceFolder(Path file) {
        return file.getParent().toString().replace('/', '.').replace('\\', '.');
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
