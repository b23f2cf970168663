package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which files are read to one document, and by which rules.
 *
 * @param sources the files in their order; later ones are merged over earlier ones
 * @param workingDirectory the project's directory, absolute: where relative paths in the files begin
 * @param environment the variables that are put into values: those of the shell, of {@code .env} and of the caller
 * @param projectName the name that the caller gave the project, or null to take the one in the files
 * @param interpolate whether variables are put into values
 * @param resolvePaths whether relative paths become absolute ones
 * @param profiles the profiles that are active; {@code include} and {@code extends} hand them on
 */
public record DocumentRequest(
        List<Source> sources,
        Path workingDirectory,
        Map<String, String> environment,
        @Nullable String projectName,
        boolean interpolate,
        boolean resolvePaths,
        List<String> profiles) {
    /**
     * A file, or a text in memory.
     *
     * @param name how it is named in errors: the path as the user gave it, or {@code -}
     * @param path the file, absolute, or null for a text
     * @param text the text, or null for a file
     * @param documents what is in it, or null if it is not read yet
     */
    public record Source(
            String name,
            @Nullable Path path,
            @Nullable String text,
            @Nullable List<YamlDocument> documents) {
        /** Names a file or a text that is not read yet. */
        public Source(String name, @Nullable Path path, @Nullable String text) {
            this(name, path, text, null);
        }

        /** Returns the same with what is in it. */
        public Source read(List<YamlDocument> found) {
            return new Source(name, path, text, found);
        }
    }

    /** Copies lists and maps. */
    public DocumentRequest {
        sources = List.copyOf(sources);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        environment = Map.copyOf(environment);
        profiles = List.copyOf(profiles);
    }
}
