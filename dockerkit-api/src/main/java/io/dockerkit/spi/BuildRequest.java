package io.dockerkit.spi;

import io.dockerkit.cli.Checks;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link BuildSpec} asks of the engine. Applications do not meet it.
 *
 * @param context the directory of the build
 * @param dockerfile the Dockerfile as the caller named it, or the empty text for {@code Dockerfile} in the context
 * @param query the parameters of {@code POST /build} but for the tags and the Dockerfile
 * @param tags the names for the image
 * @param output is handed what the build prints, a line at a time
 * @param progress receives the progress of pulls of base images
 * @param idFile the file to write the image's id to, or the empty text for none
 * @param timeout how long it may take, or null for as long as the engine reports
 * @param compress whether the context is compressed while it is sent
 * @param commandLine the equivalent {@code docker build} line for errors, secrets redacted
 */
public record BuildRequest(
        Path context,
        String dockerfile,
        Map<String, String> query,
        List<String> tags,
        Consumer<? super String> output,
        Progress progress,
        String idFile,
        @Nullable Duration timeout,
        boolean compress,
        String commandLine) {
    /** Checks that nothing is null. */
    public BuildRequest {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(dockerfile, "dockerfile");
        query = Collections.unmodifiableMap(new LinkedHashMap<>(Checks.entries("query", query)));
        tags = Checks.elements("tags", tags);
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(idFile, "idFile");
        if (timeout != null) {
            Checks.positive("timeout", timeout);
        }
        Objects.requireNonNull(commandLine, "commandLine");
    }
}
