package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a command line into words as a POSIX shell does: quotes, backslashes, line continuations, comments. What a shell
 * would replace or act upon, {@code $VAR}, {@code $(…)}, pipes, is refused, since nothing here would do so.
 *
 * <p>Not thread-safe.
 */
public final class ShellWords {
    private static final Pattern EXPANSION =
            Pattern.compile(
                    "\\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9?!@*#$-]|\\{[^}]*}?|\\([^)]*\\)?)|`[^`]*`?");
    private static final Pattern CONTINUATION = Pattern.compile("[ \t]*\r?\n");
    private static final Pattern SECOND = Pattern.compile("\\s*(?:[$#] |sudo )?docker\\s");
    private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Za-z][A-Za-z0-9 _.:/-]*>");

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /**
     * Returns the words of the line.
     *
     * @throws InvalidOptionException if a quote is not closed, or the line has what only a shell can carry out
     */
    public static List<String> split(String line) {
        return new ShellWords(line).split();
    }

    private List<String> split() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            switch (c) {
                case ' ', '\t', '\r' -> endWord();
                case '\n' -> endLine();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                case '#' -> {
                    if (inWord) {
                        append(c);
                    } else {
                        skipComment();
                    }
                }
                default -> {
                    requirePlain(c);
                    append(c);
                }
            }
        }
        endWord();
        return List.copyOf(words);
    }

    private void append(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    /** A line end is a blank here, so that a text block needs no backslashes; but not before another command. */
    private void endLine() {
        endWord();
        if (!words.isEmpty() && SECOND.matcher(line).region(at, line.length()).lookingAt()) {
            throw refused(
                    "docker", "a second command begins at position " + at + ": give one alone");
        }
    }

    private void skipComment() {
        int end = line.indexOf('\n', at);
        at = end < 0 ? line.length() : end;
    }

    private void singleQuoted() {
        int end = line.indexOf('\'', at);
        if (end < 0) {
            throw refused("'", "the single quote at position " + (at - 1) + " is not closed");
        }
        word.append(line, at, end);
        inWord = true;
        at = end + 1;
    }

    private void doubleQuoted() {
        inWord = true;
        int start = at - 1;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < line.length() && "$`\"\\\n".indexOf(line.charAt(at)) >= 0) {
                char next = line.charAt(at++);
                if (next != '\n') {
                    word.append(next);
                }
            } else {
                requireNoExpansion(c);
                word.append(c);
            }
        }
        throw refused("\"", "the double quote at position " + start + " is not closed");
    }

    /** A backslash before a line end continues the line, in the files of Windows too. */
    private void escaped() {
        if (at == line.length()) {
            return;
        }
        char next = line.charAt(at++);
        if (next == '\r' && at < line.length() && line.charAt(at) == '\n') {
            at++;
        } else if (next != '\n') {
            append(next);
        }
    }

    private void requirePlain(char c) {
        requireNoExpansion(c);
        char next = at < line.length() ? line.charAt(at) : ' ';
        if (c == '$' && (next == '\'' || next == '"')) {
            throw expansion("$" + next + "…" + next);
        }
        if (c == '<' && PLACEHOLDER.matcher(line).region(at - 1, line.length()).lookingAt()) {
            String placeholder = line.substring(at - 1, line.indexOf('>', at) + 1);
            throw refused(
                    placeholder,
                    "it stands for a value that the line leaves open: put that in its place, or quotes around it");
        }
        if (";&|<>()".indexOf(c) >= 0) {
            throw refused(
                    String.valueOf(c),
                    "\""
                            + c
                            + "\" at position "
                            + (at - 1)
                            + " is an operator of the shell: give one docker command alone, or put quotes around the word");
        }
    }

    private void requireNoExpansion(char c) {
        if (c == '`' && CONTINUATION.matcher(line).region(at, line.length()).lookingAt()) {
            throw refused("`", "in PowerShell alone it continues a line: write \\ in its place");
        }
        Matcher expansion = EXPANSION.matcher(line).region(at - 1, line.length());
        if ((c == '$' || c == '`') && expansion.lookingAt()) {
            throw expansion(expansion.group());
        }
    }

    /** Shows what would be replaced alone: the words around it may hold secrets. */
    private InvalidOptionException expansion(String text) {
        return refused(
                text,
                "the shell's expansion at position "
                        + (at - 1)
                        + " is not carried out: put the value in its place, or single quotes around the word if it is meant as it stands");
    }

    private static InvalidOptionException refused(String shown, String reason) {
        return new InvalidOptionException("command line", shown, reason);
    }
}
