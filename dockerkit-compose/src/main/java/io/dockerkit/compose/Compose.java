package io.dockerkit.compose;

import io.dockerkit.Docker;
import io.dockerkit.HostContext;
import io.dockerkit.cli.CheckReturnValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Compose project as its files describe it: {@code docker compose -f FILE …}. No file is read and no request is sent until
 * {@link #config()} or a terminal operation of one of its commands.
 *
 * <pre>{@code
 * try (ComposeProject shop = Compose.load(Path.of("compose.yaml")).up().startScoped()) {
 *     shop.service("db").address(5432);
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new one.
 */
@CheckReturnValue
public final class Compose {
    private final Settings settings;

    private Compose(Settings settings) {
        this.settings = settings;
    }

    /** What the options say. */
    record Settings(
            Docker docker,
            List<Path> files,
            @Nullable String text,
            @Nullable Path searchFrom,
            @Nullable Path projectDirectory,
            @Nullable String projectName,
            List<String> profiles,
            List<Path> envFiles,
            Map<String, String> variables,
            HostContext host) {}
}
