package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.DockerException;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes and removes the files of the docker contexts in one configuration directory. A file is replaced as a whole. Immutable
 * and thread-safe.
 */
final class ContextFileWriter {
    private final ContextPaths paths;

    ContextFileWriter(ContextPaths paths) {
        this.paths = paths;
    }

    /**
     * Writes a context. The TLS files come first: a new context is there as a whole as soon as its meta.json is.
     *
     * @param tls its TLS files by their paths as {@code docker/ca.pem}; null: those that it has stay
     */
    void write(String name, ObjectNode meta, @Nullable Map<String, byte[]> tls) {
        try {
            if (tls != null) {
                replaceTls(paths.tls(name), tls);
            }
            Path target = paths.metaFile(name);
            Files.createDirectories(paths.meta(name));
            ReplacedFile.write(
                    target, JsonText.text(meta).getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        } catch (IOException e) {
            throw failed(name, "written in", e);
        }
    }

    private static void replaceTls(Path target, Map<String, byte[]> files) throws IOException {
        if (files.isEmpty()) {
            deleteAll(target);
            return;
        }
        Path all = parent(target);
        Files.createDirectories(parent(all));
        Files.createDirectories(all, ReplacedFile.ofOwner(target));
        Path whole = Files.createTempDirectory(all, ".new");
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path to = whole.resolve(file.getKey());
                Files.createDirectories(parent(to), ReplacedFile.ofOwner(to));
                ReplacedFile.write(to, file.getValue(), "rw-------");
            }
            deleteAll(target);
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteAll(whole);
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "a file is in a directory");
    }

    /** Removes a context, its meta.json first: then it is gone, whatever becomes of the rest. */
    void delete(String name) {
        try {
            deleteAll(paths.meta(name));
            deleteAll(paths.tls(name));
        } catch (IOException e) {
            throw failed(name, "removed from", e);
        }
    }

    private DockerException failed(String name, String what, IOException e) {
        return new DockerException(
                "the docker context \""
                        + name
                        + "\" cannot be "
                        + what
                        + " "
                        + paths.directory()
                        + ": "
                        + ContextFiles.reason(e),
                e);
    }

    private static void deleteAll(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
