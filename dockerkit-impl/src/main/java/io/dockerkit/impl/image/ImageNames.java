package io.dockerkit.impl.image;

import java.util.List;

/** The names that an engine lists for an image. Stateless and thread-safe. */
final class ImageNames {
    private ImageNames() {}

    /** Older engines list {@code <none>:<none>} for an image without a name. */
    static List<String> real(List<String> names) {
        return names.stream().filter(name -> !name.startsWith("<none>")).toList();
    }
}
