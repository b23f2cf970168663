package io.dockerkit.buildkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Contexts that nobody would write: links of all kinds, odd names, patterns that look like names and names that look like
 * patterns, and a Dockerfile that copies some of it.
 */
final class RandomContexts {
    private static final List<String> NAMES =
            List.of(
                    "a",
                    "b",
                    "c",
                    "a.txt",
                    "b.log",
                    "ab",
                    "a-b",
                    "a.b",
                    "A",
                    "dir",
                    "sub",
                    "x y",
                    "[a]",
                    "a*",
                    "a?",
                    "{a}",
                    "^a",
                    "a$",
                    "+",
                    "a\\b",
                    "ü",
                    "u\u0308",
                    "漢字",
                    "\uD83D\uDE00",
                    "!a",
                    "#a",
                    ".env",
                    "..a",
                    "...",
                    "-",
                    "node_modules",
                    "Dockerfile",
                    ".dockerignore",
                    "a,b",
                    "a=b",
                    "a%20b",
                    "a\tb",
                    "~",
                    "'",
                    "a\"b");
    private static final List<String> PATTERNS =
            List.of(
                    "*",
                    "**",
                    "**/*",
                    "*/*",
                    "a*",
                    "*a",
                    "**/a",
                    "**/a*",
                    "a/**",
                    "dir",
                    "dir/",
                    "/dir",
                    "dir/*",
                    "dir/**",
                    "**/sub",
                    "?",
                    "a?",
                    "[a]",
                    "[ab]*",
                    "[^a]*",
                    "\\[a\\]",
                    "a\\*",
                    ".*",
                    "*.txt",
                    "**/*.txt",
                    "*.log",
                    "**.log",
                    "ü",
                    "漢*",
                    "./a",
                    "../a",
                    "a/../b",
                    "x y",
                    " b ",
                    "{a}",
                    "+",
                    "sub",
                    "c",
                    "Dockerfile");

    private final Random random;
    private final List<BuildCase.Entry> files = new ArrayList<>();
    private final List<String> directories = new ArrayList<>(List.of(""));
    private final List<String> paths = new ArrayList<>();
    private final List<String> plain = new ArrayList<>();
    private final TreeSet<String> taken = new TreeSet<>(List.of("Dockerfile", ".dockerignore"));

    private RandomContexts(Random random) {
        this.random = random;
    }

    static Stream<BuildCase> of(long seed, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new RandomContexts(new Random(seed * 1000 + i))
                                        .build("context " + seed + "-" + i));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void add(String made, String path) {
        files.add(new BuildCase.Entry(made, made.startsWith("file ") ? path.length() + "\n" : ""));
    }

    private BuildCase build(String name) {
        for (int i = 3 + random.nextInt(12); i > 0; i--) {
            entry();
        }
        boolean own = random.nextInt(4) == 0;
        StringBuilder ignore = new StringBuilder();
        if (random.nextInt(5) > 0) {
            for (int i = random.nextInt(5); i >= 0; i--) {
                ignore.append(random.nextInt(3) == 0 ? "!" : "").append(pattern()).append('\n');
            }
            files.add(
                    new BuildCase.Entry(
                            "file " + (own ? "Dockerfile.dockerignore" : ".dockerignore"),
                            ignore.toString()));
        }
        StringBuilder dockerfile = new StringBuilder("FROM scratch\n");
        for (int i = random.nextInt(3); i >= 0; i--) {
            dockerfile
                    .append("COPY [\"")
                    .append(source().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\", \"/")
                    .append(i)
                    .append("/\"]\n");
        }
        files.add(new BuildCase.Entry("file Dockerfile", dockerfile.toString()));
        return new BuildCase(name, Map.of(), files);
    }

    private String pattern() {
        return random.nextInt(3) > 0 || paths.isEmpty()
                ? any(PATTERNS)
                : any(paths) + (random.nextInt(4) == 0 ? "/*" : "");
    }

    private String source() {
        return switch (random.nextInt(8)) {
            case 0 -> ".";
            case 1, 2 -> any(PATTERNS);
            case 3 -> any(paths) + "/" + any(NAMES);
            case 4 -> any(paths) + "/" + any(PATTERNS);
            default -> any(paths);
        };
    }

    private void entry() {
        String parent = any(directories);
        String path = (parent.isEmpty() ? "" : parent + "/") + any(NAMES);
        if (!taken.add(path)) {
            return;
        }
        paths.add(path);
        int kind = random.nextInt(12);
        if (kind < 3) {
            directories.add(path);
            add("dir " + path, path);
        } else if (kind < 7 || paths.size() < 2) {
            plain.add(path);
            add("file " + path, path);
        } else if (kind < 10) {
            add("link " + path + " -> " + target(parent), path);
        } else if (kind == 10 && !plain.isEmpty()) {
            String first = any(plain);
            plain.add(path);
            add("hard " + path + " = " + first, path);
        } else {
            add("mode " + any(List.of("755", "600", "2711", "4755", "1644")) + " " + path, path);
        }
    }

    /** Where a link leads: to something, nothing, itself, from the root, or out of the context. */
    private String target(String parent) {
        String other = any(paths);
        String up = "../".repeat(parent.isEmpty() ? 0 : parent.split("/", -1).length);
        return switch (random.nextInt(8)) {
            case 0 -> "/" + other;
            case 1 -> any(NAMES);
            case 2 -> ".";
            case 3 -> "..";
            case 4 -> "../../../" + other;
            case 5 -> up + other + "/" + any(NAMES);
            default -> up + other;
        };
    }
}
