package io.dockerkit.impl.image;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.image.BuildRequest;
import io.dockerkit.impl.copy.TarSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** What is sent for a build: the context as an archive, and the name of the Dockerfile in it. For one build. */
final class BuildContext {
    private static final String IGNORE = ".dockerignore";

    private final Path directory;
    private final String dockerfile;
    private final byte[] added;
    private final DockerIgnore ignored;

    private BuildContext(Path directory, String dockerfile, byte[] added, DockerIgnore ignored) {
        this.directory = directory;
        this.dockerfile = dockerfile;
        this.added = added;
        this.ignored = ignored;
    }

    /**
     * Looks at the context.
     *
     * @throws InvalidOptionException if the directory or the Dockerfile is missing
     */
    static BuildContext of(BuildRequest request) throws IOException {
        Path directory = request.context();
        if (!Files.isDirectory(directory)) {
            throw new InvalidOptionException(
                    "context", directory.toString(), "accepted form: a directory of this machine");
        }
        directory = directory.toRealPath();
        Path named =
                request.dockerfile().isEmpty()
                        ? directory.resolve("Dockerfile")
                        : Path.of(request.dockerfile()).toAbsolutePath().normalize();
        if (!Files.isRegularFile(named)) {
            throw new InvalidOptionException(
                    "--file", named.toString(), "there is no such Dockerfile");
        }
        Path real = realOf(named);
        DockerIgnore ignored = ignored(directory, real);
        if (real.startsWith(directory)) {
            String name = directory.relativize(real).toString().replace('\\', '/');
            return new BuildContext(
                    directory, name, new byte[0], ignored.keeping(IGNORE).keeping(name));
        }
        String name = ".dockerfile." + UUID.randomUUID().toString().substring(0, 8);
        byte[] single = TarSource.single(name, Files.readAllBytes(real));
        return new BuildContext(directory, name, TarSource.withoutEnd(single), ignored);
    }

    private static Path realOf(Path file) throws IOException {
        Path parent = file.getParent();
        Path name = file.getFileName();
        return parent == null || name == null ? file : parent.toRealPath().resolve(name);
    }

    /** The file of the Dockerfile's own wins over that of the context. */
    private static DockerIgnore ignored(Path directory, Path dockerfile) throws IOException {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + IGNORE);
        Path file = Files.isRegularFile(own) ? own : directory.resolve(IGNORE);
        List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        return DockerIgnore.of(lines);
    }

    /** Returns the name of the Dockerfile in the archive. */
    String dockerfile() {
        return dockerfile;
    }

    /** Returns the archive; all in it belongs to root, as with the CLI. */
    InputStream archive() {
        TarSource tar = TarSource.rootOwned(directory, ignored::matches, ignored.hasExceptions());
        return added.length == 0
                ? tar
                : new SequenceInputStream(new ByteArrayInputStream(added), tar);
    }
}
