package io.dockerkit.buildkit.layout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A directory of blobs in the form of the OCI image layout: {@code blobs/sha256/…}, {@code index.json}, {@code oci-layout}. It
 * may be missing, or empty: what is written first makes it. Thread-safe; several builds may write to the same one.
 */
public final class ImageLayout {
    private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";

    private final Path directory;
    private final LayoutIndex index;

    /** Makes the layout of a directory, at which it does not look yet. */
    public ImageLayout(Path directory) {
        this.directory = directory;
        this.index = new LayoutIndex(directory.resolve("index.json"));
    }

    /** Returns the directory. */
    public Path directory() {
        return directory;
    }

    /** Returns what the layout has under which name. */
    public LayoutIndex index() {
        return index;
    }

    private Path path(Digest digest) {
        return directory.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
    }

    /** Returns the length of a blob, or empty if it is not here. */
    public OptionalLong size(Digest digest) throws IOException {
        try {
            BasicFileAttributes there =
                    Files.readAttributes(path(digest), BasicFileAttributes.class);
            return there.isRegularFile() ? OptionalLong.of(there.size()) : OptionalLong.empty();
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        }
    }

    /** Opens a blob. */
    public FileChannel open(Digest digest) throws IOException {
        return FileChannel.open(path(digest));
    }

    /**
     * Begins a blob.
     *
     * @param expected the digest that it is to have, if that is known
     */
    public IncomingBlob receive(Optional<Digest> expected) throws IOException {
        String algorithm = expected.map(Digest::algorithm).orElse("sha256");
        Path blobs = Files.createDirectories(directory.resolve("blobs").resolve(algorithm));
        Path version = directory.resolve("oci-layout");
        if (!Files.exists(version)) {
            replace(version, VERSION.getBytes(StandardCharsets.UTF_8));
        }
        return new IncomingBlob(blobs, algorithm);
    }

    /** Writes a file that appears whole. */
    static void replace(Path file, byte[] content) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".dockerkit-", ".part");
        try {
            Files.write(part, content);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Returns the directory. */
    @Override
    public String toString() {
        return directory.toString();
    }
}
