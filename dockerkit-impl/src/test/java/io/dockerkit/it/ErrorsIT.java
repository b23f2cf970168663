package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockerkit.EngineException;
import io.dockerkit.it.ErrorCases.Case;
import io.dockerkit.it.ErrorCases.Place;
import io.dockerkit.lab.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each error of docs/errors.md, provoked on a real engine: its class, and what it says but for the engine's own words, which
 * differ between releases and stand between «». The table as this engine makes it is left in {@code target/errors.md}.
 */
@ExtendWith(Witness.class)
@Timeout(120)
class ErrorsIT {
    private static final Path TABLE = Path.of("../docs/errors.md");
    private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\| (.*?) \\| ?(.*) \\|");
    private static final Pattern WORDS = Pattern.compile("«.*?»");
    private static final List<String> SEEN = new ArrayList<>();

    @TempDir Path directory;
    private static Registry registry;

    @BeforeAll
    static void start(@TempDir Path files) throws Exception {
        registry = Registry.start(files);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        Files.write(Files.createDirectories(Path.of("target")).resolve("errors.md"), SEEN);
    }

    static Stream<Case> cases() {
        return ErrorCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatTheTableSays(Case one) throws IOException {
        ThrowingCallable act = () -> one.what().provoke(new Place(directory, registry));
        Throwable thrown = catchThrowable(act);
        assertThat(thrown).isExactlyInstanceOf(one.type());
        if (thrown instanceof EngineException e) {
            assertThat(e.engineMessage()).isNotBlank();
            // two messages say more than the engine does, in other words
            if (!e.getMessage().contains(" is taken by ")
                    && !e.getMessage().contains("it was never started")) {
                assertThat(e.getMessage()).contains(e.engineMessage());
            }
        }
        String row = row(one, shown(thrown));
        SEEN.add(row);
        assertThat(rows()).map(ErrorsIT::blank).contains(blank(row));
    }

    @Test
    void theTableHasEachCaseAndEachClass() throws IOException {
        List<String> told = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (String row : rows().toList()) {
            Matcher cells = ROW.matcher(row);
            assertThat(cells.matches()).as(row).isTrue();
            classes.add(cells.group(1));
            if (!cells.group(3).isBlank()) {
                told.add(cells.group(2));
            }
        }
        assertThat(told).containsExactlyElementsOf(cases().map(Case::when).toList());
        try (Stream<Path> sources =
                Files.list(Path.of("../dockerkit-api/src/main/java/io/dockerkit"))) {
            List<String> all =
                    sources.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Exception.java"))
                            .map(name -> name.replace(".java", ""))
                            .toList();
            assertThat(all).hasSizeGreaterThan(20);
            assertThat(classes).containsAll(all);
        }
    }

    private static Stream<String> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().filter(line -> line.startsWith("| `"));
    }

    private static String row(Case one, String example) {
        return "| `%s` | %s | %s |".formatted(one.type().getSimpleName(), one.when(), example);
    }

    private static String blank(String row) {
        return WORDS.matcher(row).replaceAll("«»");
    }

    /** Puts the engine's words between «», and for what differs from run to run what stands in the table. */
    private String shown(Throwable thrown) {
        String message = thrown.getMessage();
        if (thrown instanceof EngineException e) {
            message =
                    message.replace(
                            e.engineMessage(), "«" + e.engineMessage().replace("\n", " ") + "»");
        }
        return message.lines()
                .findFirst()
                .orElseThrow()
                .replace(directory.resolve("docker").toString(), "/home/me/.docker")
                .replace(directory.toString(), ".")
                .replaceAll("\\b[0-9a-f]{64}\\b", "3fa9c1d0ab12…")
                .replaceAll("\\b[0-9a-f]{12}\\b", "3fa9c1d0ab12")
                .replaceAll("\\b(web|net|data|foreign)-[0-9a-f]{8}\\b", "$1")
                .replaceAll(" --label \\S+", "")
                .replaceAll("\\b127\\.0\\.0\\.1:\\d{4,5}\\b(?!:)", "127.0.0.1:5000")
                .replaceAll("\\bport \\d{4,5}\\b", "port 8080")
                .replaceAll("\\bpid \\d+\\b", "pid 4711")
                .replaceAll("exit code (1|255) \\(the program", "exit code 1 (the program")
                .replace("|", "\\|");
    }
}
