package io.dockerkit.compose.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The short form of a mount: {@code [source:]target[:options]}. Stateless and thread-safe.
 *
 * @param type {@code volume} or {@code bind}
 * @param source empty for a volume without a name
 * @param propagation empty if none is given
 * @param label {@code z} or {@code Z}, the label of SELinux, or empty if none is given
 */
public record VolumeSyntax(
        String type,
        String source,
        String target,
        boolean isReadOnly,
        boolean isNotFilled,
        String propagation,
        String label) {
    /** The accepted form in words. */
    public static final String FORM =
            "[source:]target[:option[,option]], such as data:/data or ./conf:/etc/app:ro";

    private static final Set<String> PROPAGATIONS =
            Set.of("private", "rprivate", "shared", "rshared", "slave", "rslave");

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if the text is malformed; the message says why
     */
    public static VolumeSyntax parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        if (text.length() < 3) {
            return new VolumeSyntax("volume", "", text, false, false, "", "");
        }
        List<String> parts = parts(text);
        if (parts.contains("")) {
            throw new IllegalArgumentException("there is nothing between two colons");
        }
        if (parts.size() > 3) {
            throw new IllegalArgumentException("it has too many colons");
        }
        String source = parts.size() == 1 ? "" : parts.get(0);
        boolean readOnly = false;
        boolean notFilled = false;
        String propagation = "";
        String label = "";
        for (String option : parts.size() < 3 ? new String[0] : parts.get(2).split(",", -1)) {
            readOnly = option.equals("ro") || (readOnly && !option.equals("rw"));
            notFilled |= option.equals("nocopy");
            propagation = PROPAGATIONS.contains(option) ? option : propagation;
            label = option.equals("z") || option.equals("Z") ? option : label;
        }
        return new VolumeSyntax(
                isPath(source) ? "bind" : "volume",
                source,
                parts.get(parts.size() == 1 ? 0 : 1),
                readOnly,
                notFilled,
                propagation,
                label);
    }

    /** Splits at colons, but not behind the letter of a drive, nor in a variable that is not put in yet. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int variables = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean drive = part.length() == 1 && Character.isLetter(part.charAt(0));
            if (text.startsWith("${", i)) {
                variables++;
            } else if (c == '}' && variables > 0) {
                variables--;
            }
            if (c == ':' && !drive && variables == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static boolean isPath(String source) {
        return source.startsWith(".")
                || source.startsWith("/")
                || source.startsWith("~")
                || source.startsWith("\\\\")
                || isOnDrive(source);
    }

    private static boolean isOnDrive(String source) {
        int first = source.isEmpty() ? ' ' : source.codePointAt(0);
        return Character.isLetter(first) && source.startsWith(":", Character.charCount(first));
    }
}
