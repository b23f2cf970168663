package io.dockerkit.image;

import io.dockerkit.Credentials;
import io.dockerkit.cli.Checks;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What pulls, pushes and archives ask of DockerKit and not of docker.
 *
 * <p>Immutable and thread-safe, as far as the progress is.
 */
record Transfer(@Nullable Credentials credentials, Progress progress, @Nullable Duration timeout) {
    static final Transfer PLAIN = new Transfer(null, Progress.none(), null);

    Transfer credentials(Credentials login) {
        return new Transfer(Objects.requireNonNull(login, "login"), progress, timeout);
    }

    Transfer progress(Progress listener) {
        return new Transfer(credentials, Objects.requireNonNull(listener, "listener"), timeout);
    }

    Transfer quiet() {
        return progress(Progress.none());
    }

    Transfer timeout(Duration limit) {
        Checks.positive("timeout", Objects.requireNonNull(limit, "limit"));
        return new Transfer(credentials, progress, limit);
    }
}
