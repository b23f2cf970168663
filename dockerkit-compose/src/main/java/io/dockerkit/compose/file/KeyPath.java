package io.dockerkit.compose.file;

import org.jspecify.annotations.Nullable;

/** Where a value is in a document: {@code services.web.ports[0]}. Immutable and thread-safe. */
final class KeyPath {
    /** Where the document itself is. */
    static final KeyPath ROOT = new KeyPath(null, "", 0);

    private final @Nullable KeyPath parent;

    /** Null for an item of a list. */
    private final @Nullable String key;

    private final int index;

    private KeyPath(@Nullable KeyPath parent, @Nullable String key, int index) {
        this.parent = parent;
        this.key = key;
        this.index = index;
    }

    /** Returns the path of a key of the document. */
    static KeyPath of(String key) {
        return ROOT.key(key);
    }

    KeyPath key(String name) {
        return new KeyPath(this, name, 0);
    }

    KeyPath item(int number) {
        return new KeyPath(this, null, number);
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        return key == null ? parent + "[" + index + "]" : parent == ROOT ? key : parent + "." + key;
    }
}
