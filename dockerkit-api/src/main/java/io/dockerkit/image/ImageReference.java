package io.dockerkit.image;

/** x. */
public record ImageReference(String text) {
    static ImageReference parse(String t) {
        return new ImageReference(t);
    }
}
