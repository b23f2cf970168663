package io.dockerkit.spi;

import io.dockerkit.Credentials;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.image.Progress;
import io.dockerkit.image.PushSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Carries out a {@code docker push}. Applications do not meet it. Thread-safe. */
@FunctionalInterface
public interface PushBackend {
    /** Pushes the image under its name; without credentials, with those of the docker configuration. */
    PushSpec.Result push(
            ImageReference reference,
            @Nullable Credentials credentials,
            Progress progress,
            @Nullable Duration timeout);
}
