package io.dockerkit.impl.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of {@code docs/traps.md} names the tests that hold it, and each test that is named by a row is in it. */
class TrapsTableTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| T(\\d+) \\|.*\\| ([^|]*) \\|");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)`");
    private static final Pattern TEST = Pattern.compile("void t(\\d\\d)[A-Z]\\w*\\(");
    private static final int ROWS = 29;

    private static SortedMap<Integer, SortedSet<String>> table() throws IOException {
        SortedMap<Integer, SortedSet<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(PROJECT.resolve("docs/traps.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                SortedSet<String> tests = new TreeSet<>();
                NAMED.matcher(row.group(2)).results().forEach(test -> tests.add(test.group(1)));
                assertThat(rows.put(Integer.valueOf(row.group(1)), tests)).as(line).isNull();
            }
        }
        return rows;
    }

    private static SortedMap<Integer, SortedSet<String>> tests() throws IOException {
        SortedMap<Integer, SortedSet<String>> rows = new TreeMap<>();
        for (String module : List.of("dockerkit-api", "dockerkit-impl")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module + "/src/test/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    Matcher test = TEST.matcher(Files.readString(file));
                    while (test.find()) {
                        rows.computeIfAbsent(Integer.valueOf(test.group(1)), row -> new TreeSet<>())
                                .add(name);
                    }
                }
            }
        }
        return rows;
    }

    @Test
    void eachRowNamesItsTestsAndEachTestItsRow() throws IOException {
        assertThat(tests()).hasSize(ROWS);
        assertThat(table()).isEqualTo(tests());
    }
}
