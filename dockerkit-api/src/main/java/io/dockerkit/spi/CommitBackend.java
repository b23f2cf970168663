package io.dockerkit.spi;

import io.dockerkit.image.Image;
import java.util.List;
import java.util.Map;

/** Carries out a {@code docker commit} of one container. Applications do not meet it. Thread-safe. */
@FunctionalInterface
public interface CommitBackend {
    /** Makes the image from the parameters of {@code POST /commit} and the {@code --change} instructions. */
    Image commit(Map<String, String> query, List<String> changes);
}
