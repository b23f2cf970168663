package io.dockerkit.compose.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a value is in a document: {@code services.web.ports[0]}. Immutable and thread-safe. */
final class KeyPath {
    /** Where the document itself is. */
    static final KeyPath ROOT = new KeyPath(null, "", "", 0);

    /** What items of lists are called in patterns. */
    private static final String ITEM = "[]";

    private final @Nullable KeyPath parent;
    private final String part;
    private final String shown;
    private final int depth;

    private KeyPath(@Nullable KeyPath parent, String part, String shown, int depth) {
        this.parent = parent;
        this.part = part;
        this.shown = shown;
        this.depth = depth;
    }

    /** Returns the path of keys, split at dots. */
    static KeyPath of(String dotted) {
        KeyPath path = ROOT;
        for (String key : dotted.split("\\.", -1)) {
            path = path.key(key);
        }
        return path;
    }

    KeyPath key(String key) {
        return new KeyPath(this, key, depth == 0 ? key : shown + "." + key, depth + 1);
    }

    KeyPath item(int index) {
        return new KeyPath(this, ITEM, shown + "[" + index + "]", depth + 1);
    }

    int depth() {
        return depth;
    }

    /** Returns the last key. */
    String last() {
        return part;
    }

    /** Returns whether the parts are those of a pattern, in which {@code *} stands for any part. */
    boolean matches(List<String> pattern) {
        if (pattern.size() != depth) {
            return false;
        }
        KeyPath at = this;
        for (int i = depth - 1; i >= 0 && at != null; i--) {
            if (!pattern.get(i).equals("*") && !pattern.get(i).equals(at.part)) {
                return false;
            }
            at = at.parent;
        }
        return true;
    }

    @Override
    public String toString() {
        return shown;
    }
}
