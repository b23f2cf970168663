package io.dockerkit.impl.config;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ImageReference;

/**
 * What is put before the names of images of Docker Hub when they are pulled, so that they come from a mirror. Names of other
 * registries stay as they are.
 *
 * <p>Immutable and thread-safe.
 */
public final class RegistryPrefix {
    /** The variable that sets it. */
    public static final String VARIABLE = "DOCKERKIT_REGISTRY_PREFIX";

    /** None: images come from where their names say. */
    public static final RegistryPrefix NONE = new RegistryPrefix("");

    private static final String HUB = "docker.io";

    private final String prefix;

    private RegistryPrefix(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Reads a prefix.
     *
     * @param option what it was given by, for the error
     * @param text {@code registry[:port]/[path/]}; the last slash may be missing; the empty text is none
     * @throws InvalidOptionException if it is malformed
     */
    public static RegistryPrefix of(String option, String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        String prefix = text.endsWith("/") ? text : text + "/";
        String first = prefix.substring(0, prefix.indexOf('/'));
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        try {
            ImageReference example = ImageReference.parse(prefix + "name");
            if (host && example.toString().endsWith("/name")) {
                return new RegistryPrefix(prefix);
            }
        } catch (InvalidOptionException malformed) {
            // the reason is about a name that nobody gave
        }
        throw new InvalidOptionException(
                option,
                text,
                "accepted form: registry[:port]/[path/] without a scheme, such as registry.example.com/hub/");
    }

    /** Returns the name under which the mirror has the image, or the name itself if it is not one of Docker Hub. */
    public ImageReference applyTo(ImageReference image) {
        return prefix.isEmpty() || !image.registry().equals(HUB)
                ? image
                : ImageReference.parse(prefix + image);
    }

    /** Returns the prefix, with its last slash; empty if there is none. */
    @Override
    public String toString() {
        return prefix;
    }
}
