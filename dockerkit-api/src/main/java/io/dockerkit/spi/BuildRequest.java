package io.dockerkit.spi;

import io.dockerkit.cli.Checks;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link BuildSpec} asks of the engine. Applications do not meet it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what is built
 * @param dockerfile the Dockerfile as the caller named it, or the empty text for {@code Dockerfile} in the context
 * @param dockerfileContent the text of the Dockerfile if it is no file of the context, else null
 * @param builder the builder that must be used, or empty for the best that the engine has
 * @param query the parameters of {@code POST /build} that are texts, but for the tags and the Dockerfile
 * @param structured the parameters of {@code POST /build} that are JSON: buildargs, labels, cachefrom
 * @param buildKit what only BuildKit is told
 * @param onlyClassic the options that only the engine's own builder knows, as the CLI writes them
 * @param onlySession the options that need the module with BuildKit's session, as the CLI writes them
 * @param tags the names for the image
 * @param output is handed what the build prints, a line at a time
 * @param progress receives the progress
 * @param idFile the file to write the image's id to, or the empty text for none
 * @param metadataFile the file to write the build's result to as JSON, or the empty text for none
 * @param timeout how long it may take, or null for as long as the engine reports
 * @param isCompressed whether the context is compressed while it is sent
 * @param isQuiet whether only the image's id is printed
 * @param commandLine the equivalent {@code docker build} line for errors, secrets redacted
 */
public record BuildRequest(
        Source source,
        String dockerfile,
        @Nullable StdinSource dockerfileContent,
        Optional<BuildSpec.Builder> builder,
        Map<String, String> query,
        Map<String, Object> structured,
        BuildKitOptions buildKit,
        List<String> onlyClassic,
        List<String> onlySession,
        List<String> tags,
        Consumer<? super String> output,
        Progress progress,
        String idFile,
        String metadataFile,
        @Nullable Duration timeout,
        boolean isCompressed,
        boolean isQuiet,
        String commandLine) {
    /** Checks that nothing is null. */
    public BuildRequest {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(dockerfile, "dockerfile");
        Objects.requireNonNull(builder, "builder");
        query = Collections.unmodifiableMap(new LinkedHashMap<>(Checks.entries("query", query)));
        structured =
                Collections.unmodifiableMap(
                        new LinkedHashMap<>(Objects.requireNonNull(structured, "structured")));
        Objects.requireNonNull(buildKit, "buildKit");
        onlyClassic = Checks.elements("onlyClassic", onlyClassic);
        onlySession = Checks.elements("onlySession", onlySession);
        tags = Checks.elements("tags", tags);
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(idFile, "idFile");
        Objects.requireNonNull(metadataFile, "metadataFile");
        if (timeout != null) {
            Checks.positive("timeout", timeout);
        }
        Objects.requireNonNull(commandLine, "commandLine");
    }

    /** Returns the same request with its context and its Dockerfile from elsewhere. */
    public BuildRequest reading(Source otherSource, @Nullable StdinSource otherDockerfile) {
        return new BuildRequest(
                otherSource,
                dockerfile,
                otherDockerfile,
                builder,
                query,
                structured,
                buildKit,
                onlyClassic,
                onlySession,
                tags,
                output,
                progress,
                idFile,
                metadataFile,
                timeout,
                isCompressed,
                isQuiet,
                commandLine);
    }

    /** Returns the same request with another time-out; null for none. */
    public BuildRequest within(@Nullable Duration limit) {
        return new BuildRequest(
                source,
                dockerfile,
                dockerfileContent,
                builder,
                query,
                structured,
                buildKit,
                onlyClassic,
                onlySession,
                tags,
                output,
                progress,
                idFile,
                metadataFile,
                limit,
                isCompressed,
                isQuiet,
                commandLine);
    }

    /** What is built: the context. */
    public sealed interface Source {
        /** Returns the context as messages name it. */
        String shown();
    }

    /**
     * A directory of this machine.
     *
     * @param path the directory, which need not exist yet
     */
    public record Directory(Path path) implements Source {
        /** Checks that nothing is null. */
        public Directory {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String shown() {
            return HostFiles.text(path);
        }
    }

    /**
     * A tar archive, which may be compressed, or the text of a Dockerfile without a context; the first bytes decide.
     *
     * @param content the bytes
     */
    public record Archive(StdinSource content) implements Source {
        /** Checks that nothing is null. */
        public Archive {
            Objects.requireNonNull(content, "content");
        }

        @Override
        public String shown() {
            return "-";
        }
    }

    /**
     * A git repository, or a file that the engine fetches by HTTP.
     *
     * @param location the address as the CLI takes it
     */
    public record Remote(String location) implements Source {
        /** Checks that nothing is null. */
        public Remote {
            Objects.requireNonNull(location, "location");
        }

        @Override
        public String shown() {
            return location;
        }
    }
}
