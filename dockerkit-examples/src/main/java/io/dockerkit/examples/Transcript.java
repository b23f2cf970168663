package io.dockerkit.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prints what a scenario does: the docker line, the Java that does the same, and what came back. The Java is read from the
 * scenario's own source, from the call of {@link #docker} to that of {@link #shows}, so that it is what really runs.
 *
 * <p>Not thread-safe.
 */
public final class Transcript {
    private static final int LONGEST_ANSWER = 14;

    /** What a shell sends to its terminal besides text: colours, bracketed paste. */
    private static final Pattern ESCAPES = Pattern.compile("\\x1b\\[[?0-9;]*[a-zA-Z]|\\r");

    private final PrintStream out;
    private final List<String> source;
    private int javaBegins;

    Transcript(PrintStream out, Class<?> scenario) {
        this.out = out;
        this.source = sourceOf(scenario);
    }

    private static List<String> sourceOf(Class<?> type) {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".java")) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints the docker line; the Java that does the same follows this call. */
    public void docker(String line) {
        out.println();
        out.println("  $ " + line);
        javaBegins = callingLine();
    }

    /** Prints the Java since the docker line, and what came back, each value on lines of its own. */
    public void shows(Object... values) {
        printJava(callingLine());
        for (Object value : values) {
            printAnswer(String.valueOf(value));
        }
    }

    private static int callingLine() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(2).findFirst())
                .map(StackWalker.StackFrame::getLineNumber)
                .orElse(0);
    }

    private void printJava(int end) {
        if (javaBegins == 0 || end > source.size()) {
            return;
        }
        int begin = javaBegins;
        // the docker line itself may take more than one line of Java
        while (begin < end && !source.get(begin - 1).endsWith(");")) {
            begin++;
        }
        for (String line :
                String.join("\n", source.subList(begin, end - 1)).stripIndent().split("\n", -1)) {
            out.println("    " + line);
        }
        javaBegins = 0;
    }

    private void printAnswer(String text) {
        String plain = ESCAPES.matcher(text).replaceAll("");
        List<String> lines = plain.stripTrailing().lines().filter(line -> !line.isBlank()).toList();
        int shown = lines.size() > LONGEST_ANSWER ? LONGEST_ANSWER - 1 : lines.size();
        lines.subList(0, shown).forEach(line -> out.println("  > " + line));
        if (shown < lines.size()) {
            out.println("  > … " + (lines.size() - shown) + " more lines");
        }
    }

    /** Prints a remark. */
    public void note(String text) {
        out.println("  # " + text);
    }

    /** Prints the claim if it holds, and fails the scenario if it does not. */
    public void check(String claim, boolean holds) {
        if (!holds) {
            throw new CheckFailedException(claim);
        }
        out.println("  + " + claim);
    }
}
