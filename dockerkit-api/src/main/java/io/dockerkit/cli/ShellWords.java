package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a command line into words as a POSIX shell does: quotes, backslashes, line continuations, comments; a line end ends
 * the command. What a shell would replace or act upon, {@code $VAR}, {@code ~}, {@code *.txt}, pipes, is refused, since
 * nothing here does so.
 *
 * <p>Not thread-safe.
 */
public final class ShellWords {
    private static final Pattern EXPANSION =
            Pattern.compile(
                    "\\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9?!@*#$-]|\\{[^}]*}?|\\([^)]*\\)?)|`[^`]*`?");
    private static final Pattern CONTINUATION = Pattern.compile("[ \t]*\r?\n");
    private static final Pattern BLANK_END = Pattern.compile("[ \t]+(?:\r?\n|$)");
    private static final Pattern SECOND = Pattern.compile("\\s*(?:[$#%] |sudo )?docker\\s");
    private static final Pattern ROOT_PROMPT =
            Pattern.compile("\\s*#\\s*(?:sudo )?docker\\s[^\n]*\\s*");

    /** What stands for a value, and has no blank at its ends as the operands of {@code <} and {@code >} may have. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("<[^\\s<>'\"`;&](?:[^<>\n'\"`;&]{0,78}[^\\s<>'\"`;&])?>");

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final ShellWord word = new ShellWord();
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /**
     * Returns the words of the line.
     *
     * @throws InvalidOptionException if a quote is not closed, there is a second line, or the line has what only a shell can
     *     carry out
     */
    public static List<String> split(String line) {
        return new ShellWords(line).split();
    }

    private List<String> split() {
        if (ROOT_PROMPT.matcher(line).matches()) {
            throw refused("#", "it makes a comment of the line: leave the prompt out");
        }
        while (at < line.length()) {
            char c = line.charAt(at++);
            switch (c) {
                case ' ', '\t', '\r' -> endWord();
                case '\n' -> endLine();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                case '#' -> {
                    if (word.isBegun()) {
                        append(c, ShellWord.PLAIN);
                    } else {
                        skipComment();
                    }
                }
                default -> {
                    requirePlain(c);
                    append(c, ShellWord.PLAIN);
                }
            }
        }
        endWord();
        return List.copyOf(words);
    }

    private void append(char c, char how) {
        word.append(c, how, at - 1);
    }

    private void endWord() {
        if (word.isBegun()) {
            words.add(word.end());
        }
    }

    /** Lines in front of the command may be empty; what is behind its end is another command to a shell. */
    private void endLine() {
        endWord();
        boolean more =
                line.substring(at)
                        .lines()
                        .anyMatch(text -> !text.isBlank() && !text.strip().startsWith("#"));
        if (words.isEmpty() || !more) {
            return;
        }
        if (words.get(words.size() - 1).equals("^")) {
            throw refused("^", "it continues a line only on Windows: write \\ in its place");
        }
        if (SECOND.matcher(line).region(at, line.length()).lookingAt()) {
            throw refused(
                    "docker",
                    "a second command begins at position " + at + ": give only one command");
        }
        throw refused(
                "line end",
                "the line end at position "
                        + (at - 1)
                        + " ends the command: put \\ in front of it to continue the line, or leave out what follows");
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
        word.begin();
        for (int i = at; i < end; i++) {
            word.append(line.charAt(i), ShellWord.QUOTED, i);
        }
        at = end + 1;
    }

    private void doubleQuoted() {
        int start = at - 1;
        word.begin();
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < line.length() && "$`\"\\\n".indexOf(line.charAt(at)) >= 0) {
                char next = line.charAt(at++);
                if (next != '\n') {
                    append(next, ShellWord.QUOTED);
                }
            } else {
                requireNoExpansion(c);
                append(c, ShellWord.IN_DOUBLE_QUOTES);
            }
        }
        throw refused("\"", "the double quote at position " + start + " is not closed");
    }

    /** A backslash before a line end continues the line, in the files of Windows too. */
    private void escaped() {
        if (BLANK_END.matcher(line).region(at, line.length()).lookingAt()) {
            throw refused(
                    "\\ ",
                    "behind the backslash at position "
                            + (at - 1)
                            + " there is a blank, so that it does not continue the line: remove the blank");
        }
        if (at == line.length()) {
            return;
        }
        char next = line.charAt(at++);
        if (next == '\r' && at < line.length() && line.charAt(at) == '\n') {
            at++;
        } else if (next != '\n') {
            append(next, ShellWord.QUOTED);
        }
    }

    private void requirePlain(char c) {
        requireNoExpansion(c);
        char next = at < line.length() ? line.charAt(at) : ' ';
        if (c == '$' && (next == '\'' || next == '"')) {
            throw expansion("$" + next + "…" + next);
        }
        if (c == '<') {
            Matcher placeholder = PLACEHOLDER.matcher(line).region(at - 1, line.length());
            if (placeholder.lookingAt()) {
                throw ShellWord.placeholder(placeholder.group());
            }
        }
        if (";&|<>()".indexOf(c) >= 0) {
            throw refused(
                    String.valueOf(c),
                    "\""
                            + c
                            + "\" at position "
                            + (at - 1)
                            + " is an operator of the shell: give only one docker command, or put quotes around the word");
        }
    }

    private void requireNoExpansion(char c) {
        if (c != '$' && c != '`') {
            return;
        }
        if (c == '`' && CONTINUATION.matcher(line).region(at, line.length()).lookingAt()) {
            throw refused("`", "it continues a line only in PowerShell: write \\ in its place");
        }
        Matcher expansion = EXPANSION.matcher(line).region(at - 1, line.length());
        if (expansion.lookingAt()) {
            throw expansion(expansion.group());
        }
    }

    /** Shows only what would be replaced: the words around it may hold secrets. */
    private InvalidOptionException expansion(String text) {
        return ShellWord.expansion(text, at - 1, "put the value");
    }

    private static InvalidOptionException refused(String shown, String reason) {
        return new InvalidOptionException("command line", shown, reason);
    }
}
