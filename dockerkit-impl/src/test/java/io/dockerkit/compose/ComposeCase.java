package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.HostContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A project of the test data, and what docker compose makes of it; {@code README.md} beside the data has the format.
 *
 * @param source the file that it is from, without its ending
 * @param name its name in that file
 * @param header the lines before the files: each a key and the rest of its line
 * @param files the texts by their names
 * @param recorded what was recorded, by the names of its parts
 */
record ComposeCase(
        String source,
        String name,
        List<Map.Entry<String, String>> header,
        Map<String, String> files,
        Map<String, String> recorded) {
    /** The directory that the recorded program saw. */
    static final String RECORDED_ROOT = "/mnt";

    private static final Path DATA = Path.of("../dockerkit-compose/src/test/resources/compose");
    private static final Pattern CASE = Pattern.compile("== (.*) ==");
    private static final Pattern FILE = Pattern.compile("-- (.*) --( escaped)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|[rt\\\\])");
    private static final Pattern WORD = Pattern.compile("(?:\\\\ |[^ ])+");

    /** Reads the cases of a file, with what was recorded of them. */
    static List<ComposeCase> read(String source) {
        List<ComposeCase> cases = parse(source, ".cases");
        Map<String, Map<String, String>> recordings = new HashMap<>();
        parse(source, ".recorded").forEach(one -> recordings.put(one.name, one.files));
        List<ComposeCase> read = new ArrayList<>();
        for (ComposeCase one : cases) {
            Map<String, String> recorded = recordings.remove(one.name);
            assertThat(recorded).as("recording of " + one).isNotEmpty();
            read.add(new ComposeCase(source, one.name, one.header, one.files, recorded));
        }
        assertThat(recordings).as("recordings of no case in " + source).isEmpty();
        return read;
    }

    private static List<ComposeCase> parse(String source, String ending) {
        List<ComposeCase> cases = new ArrayList<>();
        Reading reading = new Reading();
        for (String line : lines(DATA.resolve(source + ending))) {
            Matcher title = CASE.matcher(line);
            Matcher file = FILE.matcher(line);
            if (title.matches()) {
                reading.end(true);
                cases.add(reading.begin(source, title.group(1)));
            } else if (cases.isEmpty()) {
                continue; // the comment at the beginning
            } else if (file.matches()) {
                reading.end(false);
                reading.open(file.group(1), file.group(2) != null);
            } else {
                reading.line(line);
            }
        }
        reading.end(false);
        return cases;
    }

    private static List<String> lines(Path file) {
        try {
            String text = Files.readString(file);
            return List.of(text.substring(0, text.length() - 1).split("\n", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The case and the file that are being read. */
    private static final class Reading {
        private ComposeCase one = new ComposeCase("", "", List.of(), Map.of(), Map.of());
        private String file = "";
        private boolean escaped;
        private final List<String> content = new ArrayList<>();

        ComposeCase begin(String source, String name) {
            one = new ComposeCase(source, name, new ArrayList<>(), new LinkedHashMap<>(), Map.of());
            return one;
        }

        void open(String name, boolean isEscaped) {
            file = name;
            escaped = isEscaped;
        }

        void line(String line) {
            if (!file.isEmpty()) {
                content.add(line);
            } else if (!line.isEmpty()) {
                int blank = line.indexOf(' ');
                one.header.add(Map.entry(line.substring(0, blank), line.substring(blank + 1)));
            }
        }

        /** Ends a file; the last one of a case has a blank line behind it. */
        void end(boolean last) {
            if (!file.isEmpty()) {
                if (last && !content.isEmpty() && content.get(content.size() - 1).isEmpty()) {
                    content.remove(content.size() - 1);
                }
                StringBuilder text = new StringBuilder();
                content.forEach(line -> text.append(line).append('\n'));
                one.files.put(file, escaped ? unescaped(text.toString()) : text.toString());
            }
            file = "";
            content.clear();
        }
    }

    private static String unescaped(String text) {
        String ended = text.endsWith("\\z\n") ? text.substring(0, text.length() - 3) : text;
        return ESCAPE.matcher(ended)
                .replaceAll(
                        found -> {
                            String escape = found.group(1);
                            return Matcher.quoteReplacement(
                                    switch (escape.charAt(0)) {
                                        case 'r' -> "\r";
                                        case 't' -> "\t";
                                        case 'u' ->
                                                Character.toString(
                                                        Integer.parseInt(escape.substring(1), 16));
                                        default -> "\\";
                                    });
                        });
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(found -> found.group().replace("\\ ", " "))
                .toList();
    }

    private String header(String key, String otherwise) {
        return header.stream()
                .filter(line -> line.getKey().equals(key))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    /** Returns the words of all lines with a key. */
    List<String> words(String key, Path root) {
        String directory = project(root).toString();
        return header.stream()
                .filter(line -> line.getKey().equals(key))
                .flatMap(line -> words(line.getValue()).stream())
                .map(word -> word.replace("@DIR@", directory))
                .toList();
    }

    /** Returns the commands of the case, each by its words; none stands for the usual one. */
    List<List<String>> runs() {
        return header.stream()
                .filter(line -> line.getKey().equals("run"))
                .map(line -> words(line.getValue()))
                .toList();
    }

    private Path project(Path root) {
        return root.resolve(header("dir", "project"));
    }

    /** Writes the files below a directory, which stands for {@link #RECORDED_ROOT}. */
    ComposeCase unpack(Path root) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!file.getKey().equals("-")) {
                Path path = project(root).resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        Files.createDirectories(inside(root));
        Files.createDirectories(root.resolve("home"));
        return this;
    }

    private Path inside(Path root) {
        return project(root).resolve(header("in", "")).normalize();
    }

    /** Returns the directory and the variables of the command. */
    HostContext host(Path root) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", root.resolve("home").toString());
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("PWD", inside(root).toString());
        for (String assignment : words("env", root)) {
            int equals = assignment.indexOf('=');
            environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return new HostContext(inside(root), environment);
    }

    /** Returns the project with the options of the case, to which more are added. */
    Compose compose(Path root, List<String> more) {
        List<String> options = new ArrayList<>(words("args", root));
        options.addAll(more);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < options.size(); i += 2) {
            if (options.get(i).equals("-f")) {
                names.add(options.get(i + 1));
            }
        }
        Compose compose = opened(names);
        for (int i = 0; i < options.size(); i += 2) {
            String value = options.get(i + 1);
            compose =
                    switch (options.get(i)) {
                        case "-f" -> compose;
                        case "-p" -> compose.projectName(value);
                        case "--profile" -> compose.profile(value);
                        case "--env-file" -> compose.envFile(Path.of(value));
                        case "--project-directory" -> compose.projectDirectory(Path.of(value));
                        default -> throw new IllegalArgumentException(options.get(i));
                    };
        }
        return compose.in(host(root));
    }

    private Compose opened(List<String> names) {
        if (names.isEmpty()) {
            return Compose.find();
        }
        if (names.contains("-")) {
            Compose compose = Compose.parse(files.getOrDefault("-", ""));
            for (String name : names) {
                compose = name.equals("-") ? compose : compose.file(Path.of(name));
            }
            return compose;
        }
        return Compose.load(
                Path.of(names.get(0)), names.stream().skip(1).map(Path::of).toArray(Path[]::new));
    }

    /** Puts the directory of the recorded program in place of this one's. */
    static String neutral(String text, Path root) {
        return text.replace(root.toString(), RECORDED_ROOT);
    }

    @Override
    public String toString() {
        return source + ": " + name;
    }
}
