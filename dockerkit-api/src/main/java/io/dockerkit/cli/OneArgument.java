package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Advice for a whole command line that was given as one argument, {@code exec("ls -l")}: docker does not split arguments at
 * spaces, so the engine looks for a program named {@code ls -l}. Stateless and thread-safe.
 */
public final class OneArgument {
    /** How runc and crun name a program that they do not find. */
    private static final Pattern NOT_FOUND =
            Pattern.compile(
                    "exec: \"((?:[^\"\\\\]|\\\\.)*)\": (?:executable file not found|stat |no such file)"
                            + "|executable file `([^`]*)` not found");

    private static final Pattern SPACE = Pattern.compile("\\S\\s+\\S");

    private OneArgument() {}

    /**
     * Returns the advice for a program that was not found, or "" if its name has no space.
     *
     * @param program the first word of the command
     * @param method the method that the command was given to: {@code exec}; {@code entrypoint} takes the program only, and
     *     {@code command} its arguments
     */
    public static String advice(String program, String method) {
        if (!SPACE.matcher(program).find()) {
            return "";
        }
        List<String> words = words(program);
        return literal(program)
                + " is one argument, and docker does not split it at spaces; write "
                + (method.equals("entrypoint")
                        ? call(method, words.subList(0, 1))
                                + "."
                                + call("command", words.subList(1, words.size()))
                        : call(method, words));
    }

    private static String call(String method, List<String> words) {
        return method
                + words.stream()
                        .map(OneArgument::literal)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Returns the advice for the program that the engine says it has not found, or "" if it names none with a space. */
    public static String adviceFor(String engineMessage, String method) {
        Matcher notFound = NOT_FOUND.matcher(engineMessage);
        if (!notFound.find()) {
            return "";
        }
        String quoted = notFound.group(1);
        return advice(
                quoted == null ? notFound.group(2) : quoted.replaceAll("\\\\([\"\\\\])", "$1"),
                method);
    }

    /** What needs a shell is given to one. */
    private static List<String> words(String line) {
        try {
            return ShellWords.split(line);
        } catch (InvalidOptionException needsShell) {
            return List.of("sh", "-c", line);
        }
    }

    private static String literal(String word) {
        return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
