package io.dockerkit.spi;

import io.dockerkit.cli.Checks;
import io.dockerkit.image.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a spec asks of the engine: {@code POST /containers/create} and how to go about it. Made by specs for a
 * {@link ContainerBackend}; applications do not meet it.
 *
 * <p>Thread-safe as long as the maps, which the spec hands over, are not changed.
 *
 * @param image the image as the caller wrote it
 * @param query the request's parameters: {@code name}, {@code platform}
 * @param body the request's JSON as maps, lists, strings, numbers and booleans
 * @param pull when to pull: {@code missing}, {@code always} or {@code never}
 * @param progress receives the progress of the pull
 * @param timeout how long {@code execute()} waits for the end, or null for no limit
 * @param streams what {@code execute()} feeds to standard input, and where it writes the output
 * @param sigProxy whether a run in the foreground passes on the signals that this process gets
 * @param detachKeys the keys that detach a terminal, or the empty text for the engine's own
 * @param cidFile the file to write the container's id into, or null
 * @param useApiSocket whether the container gets the engine's socket and the user's logins
 * @param needs what not every engine knows, as the CLI writes it, and the version of the API that brought it, or {@code
 *     windows}
 * @param commandLine the equivalent {@code docker run} line for errors, secrets redacted
 */
public record CreateRequest(
        String image,
        Map<String, String> query,
        Map<String, Object> body,
        String pull,
        Progress progress,
        @Nullable Duration timeout,
        ProcessStreams streams,
        boolean sigProxy,
        String detachKeys,
        @Nullable Path cidFile,
        boolean useApiSocket,
        Map<String, String> needs,
        String commandLine) {
    /** Checks that nothing is null. */
    public CreateRequest {
        Objects.requireNonNull(image, "image");
        if (timeout != null) {
            Checks.positive("timeout", timeout);
        }
        query = Collections.unmodifiableMap(new LinkedHashMap<>(Checks.entries("query", query)));
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(pull, "pull");
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(streams, "streams");
        Objects.requireNonNull(detachKeys, "detachKeys");
        needs = Collections.unmodifiableMap(new LinkedHashMap<>(Checks.entries("needs", needs)));
        Objects.requireNonNull(commandLine, "commandLine");
    }

    /** Returns the same request for a container of this name, with this label besides. */
    public CreateRequest with(String name, String labelKey, String labelValue) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(labelKey, "labelKey");
        Objects.requireNonNull(labelValue, "labelValue");
        Map<String, String> named = new LinkedHashMap<>(query);
        named.put("name", name);
        Map<String, Object> labelled = new LinkedHashMap<>(body);
        Map<Object, Object> labels = new LinkedHashMap<>();
        if (body.get("Labels") instanceof Map<?, ?> given) {
            labels.putAll(given);
        }
        labels.put(labelKey, labelValue);
        labelled.put("Labels", labels);
        return with(named, labelled);
    }

    /** Returns the same with another body. */
    public CreateRequest withBody(Map<String, Object> other) {
        return with(query, Objects.requireNonNull(other, "other"));
    }

    private CreateRequest with(Map<String, String> otherQuery, Map<String, Object> otherBody) {
        return new CreateRequest(
                image,
                otherQuery,
                otherBody,
                pull,
                progress,
                timeout,
                streams,
                sigProxy,
                detachKeys,
                cidFile,
                useApiSocket,
                needs,
                commandLine);
    }
}
