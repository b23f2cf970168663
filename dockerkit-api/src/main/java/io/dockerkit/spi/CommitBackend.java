package io.dockerkit.spi;

import io.dockerkit.image.Image;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out a {@code docker commit} of one container. Applications do not meet it. Thread-safe. */
@FunctionalInterface
public interface CommitBackend {
    /**
     * Makes the image from the parameters of {@code POST /commit} and the {@code --change} instructions, within the time-out
     * or, without one, the connection's own.
     */
    Image commit(Map<String, String> query, List<String> changes, @Nullable Duration timeout);
}
