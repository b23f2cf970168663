package io.dockerkit.impl.image;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.copy.TarSource;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.spi.BuildRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is sent for a build: the context as an archive, and the name of the Dockerfile in it. Links to the Dockerfile are
 * followed before it is looked at where it lies, as by the CLI. One that lies outside of the context is sent as
 * {@code .dockerfile.} and a part of the hash of its content, and a line for it is added to {@code .dockerignore}, so that
 * it is no part of what {@code COPY . .} copies. The CLI takes a random name there; with the same name for the same content
 * the engine's cache fits.
 *
 * <p>For one build.
 */
final class BuildContext {
    private static final String IGNORE = ".dockerignore";
    private static final int HASH = 20;

    private final Path directory;
    private final String dockerfile;
    private final Map<String, byte[]> added;
    private final DockerIgnore ignored;

    private BuildContext(
            Path directory, String dockerfile, Map<String, byte[]> added, DockerIgnore ignored) {
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
                    "context",
                    ByteNames.shown(directory),
                    "accepted form: a directory of this machine");
        }
        directory = directory.toRealPath();
        Path named = named(directory, request.dockerfile());
        if (!Files.isRegularFile(named)) {
            throw new InvalidOptionException(
                    "--file", ByteNames.shown(named), "there is no such Dockerfile");
        }
        Path real = named.toRealPath();
        byte[] lines = lines(directory, named);
        DockerIgnore ignored = DockerIgnore.of(lines).keeping(IGNORE);
        BuildContext context =
                real.startsWith(directory)
                        ? inside(directory, real, ignored)
                        : outside(directory, Files.readAllBytes(real), ignored);
        if (ignored.isFaulty()) {
            // told before anything is sent, if it is met at all
            try (InputStream archive = context.archive()) {
                archive.transferTo(OutputStream.nullOutputStream());
            }
        }
        return context;
    }

    /** Without a name it is {@code Dockerfile}, or {@code dockerfile} if there is none. */
    private static Path named(Path directory, String dockerfile) {
        if (!dockerfile.isEmpty()) {
            Path given = directory.getFileSystem().getPath(dockerfile);
            return given.toAbsolutePath().normalize();
        }
        Path usual = directory.resolve("Dockerfile");
        Path lower = directory.resolve("dockerfile");
        return !Files.exists(usual, LinkOption.NOFOLLOW_LINKS)
                        && Files.exists(lower, LinkOption.NOFOLLOW_LINKS)
                ? lower
                : usual;
    }

    private static BuildContext inside(Path directory, Path dockerfile, DockerIgnore ignored) {
        String separator = directory.getFileSystem().getSeparator();
        String name = ByteNames.of(directory.relativize(dockerfile)).replace(separator, "/");
        return new BuildContext(
                directory,
                new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                Map.of(),
                ignored.keeping(name));
    }

    private static BuildContext outside(Path directory, byte[] dockerfile, DockerIgnore ignored)
            throws IOException {
        String name = ".dockerfile." + hash(dockerfile).substring(0, HASH);
        Path file = directory.resolve(IGNORE);
        String before =
                Files.isRegularFile(file)
                        ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        : IGNORE;
        Map<String, byte[]> added = new LinkedHashMap<>();
        added.put(name, dockerfile);
        added.put(IGNORE, (before + "\n" + name + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return new BuildContext(directory, name, added, ignored);
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    /** The Dockerfile's own file wins over that of the context. */
    private static byte[] lines(Path directory, Path dockerfile) {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + IGNORE);
        Path file = Files.isRegularFile(own) ? own : directory.resolve(IGNORE);
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw LocalFiles.failed("read", file, e);
        }
    }

    /** Returns the name of the Dockerfile in the archive. */
    String dockerfile() {
        return dockerfile;
    }

    /** Returns the archive; all in it belongs to root, as with the CLI. */
    InputStream archive() {
        return TarSource.rootOwned(directory, ignored, added);
    }
}
