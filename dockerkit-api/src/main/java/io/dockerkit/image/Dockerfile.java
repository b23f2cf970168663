package io.dockerkit.image;

import io.dockerkit.cli.Checks;
import io.dockerkit.spi.StdinSource;

/**
 * A Dockerfile that is a text of the program and no file.
 *
 * <pre>{@code
 * Image greeter = Images.build(Dockerfile.inline("FROM busybox\nCMD echo hello")).execute();
 * }</pre>
 *
 * <p>Two are equal when their texts are. Immutable and thread-safe.
 */
public final class Dockerfile {
    private final String text;

    private Dockerfile(String text) {
        this.text = text;
    }

    /**
     * Returns the Dockerfile with this text, which is sent as UTF-8.
     *
     * @throws io.dockerkit.InvalidOptionException if it is blank
     */
    public static Dockerfile inline(String text) {
        return new Dockerfile(Checks.text("Dockerfile", "text", text));
    }

    /** Returns the text. */
    public String text() {
        return text;
    }

    StdinSource source() {
        return StdinSource.of(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dockerfile that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns how long the text is; the text itself may hold secrets. */
    @Override
    public String toString() {
        return "Dockerfile of " + text.length() + " characters";
    }
}
