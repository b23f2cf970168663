package io.dockerkit.container.flags;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.RequestDraft;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The grammar of {@code --volume}. Stateless and thread-safe. */
public final class VolumeSyntax {
    static final String FORM =
            "[source:]target[:options], the source a volume's name or an absolute path: data:/www, /srv/data:/www:ro";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:[/\\\\].*");

    private VolumeSyntax() {}

    /** Returns {@code source:target} if both are what the typed option takes. */
    public static String join(String source, String target) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        boolean path = ABSOLUTE.matcher(source).matches() || source.startsWith(".");
        if (!path && !isName(source)) {
            throw new InvalidOptionException(
                    "--volume",
                    source + ":" + target,
                    "the source is neither a volume's name ([a-zA-Z0-9][a-zA-Z0-9_.-]+) nor a path;"
                            + " a path begins with \"/\" or \"./\"");
        }
        if (!ABSOLUTE.matcher(target).matches()) {
            boolean swapped =
                    ABSOLUTE.matcher(source).matches()
                            && (target.startsWith(".") || isName(target));
            throw new InvalidOptionException(
                    "--volume",
                    source + ":" + target,
                    "the second argument is the path in the container and must be absolute, such as /www"
                            + (swapped
                                    ? "; the first is a volume's name or a path of the engine's host: did you mean volume(\""
                                            + target
                                            + "\", \""
                                            + source
                                            + "\")?"
                                    : ""));
        }
        return source + ":" + target;
    }

    /** Returns whether the text can be a volume's name, and so no path. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static String check(String spec) {
        split(spec);
        return spec;
    }

    /** Returns target alone, or source, target and, where there are any, options. */
    public static List<String> parts(String spec) {
        return split(spec);
    }

    /** Splits at the colons, but for that of a drive letter: one part is an anonymous volume, three have options. */
    private static List<String> split(String spec) {
        if (spec.isEmpty()) {
            throw new IllegalArgumentException("the value is empty");
        }
        if (spec.length() <= 2) {
            return List.of(spec);
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= spec.length(); i++) {
            boolean end = i == spec.length();
            if (!end && (spec.charAt(i) != ':' || isDrive(spec, start, i))) {
                continue;
            }
            if (i == start) {
                throw new IllegalArgumentException("nothing between two colons");
            }
            parts.add(spec.substring(start, i));
            start = i + 1;
        }
        if (parts.size() > 3) {
            throw new IllegalArgumentException("too many colons");
        }
        return parts;
    }

    /** Returns whether the source is a volume's name: there is one, and it is no path. */
    public static boolean hasNamedSource(String spec) {
        List<String> parts = split(spec);
        String source = parts.get(0);
        return parts.size() > 1 && !source.startsWith(".") && !ABSOLUTE.matcher(source).matches();
    }

    private static boolean isDrive(String spec, int start, int colon) {
        return colon == start + 1 && Character.isLetter(spec.charAt(start));
    }

    static void write(List<String> values, RequestDraft draft) {
        for (String value : new LinkedHashSet<>(values)) {
            if (split(value).size() == 1) {
                draft.putEntry("Volumes", value, Map.of());
            } else {
                draft.add("HostConfig/Binds", resolved(value, draft.host()));
            }
        }
    }

    /** A source that begins with a dot is taken from the directory of the command; all else is sent as it is. */
    private static String resolved(String spec, HostContext host) {
        int colon = spec.indexOf(':');
        return spec.startsWith(".")
                ? absolute(spec.substring(0, colon), host) + spec.substring(colon)
                : spec;
    }

    static String absolute(String path, HostContext host) {
        return HostFiles.text(HostFiles.resolve(host.directory(), path).normalize());
    }
}
