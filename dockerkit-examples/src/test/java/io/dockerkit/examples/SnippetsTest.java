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

/** Every snippet of the README and of the API's Javadoc compiles against the API as it is. */
class SnippetsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `[^|]*` \\| `(.*)` \\|$");
    private static final Pattern JAVADOC =
            Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* *}</pre>", Pattern.DOTALL);

    /** What a snippet may take for given. */
    private static final String BEGIN =
            """
            import io.dockerkit.*;
            import io.dockerkit.container.*;
            import io.dockerkit.engine.*;
            import io.dockerkit.image.*;
            import io.dockerkit.network.*;
            import io.dockerkit.volume.*;
            import java.net.*;
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            import java.util.stream.*;
            class Snippet%d {
                Docker docker;
                Container container;
                Image image;
                Network network;
                Volume volume;
                void snippet() throws Exception {
            """;

    @Test
    void everySnippetOfTheReadmeCompiles() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<String> blocks = all(BLOCK, readme);
        List<String> rows = all(ROW, readme);
        assertThat(blocks).hasSizeGreaterThan(5);
        assertThat(rows).hasSizeGreaterThan(50);
        compile(blocks);
        compile(rows.stream().map(row -> row + ";").toList());
    }

    @Test
    void everySnippetOfTheApisJavadocCompiles() throws IOException {
        List<String> snippets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("dockerkit-api/src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                for (String block : all(JAVADOC, Files.readString(file))) {
                    snippets.add(block.replaceAll("(?m)^ *\\* ?", ""));
                }
            }
        }
        assertThat(snippets).hasSizeGreaterThan(15);
        compile(snippets);
    }

    @Test
    void aSnippetThatIsWrongIsFound() {
        assertThat(errors(List.of("Containers.run(\"ubuntu\").noSuchOption().execute();")))
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
            String snippet = snippets.get(i);
            boolean whole = snippet.contains("class ");
            sources.add(
                    whole
                            ? source("Hello", snippet)
                            : source("Snippet" + i, BEGIN.formatted(i) + snippet + "\n}}\n"));
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

    private static String temporary() {
        try {
            return Files.createDirectories(Path.of("target/snippets")).toString();
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
