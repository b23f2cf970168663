package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words as a POSIX shell does: quotes, backslashes, line continuations, comments. What a shell
 * would replace or act upon, {@code $VAR}, {@code $(…)}, pipes, is refused, since nothing here would do so.
 *
 * <p>Not thread-safe.
 */
public final class ShellWords {
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
                case ' ', '\t', '\n', '\r' -> endWord();
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

    private void skipComment() {
        int end = line.indexOf('\n', at);
        at = end < 0 ? line.length() : end;
    }

    private void singleQuoted() {
        int end = line.indexOf('\'', at);
        if (end < 0) {
            throw refused("a single quote is not closed");
        }
        word.append(line, at, end);
        inWord = true;
        at = end + 1;
    }

    private void doubleQuoted() {
        inWord = true;
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
        throw refused("a double quote is not closed");
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
        if (";&|<>()".indexOf(c) >= 0) {
            throw refused("it has a shell's operator \"" + c + "\"; give one docker command alone");
        }
    }

    private void requireNoExpansion(char c) {
        char next = at < line.length() ? line.charAt(at) : ' ';
        boolean variable =
                c == '$' && (Character.isLetterOrDigit(next) || "_{(?!@*#$-".indexOf(next) >= 0);
        if (variable || c == '`') {
            throw refused(
                    "it has a shell's expansion \""
                            + c
                            + (c == '`' ? "" : next)
                            + "…\" at position "
                            + (at - 1)
                            + ", which is not carried out: put the value in its place, or single quotes around it");
        }
    }

    /** Shows the one word alone: the others may hold secrets. */
    private InvalidOptionException refused(String reason) {
        return new InvalidOptionException("command line", word.toString(), reason);
    }
}
