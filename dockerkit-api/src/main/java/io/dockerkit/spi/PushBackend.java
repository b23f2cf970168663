package io.dockerkit.spi;

import io.dockerkit.image.PushSpec;
import java.util.List;

/** Carries out a {@code docker push}. Applications do not meet it. Thread-safe. */
@FunctionalInterface
public interface PushBackend {
    /** Pushes the image and returns what each tag left in the registry: one, or those of all tags. */
    List<PushSpec.Result> push(PushRequest request);
}
