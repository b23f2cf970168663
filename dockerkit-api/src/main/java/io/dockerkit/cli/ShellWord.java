package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One word of a command line while it is read: its characters, and how each was quoted. At its end it is refused if a shell
 * would replace it, or a part of it.
 *
 * <p>Not thread-safe.
 */
final class ShellWord {
    /** Not quoted at all. */
    static final char PLAIN = 'p';

    /** In double quotes: no files and no home directories, but READMEs have placeholders there. */
    static final char IN_DOUBLE_QUOTES = 'd';

    /** In single quotes or behind a backslash: meant as it stands. */
    static final char QUOTED = 'q';

    /** Stands for a character whose quotes keep it from being replaced. */
    private static final char KEPT = '\uffff';

    private static final Pattern HOME = Pattern.compile("~(?:[+-]|[a-z_][a-z0-9_-]*)?(?=[/:]|$)");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=");
    private static final Pattern SEQUENCE =
            Pattern.compile("(?:-?\\d+\\.\\.-?\\d+|[A-Za-z]\\.\\.[A-Za-z])(?:\\.\\.-?\\d+)?");

    /** A path, or a name with an ending: other words with ? and [ are addresses, questions and URLs. */
    private static final Pattern FILES =
            Pattern.compile("\\.{0,2}/.*|[^/]*[?\\]][^/]*\\.[A-Za-z][A-Za-z0-9]*");

    private static final Pattern WINDOWS =
            Pattern.compile(
                    "(?i)%(?:cd|pwd|temp|tmp|path|home|homepath|homedrive|userprofile|username|appdata|localappdata"
                            + "|programdata|programfiles|systemroot|systemdrive|windir|computername)%");
    private static final Pattern VARIABLE = Pattern.compile("%[A-Z_][A-Z0-9_]{2,}%");

    private static final Pattern PLACEHOLDER =
            Pattern.compile(
                    "(?<!<)<(?:[^\\s<>/!?@'\"=;&]|/(?=[^<>]*/))(?:[^<>\\n@'\"=;&]{0,78}[^\\s<>@'\"=;&])?>");
    private static final Pattern TAG =
            Pattern.compile(
                    "(?i)<(?:html|head|body|title|b|i|p|a|br|hr|h[1-6]|div|span|script|xml)>");

    /** Only what is to be replaced is written so, also in the middle of a text. */
    private static final Pattern SURE_PLACEHOLDER =
            Pattern.compile(
                    "(?<!<)<(?:[A-Z][A-Z0-9]*[_ -][A-Z0-9_ -]*|(?i:your|my|the|path|insert)[ _-][^<>\\n]*)>");

    private static final Pattern ANGLES = Pattern.compile("[‹⟨][^›⟩\\n]{1,80}[›⟩]");

    private static final String PUT_IN =
            "it is a placeholder for a value of yours: put that in its place";

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder quoting = new StringBuilder();
    private int[] positions = new int[64];
    private boolean begun;

    boolean isBegun() {
        return begun;
    }

    /** Begins the word, if it has not begun; it may stay empty. */
    void begin() {
        begun = true;
    }

    /** Adds a character, which is at this position of the line. */
    void append(char c, char how, int position) {
        begun = true;
        if (text.length() == positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        positions[text.length()] = position;
        text.append(c);
        quoting.append(how);
    }

    /** Returns the word, and is ready for the next one. */
    String end() {
        String word = text.toString();
        requireNothingToReplace(word);
        text.setLength(0);
        quoting.setLength(0);
        begun = false;
        return word;
    }

    private void requireNothingToReplace(String word) {
        if (!hasAnyOf(word, "~{*?[%<‹⟨")) {
            return;
        }
        String plain = view(word, false);
        home(plain);
        braces(word, plain);
        files(word, plain);
        String open = view(word, true);
        variables(word, open);
        placeholders(word, open);
    }

    private static boolean hasAnyOf(String word, String characters) {
        for (int i = 0; i < word.length(); i++) {
            if (characters.indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns the word with only those characters that a shell may replace. */
    private String view(String word, boolean alsoInDoubleQuotes) {
        StringBuilder view = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            char how = quoting.charAt(i);
            if (how != PLAIN && !(alsoInDoubleQuotes && how == IN_DOUBLE_QUOTES)) {
                view.setCharAt(i, KEPT);
            }
        }
        return view.toString();
    }

    /** At the begin of a word, and in NAME=value also behind = and each colon, as bash has it. */
    private void home(String plain) {
        home(plain, 0);
        Matcher assignment = ASSIGNMENT.matcher(plain);
        if (assignment.lookingAt()) {
            home(plain, assignment.end());
            int colon = plain.indexOf(':', assignment.end());
            while (colon >= 0) {
                home(plain, colon + 1);
                colon = plain.indexOf(':', colon + 1);
            }
        }
    }

    private void home(String plain, int at) {
        Matcher home = HOME.matcher(plain).region(at, plain.length());
        if (home.lookingAt()) {
            throw expansion(home.group(), positions[at], "put the path of the home directory");
        }
    }

    private void braces(String word, String plain) {
        int open = plain.indexOf('{');
        while (open >= 0) {
            int close = closing(plain, open);
            if (close > 0 && isExpanded(plain.substring(open + 1, close))) {
                boolean mayHoldSecrets = word.lastIndexOf('=', open) >= 0;
                throw expansion(
                        mayHoldSecrets ? "{…}" : word.substring(open, close + 1),
                        positions[open],
                        "put the words that the braces stand for");
            }
            open = plain.indexOf('{', open + 1);
        }
    }

    private static int closing(String plain, int open) {
        int depth = 0;
        for (int i = open; i < plain.length(); i++) {
            depth += plain.charAt(i) == '{' ? 1 : plain.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isExpanded(String content) {
        int depth = 0;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                return true;
            }
        }
        return SEQUENCE.matcher(content).matches();
    }

    /**
     * A pattern is one of files only where files may have such names: {@code A=*}, {@code --x=*} and {@code *:80} reach the
     * CLI as they stand.
     */
    private void files(String word, String plain) {
        boolean elsewhere = word.startsWith("-") || hasAnyOf(word, "=:^$+");
        boolean star = plain.indexOf('*') >= 0 && !word.matches("[0-9.]+\\*[0-9.]+");
        boolean other =
                (plain.indexOf('?') >= 0
                                || (plain.indexOf('[') >= 0
                                        && plain.indexOf(']', plain.indexOf('[') + 2) > 0))
                        && FILES.matcher(plain).matches();
        if (!elsewhere && (star || other)) {
            throw expansion(word, positions[0], "put the names of the files");
        }
    }

    /** In double quotes the command prompt of Windows replaces them too. */
    private void variables(String word, String open) {
        Matcher windows = WINDOWS.matcher(open);
        Matcher variable = VARIABLE.matcher(open);
        boolean text = word.indexOf(' ') >= 0;
        Matcher found = windows.find() ? windows : !text && variable.find() ? variable : null;
        if (found != null) {
            throw refused(
                    found.group(),
                    "only the command prompt of Windows replaces it: put the value in its place, or single quotes around"
                            + " the word if it is meant as it stands");
        }
    }

    private static void placeholders(String word, String open) {
        Matcher angles = ANGLES.matcher(open);
        if (angles.find()) {
            throw placeholder(angles.group());
        }
        Matcher matcher = PLACEHOLDER.matcher(open);
        if (open.indexOf('<') < 0 || !matcher.find()) {
            return;
        }
        String found = matcher.group();
        boolean text = word.replace(found, "").indexOf(' ') >= 0;
        boolean markup = TAG.matcher(found).matches() || open.contains("</" + found.substring(1));
        Matcher sure = SURE_PLACEHOLDER.matcher(open);
        if (text ? sure.find() : !markup) {
            throw refused(
                    text ? sure.group() : found,
                    PUT_IN + ", or single quotes around the word if it is meant as it stands");
        }
    }

    static InvalidOptionException placeholder(String text) {
        return refused(text, PUT_IN);
    }

    /** Shows only what would be replaced: the words around it may hold secrets. */
    static InvalidOptionException expansion(String text, int position, String remedy) {
        return refused(
                text,
                "the shell's expansion at position "
                        + position
                        + " is not carried out: "
                        + remedy
                        + " in its place, or single quotes around the word if it is meant as it stands");
    }

    private static InvalidOptionException refused(String shown, String reason) {
        return new InvalidOptionException("command line", shown, reason);
    }
}
