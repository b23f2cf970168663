package io.dockerkit.compose.yaml;

/** Thrown when a text is not the YAML that a Compose file can be. */
public final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    YamlException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** Returns the line, from 1, or 0 if it is none. */
    public int line() {
        return line;
    }
}
