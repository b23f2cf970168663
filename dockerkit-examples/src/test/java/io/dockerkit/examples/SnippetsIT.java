package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every snippet of the README, of the guides and of the Javadoc compiles. */
@Execution(ExecutionMode.CONCURRENT)
class SnippetsIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern XML = Pattern.compile("```xml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SECOND_CELL = Pattern.compile("(?m)^\\| .* \\| `([^`]*)` \\|$");
    private static final Pattern JAVADOC =
            Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* *}</pre>", Pattern.DOTALL);

    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?class (\\w+)");

    /** What a snippet may take for given. */
    private static final String IMPORTS =
            """
            import io.dockerkit.*;
            import io.dockerkit.compose.*;
            import io.dockerkit.container.*;
            import io.dockerkit.container.run.*;
            import io.dockerkit.engine.*;
            import io.dockerkit.image.*;
            import io.dockerkit.junit.*;
            import io.dockerkit.network.*;
            import io.dockerkit.swarm.*;
            import io.dockerkit.swarm.Stack;
            import io.dockerkit.volume.*;
            import java.io.*;
            import java.net.*;
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            import java.util.stream.*;
            import org.junit.jupiter.api.Test;
            """;

    private static final String BEGIN =
            IMPORTS
                    + """
                    class Snippet%d {
                        Docker docker;
                        Container container;
                        ContainerDetails details;
                        Image image;
                        Network network;
                        Volume volume;
                        Node node;
                        Service service;
                        Compose compose;
                        ComposeProject project;
                        DetachedSpec spec, other;
                    """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/guide.md",
                "docs/testing.md",
                "docs/scopes.md",
                "docs/faq.md",
                "docs/registries.md",
                "docs/swarm.md",
                "docs/compose.md",
                "docs/from-testcontainers.md"
            })
    void everySnippetOfThePageCompiles(String page) throws IOException {
        List<String> blocks = all(BLOCK, text(page));
        assertThat(blocks).isNotEmpty();
        compile(blocks);
    }

    @Test
    void everyRowOfTheCommandsCompiles() throws IOException {
        List<String> rows = all(SECOND_CELL, text("docs/commands.md"));
        assertThat(rows).hasSizeGreaterThan(300);
        compile(rows.stream().map(row -> row + ";").toList());
    }

    @Test
    void everyRowOfThePageForUsersOfTestcontainersCompiles() throws IOException {
        List<String> rows = all(SECOND_CELL, text("docs/from-testcontainers.md"));
        assertThat(rows).hasSizeGreaterThan(50);
        compile(rows.stream().map(row -> row.startsWith("@") ? row : row + ";").toList());
    }

    @Test
    void everyRowOfThePageAboutComposeCompiles() throws IOException {
        List<String> rows = all(SECOND_CELL, text("docs/compose.md"));
        assertThat(rows).hasSizeGreaterThan(25);
        compile(rows.stream().map(row -> row + ";").toList());
    }

    @Test
    void theProjectOfTheTestingPageIsTheOneThatTheBuildRuns() throws IOException {
        Path project = ROOT.resolve("dockerkit-junit-jupiter/src/it/fresh");
        String page = text("docs/testing.md");
        assertThat(all(BLOCK, page))
                .contains(Files.readString(project.resolve("src/test/java/WebTest.java")));
        assertThat(all(XML, page)).contains(Files.readString(project.resolve("pom.xml")));
    }

    /** What the page says about modules, shading and versions is what the projects of the build have. */
    @Test
    void theRequirementsPageSaysWhatTheProjectsOfTheBuildHave() throws IOException {
        String page = text("docs/requirements.md");
        String pom = text("dockerkit-junit-jupiter/pom.xml");
        for (String property :
                List.of(
                        "jdk.modules",
                        "kotlin.version",
                        "junit.version",
                        "newest.junit.version",
                        "oldest.maven.version",
                        "newest.maven.version")) {
            assertThat(page).contains(property(property, pom));
        }
        String parent = text("pom.xml");
        assertThat(page)
                .contains(property("jackson.version", parent), property("slf4j.version", parent));
        String module =
                text(
                        "dockerkit-junit-jupiter/src/it/packaging/modules/src/main/java/module-info.java");
        assertThat(page).contains("```\n" + module + "```");
        // the same words, whatever their indentation
        String shading = all(XML, page).get(1).replaceAll("</?configuration>", "");
        assertThat(words(text("dockerkit-junit-jupiter/src/it/packaging/kotlin/pom.xml")))
                .containsSubsequence(words(shading));
    }

    private static String property(String name, String pom) {
        return all(Pattern.compile("<" + Pattern.quote(name) + ">(.*)</"), pom).get(0);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private static String text(String page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }

    @Test
    void everySnippetOfTheApisJavadocCompiles() throws IOException {
        List<String> snippets = javadoc("dockerkit-api");
        assertThat(snippets).hasSizeGreaterThan(15);
        compile(snippets);
    }

    @Test
    void everySnippetOfTheJavadocOfComposeCompiles() throws IOException {
        List<String> snippets = javadoc("dockerkit-compose");
        assertThat(snippets).hasSizeGreaterThan(5);
        compile(snippets);
    }

    @Test
    void everySnippetOfTheExtensionsJavadocCompiles() throws IOException {
        List<String> snippets = javadoc("dockerkit-junit-jupiter");
        assertThat(snippets).hasSizeGreaterThan(3);
        compile(snippets);
    }

    private static List<String> javadoc(String module) throws IOException {
        List<String> snippets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                for (String block : all(JAVADOC, Files.readString(file))) {
                    snippets.add(block.replaceAll("(?m)^ *\\* ?", ""));
                }
            }
        }
        return snippets;
    }

    @Test
    void aSnippetThatIsWrongIsFound() {
        assertThat(errors(List.of("Containers.run(\"ubuntu\").noSuchOption().execute();")))
                .isNotEmpty();
        assertThat(errors(List.of("@Start(nothing = \"\") static Container redis;"))).isNotEmpty();
        assertThat(errors(List.of("@DockerTest class WrongTest { @Start int x() { } }")))
                .isNotEmpty();
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static void compile(List<String> snippets) {
        assertThat(errors(snippets)).isEmpty();
    }

    private static List<String> errors(List<String> snippets) {
        List<JavaFileObject> sources = new ArrayList<>();
        for (int i = 0; i < snippets.size(); i++) {
            sources.add(source(i, snippets.get(i)));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        var task =
                compiler.getTask(
                        null,
                        compiler.getStandardFileManager(found, Locale.ROOT, null),
                        found,
                        List.of("-proc:none", "-Xdiags:compact", "-d", temporary()),
                        null,
                        sources);
        boolean ok = task.call();
        List<String> messages =
                found.getDiagnostics().stream()
                        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                        .map(d -> d.getMessage(Locale.ROOT) + " in: " + snippetOf(d.getSource()))
                        .toList();
        assertThat(ok).isEqualTo(messages.isEmpty());
        return messages;
    }

    /** A snippet is a whole class, members of one, or statements. */
    private static JavaFileObject source(int number, String snippet) {
        Matcher type = TYPE.matcher(snippet);
        if (type.find()) {
            return source(
                    type.group(1), snippet.startsWith("import ") ? snippet : IMPORTS + snippet);
        }
        boolean members = snippet.startsWith("@");
        return source(
                "Snippet" + number,
                BEGIN.formatted(number)
                        + (members ? "" : "void snippet() throws Exception {\n")
                        + snippet
                        + (members ? "\n}\n" : "\n}}\n"));
    }

    private static String temporary() {
        try {
            Path all = Files.createDirectories(Path.of("target/snippets"));
            return Files.createTempDirectory(all, "classes").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String snippetOf(JavaFileObject source) {
        try {
            return source.getCharContent(true).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(
                URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
