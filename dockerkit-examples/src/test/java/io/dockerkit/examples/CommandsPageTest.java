package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/commands.md show every command and flag that {@code docker --help} of the client 28.2.2 lists for these
 * nouns, and those of {@code docker buildx build} 0.29.1. {@code dev/lib/record-help.py} recorded that list; commands.txt says what is shown.
 */
class CommandsPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/commands.md");
    private static final Path SOURCES = Path.of("src/test/resources");
    private static final String BEGIN =
            "<!-- generated from dockerkit-examples/src/test/resources/commands.txt -->\n";
    private static final String ALL = "*";

    /** A command of the CLI: its names, the first with its noun, and its flags. */
    private record Command(List<String> names, List<String> flags) {
        String name() {
            return names.get(0);
        }

        /** The name that is typed most: without the noun, and no older synonym. */
        String shown() {
            return names.stream()
                    .filter(name -> name.split(" ", -1).length == 2)
                    .findFirst()
                    .orElse(name());
        }
    }

    /** What the page shows for one command. */
    private record Entry(String section, String java, Map<String, Shown> flags) {}

    /** What stands beside a flag: Java, or words. */
    private record Shown(boolean isJava, String text) {}

    private static List<Command> commandsOfTheCli() throws IOException {
        List<Command> commands = new ArrayList<>();
        for (String line : Files.readAllLines(SOURCES.resolve("docker-help.txt"))) {
            if (line.startsWith("docker ")) {
                List<String> names =
                        Stream.of(line.substring("docker ".length()).split(", ", -1))
                                .map(name -> "docker " + name)
                                .toList();
                commands.add(new Command(names, new ArrayList<>()));
            } else if (line.startsWith("  --")) {
                commands.get(commands.size() - 1).flags().add(line.strip().split(" ", -1)[0]);
            }
        }
        return commands;
    }

    private static Map<String, Entry> entries() throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        String section = "";
        Entry last = null;
        for (String line : Files.readAllLines(SOURCES.resolve("commands.txt"))) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (line.startsWith("docker ")) {
                String[] sides = line.split(" = ", 2);
                last = new Entry(section, sides[1], new LinkedHashMap<>());
                assertThat(entries.put(sides[0], last)).as("twice: " + sides[0]).isNull();
            } else if (line.startsWith("  ") && last != null) {
                boolean java = line.contains(" = ");
                String[] sides = line.strip().split(java ? " = " : " : ", 2);
                for (String flag : sides[0].split(", ", -1)) {
                    assertThat(last.flags().put(flag, new Shown(java, sides[1])))
                            .as("twice: " + flag)
                            .isNull();
                }
            } else {
                assertThat(line).matches("#.*|");
            }
        }
        return entries;
    }

    @Test
    void everyCommandOfTheCliIsShownAndNoOther() throws IOException {
        assertThat(entries().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        commandsOfTheCli().stream().map(Command::name).toList())
                .hasSize(109);
    }

    @Test
    void everyFlagOfTheCliIsShownAndNoOther() throws IOException {
        Map<String, Entry> entries = entries();
        for (Command command : commandsOfTheCli()) {
            Set<String> shown = entries.get(command.name()).flags().keySet();
            if (shown.contains(ALL)) {
                assertThat(command.flags()).as(command.name()).isNotEmpty();
            } else {
                assertThat(shown)
                        .as(command.name())
                        .containsExactlyInAnyOrderElementsOf(command.flags());
            }
        }
    }

    /** {@code docker ps} is a name of {@code docker container ls}. */
    @Test
    void everyCommandWithoutANounIsANameOfOneThatIsShown() throws IOException {
        String prefix = "# without a noun: ";
        String line =
                Files.readAllLines(SOURCES.resolve("docker-help.txt")).stream()
                        .filter(one -> one.startsWith(prefix))
                        .findFirst()
                        .orElseThrow();
        Set<String> names =
                commandsOfTheCli().stream()
                        .flatMap(command -> command.names().stream())
                        .collect(Collectors.toSet());
        assertThat(line.substring(prefix.length()).split(" ", -1))
                .hasSizeGreaterThan(35)
                .allMatch(name -> names.contains("docker " + name));
    }

    /** The flags that the page leaves to run-flags.md are there. */
    @Test
    void theFlagsOfARunAreOnTheirOwnPage() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/run-flags.md"));
        Set<String> missing = new TreeSet<>();
        for (Command command : commandsOfTheCli()) {
            if (command.names().contains("docker run")
                    || command.names().contains("docker create")) {
                command.flags().stream()
                        .filter(flag -> !page.contains("| `" + flag + "` |"))
                        .forEach(missing::add);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void thePageIsThatOfItsSource() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        String whole = (begin < 0 ? page + "\n" : page.substring(0, begin)) + BEGIN + generated();
        if (Boolean.getBoolean("dockerkit.write-reference")) {
            Files.writeString(PAGE, whole);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "generate it anew: mvn -pl dockerkit-examples -am test -Dtest=CommandsPageTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Ddockerkit.write-reference=true")
                .isEqualTo(whole);
    }

    private static String generated() throws IOException {
        StringBuilder text = new StringBuilder();
        Map<String, Entry> entries = entries();
        List<Command> commands = commandsOfTheCli();
        String section = "";
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            Command command =
                    commands.stream()
                            .filter(one -> one.name().equals(each.getKey()))
                            .findFirst()
                            .orElseThrow();
            if (!entry.section().equals(section)) {
                section = entry.section();
                text.append("\n## ").append(section).append("\n\n| docker | Java |\n|---|---|\n");
            }
            text.append(rows(command, entry));
        }
        return text.toString();
    }

    private static String rows(Command command, Entry entry) {
        StringBuilder rows = new StringBuilder();
        String names =
                command.shown().equals(command.name())
                        ? "`" + command.name() + "`"
                        : "`" + command.shown() + "`, `" + command.name() + "`";
        rows.append(row(names, new Shown(true, entry.java())));
        entry.flags()
                .forEach(
                        (flag, shown) ->
                                rows.append(
                                        row(
                                                "`"
                                                        + command.shown()
                                                        + (flag.equals(ALL) ? " …" : " " + flag)
                                                        + "`",
                                                shown)));
        return rows.toString();
    }

    private static String row(String docker, Shown shown) {
        return "| "
                + docker
                + " | "
                + (shown.isJava() ? "`" + shown.text() + "`" : "– " + shown.text())
                + " |\n";
    }
}
