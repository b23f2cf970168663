package io.dockerkit.impl.id;

import io.dockerkit.InvalidOptionException;
import java.util.regex.Pattern;

/**
 * What may stand for an object in the path of a call: its name, its id, or the beginning of its id. A text of another form
 * cannot name anything, and in a path it might mean something else altogether.
 *
 * <p>Stateless and thread-safe.
 */
public final class NameOrId {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    private NameOrId() {}

    /**
     * Returns the name or the id of a container without the slash before it, with which the Engine API writes names.
     *
     * @throws InvalidOptionException if it cannot be one
     */
    public static String ofContainer(String text) {
        return check("container", withoutSlash(text), text);
    }

    /**
     * Returns the text if it may be the name of a volume.
     *
     * @throws InvalidOptionException if it cannot be
     */
    public static String ofVolume(String text) {
        return check("volume", text, text);
    }

    /**
     * Returns the text if it may be the name or the id of a network, in which engines take nearly anything.
     *
     * @throws InvalidOptionException if it cannot be
     */
    public static String ofNetwork(String text) {
        if (text.isBlank() || text.contains("/") || text.equals(".") || text.equals("..")) {
            throw new InvalidOptionException(
                    "network",
                    text,
                    "accepted form: a name or the beginning of an id, not blank and without \"/\"");
        }
        return text;
    }

    /** Returns the name of a container as people write it: the Engine API writes a slash before it. */
    public static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private static String check(String kind, String text, String given) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidOptionException(
                    kind,
                    given,
                    "accepted form: a name or the beginning of an id, of [a-zA-Z0-9_.-]");
        }
        return text;
    }
}
