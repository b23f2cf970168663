package io.dockerkit.impl.image;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.impl.build.ignore.DockerIgnore;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.copy.TarFormat;
import io.dockerkit.impl.copy.TarSource;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.StdinSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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

    private static final String DOCKERFILE = "Dockerfile";

    private final String dockerfile;
    private final String text;
    private final String remote;
    private final Content content;

    /** The archive, as often as it is asked for. */
    @FunctionalInterface
    private interface Content {
        InputStream open() throws IOException;
    }

    private BuildContext(String dockerfile, byte[] text, String remote, Content content) {
        this.dockerfile = dockerfile;
        this.text = new String(text, StandardCharsets.UTF_8);
        this.remote = remote;
        this.content = content;
    }

    /**
     * Looks at the context.
     *
     * @param isForBuildKit whether BuildKit is to build. It takes all that is sent for the context; the engine's own
     *     builder applies a {@code .dockerignore} that is sent, so that the Dockerfile can be sent and not be copied.
     * @throws InvalidOptionException if the directory or the Dockerfile is missing, or the stream was read before
     */
    static BuildContext of(BuildRequest request, boolean isForBuildKit) throws IOException {
        BuildRequest.Source source = request.source();
        if (source instanceof BuildRequest.Remote remote) {
            String named = request.dockerfile();
            return new BuildContext(
                    named.isEmpty() ? DOCKERFILE : named,
                    new byte[0],
                    remote.location(),
                    InputStream::nullInputStream);
        }
        return source instanceof BuildRequest.Archive archive
                ? archive(archive.content(), request.dockerfile())
                : directory(((BuildRequest.Directory) source).path(), request, isForBuildKit);
    }

    private static BuildContext archive(StdinSource content, String dockerfile) throws IOException {
        content.check("context");
        PushbackInputStream in = new PushbackInputStream(content.open(), TarFormat.LENGTH);
        byte[] head = in.readNBytes(TarFormat.LENGTH);
        in.unread(head);
        if (TarFormat.isArchive(head)) {
            return new BuildContext(
                    dockerfile.isEmpty() ? DOCKERFILE : dockerfile, new byte[0], "", () -> in);
        }
        try (in) {
            if (!dockerfile.isEmpty()) {
                throw new InvalidOptionException(
                        "--file",
                        dockerfile,
                        "the context is a Dockerfile itself; accepted form: a tar archive as the context");
            }
            byte[] text = in.readAllBytes();
            if (text.length == 0) {
                throw new InvalidOptionException(
                        "context",
                        "-",
                        "it is empty; accepted form: a tar archive or a Dockerfile");
            }
            return new BuildContext(
                    DOCKERFILE, text, "", () -> TarSource.ofFiles(Map.of(DOCKERFILE, text)));
        }
    }

    private static BuildContext directory(Path path, BuildRequest request, boolean isForBuildKit)
            throws IOException {
        if (!Files.isDirectory(path)) {
            throw new InvalidOptionException(
                    "context", ByteNames.shown(path), "accepted form: a directory of this machine");
        }
        Path directory = path.toRealPath();
        StdinSource text = request.dockerfileContent();
        if (text != null) {
            text.check("--file");
            DockerIgnore ignored = ignored(lines(directory.resolve(IGNORE)), isForBuildKit);
            try (InputStream in = text.open()) {
                return checked(
                        outside(directory, in.readAllBytes(), ignored, isForBuildKit), ignored);
            }
        }
        Path named = named(directory, request.dockerfile());
        if (!Files.isRegularFile(named)) {
            throw new InvalidOptionException(
                    "--file", ByteNames.shown(named), "there is no such Dockerfile");
        }
        Path real = named.toRealPath();
        DockerIgnore ignored = ignored(lines(directory, named), isForBuildKit);
        BuildContext context =
                real.startsWith(directory)
                        ? inside(directory, real, ignored)
                        : outside(directory, Files.readAllBytes(real), ignored, isForBuildKit);
        return checked(context, ignored);
    }

    private static DockerIgnore ignored(byte[] lines, boolean isForBuildKit) {
        DockerIgnore ignored = DockerIgnore.of(lines);
        return isForBuildKit ? ignored : ignored.keeping(IGNORE);
    }

    private static BuildContext checked(BuildContext context, DockerIgnore ignored)
            throws IOException {
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
            Path here = directory.getFileSystem().getPath("");
            return HostFiles.resolve(here, dockerfile).toAbsolutePath().normalize();
        }
        Path usual = directory.resolve("Dockerfile");
        Path lower = directory.resolve("dockerfile");
        return !Files.exists(usual, LinkOption.NOFOLLOW_LINKS)
                        && Files.exists(lower, LinkOption.NOFOLLOW_LINKS)
                ? lower
                : usual;
    }

    private static BuildContext inside(Path directory, Path dockerfile, DockerIgnore ignored)
            throws IOException {
        String separator = directory.getFileSystem().getSeparator();
        String name = ByteNames.of(directory.relativize(dockerfile)).replace(separator, "/");
        DockerIgnore kept = ignored.keeping(name);
        return new BuildContext(
                new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                Files.readAllBytes(dockerfile),
                "",
                () -> TarSource.rootOwned(directory, kept, Map.of()));
    }

    private static BuildContext outside(
            Path directory, byte[] dockerfile, DockerIgnore ignored, boolean isForBuildKit)
            throws IOException {
        String name = ".dockerfile." + hash(dockerfile).substring(0, HASH);
        Path file = directory.resolve(IGNORE);
        String before =
                Files.isRegularFile(file)
                        ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        : IGNORE;
        Map<String, byte[]> added = new LinkedHashMap<>();
        added.put(name, dockerfile);
        if (!isForBuildKit) {
            added.put(IGNORE, (before + "\n" + name + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return new BuildContext(
                name, dockerfile, "", () -> TarSource.rootOwned(directory, ignored, added));
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
        return lines(Files.isRegularFile(own) ? own : directory.resolve(IGNORE));
    }

    private static byte[] lines(Path file) {
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

    /** Returns the text of the Dockerfile, or the empty text if it is not known here. */
    String text() {
        return text;
    }

    /** Returns the text of the Dockerfile of a directory, for messages; the empty text if it cannot be read. */
    static String text(BuildRequest request) {
        try {
            return request.source() instanceof BuildRequest.Directory directory
                    ? Files.readString(named(directory.path(), request.dockerfile()))
                    : "";
        } catch (IOException | InvalidPathException unreadable) {
            return "";
        }
    }

    /** Returns the address from which the engine fetches the context, or the empty text if it is sent. */
    String remote() {
        return remote;
    }

    /** Returns the archive; all in it belongs to root, as with the CLI. */
    InputStream archive() throws IOException {
        return content.open();
    }

    /** Returns the archive as BuildKit takes it. */
    InputStream archiveForBuildKit() throws IOException {
        PushbackInputStream in = new PushbackInputStream(content.open(), TarFormat.LENGTH);
        byte[] head = in.readNBytes(TarFormat.LENGTH);
        in.unread(head);
        return TarFormat.plain(head, in, System.currentTimeMillis() / 1000);
    }
}
