package io.dockerkit.impl.image;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a {@code .dockerignore} leaves out, by the engine's own rules: the last pattern that matches a path, or a directory
 * above it, decides; {@code !} takes back in. Immutable and thread-safe.
 */
final class DockerIgnore {
    private final List<Rule> rules;

    /** One line. */
    private record Rule(Pattern pattern, boolean exception) {}

    private DockerIgnore(List<Rule> rules) {
        this.rules = rules;
    }

    /** Returns what leaves nothing out. */
    static DockerIgnore none() {
        return new DockerIgnore(List.of());
    }

    /**
     * Reads the lines of the file.
     *
     * @throws InvalidOptionException if a line is no pattern
     */
    static DockerIgnore of(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            String text = line.replace("\uFEFF", "");
            if (!text.startsWith("#")) {
                add(text.strip(), rules);
            }
        }
        return new DockerIgnore(List.copyOf(rules));
    }

    private static void add(String line, List<Rule> rules) {
        if (line.isEmpty()) {
            return;
        }
        boolean exception = line.startsWith("!");
        String text = exception ? line.substring(1).strip() : line;
        if (text.isEmpty()) {
            throw new InvalidOptionException(
                    ".dockerignore", line, "an exception needs a pattern behind the !");
        }
        String clean = clean(text);
        if (clean.length() > 1 && clean.startsWith("/")) {
            clean = clean.substring(1);
        }
        try {
            rules.add(new Rule(Pattern.compile(regex(clean)), exception));
        } catch (PatternSyntaxException e) {
            throw new InvalidOptionException(
                    ".dockerignore", line, "it is no pattern: " + e.getDescription());
        }
    }

    /** Takes out {@code .}, {@code ..} and double slashes. */
    private static String clean(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")
                    && !parts.isEmpty()
                    && !parts.get(parts.size() - 1).equals("..")) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        String clean = String.join("/", parts);
        return path.startsWith("/") ? "/" + clean : clean.isEmpty() ? "." : clean;
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder("^");
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '*' && at + 1 < pattern.length() && pattern.charAt(at + 1) == '*') {
                at++;
                if (at + 1 < pattern.length() && pattern.charAt(at + 1) == '/') {
                    at++;
                }
                regex.append(at + 1 == pattern.length() ? ".*" : "(.*/)?");
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '\\' && at + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++at))));
            } else if (".+()|{}$\\".indexOf(c) >= 0) {
                regex.append('\\').append(c);
            } else {
                regex.append(c);
            }
        }
        return regex.append('$').toString();
    }

    /** Returns whether a path, with {@code /} between its parts, is left out. */
    boolean matches(String path) {
        boolean matched = false;
        for (Rule rule : rules) {
            if (rule.exception() == matched && matchesItOrAParent(rule.pattern(), path)) {
                matched = !rule.exception();
            }
        }
        return matched;
    }

    private static boolean matchesItOrAParent(Pattern pattern, String path) {
        if (pattern.matcher(path).matches()) {
            return true;
        }
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (pattern.matcher(path.substring(0, slash)).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether something below a directory that is left out may be taken back in. */
    boolean hasExceptions() {
        return rules.stream().anyMatch(Rule::exception);
    }

    /** Returns these rules, after which a path is always sent. */
    DockerIgnore keeping(String path) {
        List<Rule> more = new ArrayList<>(rules);
        if (matches(path)) {
            more.add(new Rule(Pattern.compile("^" + Pattern.quote(path) + "$"), true));
        }
        return new DockerIgnore(List.copyOf(more));
    }
}
