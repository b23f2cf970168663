package io.dockerkit.buildkit;

import io.dockerkit.impl.tar.ByteNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A build that is compared with docker's: the options of its line, and its files. The text of a case is described in
 * {@code builds/cases.txt}.
 *
 * @param name says what is compared
 * @param settings the lines with a colon
 * @param files what makes the context
 */
record BuildCase(String name, Map<String, String> settings, List<Entry> files) {
    private static final List<Entry> BASE =
            List.of(
                    new Entry("file a.txt", "A\n"),
                    new Entry("file b.txt", "B\n"),
                    new Entry("file dir/c.txt", "C\n"),
                    new Entry("file dir/sub/d.txt", "D\n"),
                    new Entry("file z.md", "Z\n"));

    /** One file: how it is made, and its lines. */
    record Entry(String made, String text) {}

    /** Returns the cases of a file. */
    static List<BuildCase> all(String resource) throws IOException {
        List<BuildCase> cases = new ArrayList<>();
        String made = "";
        StringBuilder text = new StringBuilder();
        try (InputStream in = BuildCase.class.getResourceAsStream(resource)) {
            for (String line :
                    (new String(in.readAllBytes(), StandardCharsets.UTF_8) + "=== ")
                            .split("\n", -1)) {
                boolean next = line.startsWith("=== ");
                boolean entry = line.startsWith("--- ");
                if ((next || entry) && !made.isEmpty()) {
                    cases.get(cases.size() - 1).files.add(new Entry(made, text.toString()));
                    made = "";
                    text.setLength(0);
                }
                if (next && line.length() > 4) {
                    cases.add(
                            new BuildCase(
                                    line.substring(4), new LinkedHashMap<>(), new ArrayList<>()));
                } else if (entry) {
                    made = line.substring(4);
                } else if (!made.isEmpty()) {
                    text.append(line).append('\n');
                } else if (line.contains(": ") && !line.startsWith("#")) {
                    cases.get(cases.size() - 1).set(line);
                }
            }
        }
        return cases;
    }

    private void set(String line) {
        String name = line.substring(0, line.indexOf(": "));
        settings.put(name, line.substring(name.length() + 2));
        if (name.equals("base")) {
            files.addAll(BASE);
        }
    }

    boolean has(String setting) {
        return settings.containsKey(setting);
    }

    /** Returns the major version of the first engine whose own frontend has what is built. */
    int needs() {
        return Integer.parseInt(settings.getOrDefault("needs", "0"));
    }

    /** Returns how many lines of the files begin with an instruction. */
    long instructions(String name) {
        return files.stream()
                .flatMap(file -> file.text.lines())
                .filter(line -> line.startsWith(name + " "))
                .count();
    }

    /** Returns the options of the line, for files that {@link #write} has made. */
    String options(Path directory) {
        return settings.getOrDefault("options", "")
                .replace("{context}", directory.resolve("context").toString())
                .replace("{directory}", directory.toString());
    }

    /** Makes the files, and returns the directory of the context. */
    Path write(Path directory) throws IOException {
        Path context = Files.createDirectories(directory.resolve("context"));
        for (Entry entry : files) {
            String kind = entry.made.substring(0, entry.made.indexOf(' '));
            String rest = entry.made.substring(kind.length() + 1);
            if (kind.equals("outside")) {
                write(made(directory, rest), entry.text);
            } else {
                make(context, kind, rest, entry.text);
            }
        }
        try (Stream<Path> all = Files.walk(context)) {
            for (Path path : all.toList()) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    // whatever the umask is
                    Files.setAttribute(path, "unix:mode", 0755);
                }
            }
        }
        return context;
    }

    private static Path made(Path top, String name) throws IOException {
        Path path = ByteNames.child(top, ByteNames.ofText(name));
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return path;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private static void make(Path top, String kind, String rest, String text) throws IOException {
        switch (kind) {
            case "file" -> write(made(top, rest), text);
            case "base64" -> Files.write(made(top, rest), Base64.getMimeDecoder().decode(text));
            case "dir" -> Files.createDirectories(made(top, rest));
            case "mode" -> {
                String mode = rest.substring(0, rest.indexOf(' '));
                Path file = made(top, rest.substring(mode.length() + 1));
                write(file, text);
                Files.setAttribute(file, "unix:mode", Integer.parseInt(mode, 8));
            }
            case "link" -> {
                String[] sides = rest.split(" -> ", 2);
                Files.createSymbolicLink(
                        made(top, sides[0]), ByteNames.relative(top, ByteNames.ofText(sides[1])));
            }
            case "hard" -> {
                String[] sides = rest.split(" = ", 2);
                Files.createLink(made(top, sides[0]), made(top, sides[1]));
            }
            case "fifo" -> run("mkfifo", made(top, rest).toString());
            default -> throw new IllegalArgumentException(kind);
        }
        if (kind.equals("file") || kind.equals("base64")) {
            // whatever the umask is
            Files.setAttribute(made(top, rest), "unix:mode", 0644);
        }
    }

    private static void run(String... command) throws IOException {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException(String.join(" ", command));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
