package io.dockerkit.impl.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the docker contexts in one configuration directory: {@code contexts/meta/ID/meta.json} and {@code
 * contexts/tls/ID/docker/*.pem}, where the id is the SHA-256 of the name. A file of a context is replaced as a whole, and what
 * DockerKit does not know in meta.json stays in it.
 *
 * <p>Immutable and thread-safe; the files are read at each call.
 */
final class ContextFiles {
    private static final String META = "meta.json";

    private final Path directory;

    ContextFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the endpoint of a context, with the TLS files of its own and no others.
     *
     * @throws DockerUnavailableException if there is no such context, or it cannot be read
     */
    Endpoint endpoint(String name) {
        Path file = meta(name).resolve(META);
        if (!Files.isRegularFile(file)) {
            throw new DockerUnavailableException(
                    "there is no docker context \""
                            + name
                            + "\" in "
                            + directory
                            + "; docker context ls shows those that there are, DOCKER_HOST or DOCKER_CONTEXT=default choose"
                            + " another engine",
                    null);
        }
        JsonNode docker = readForConnection(file).path("Endpoints").path("docker");
        String host = docker.path("Host").asText("");
        if (host.isEmpty()) {
            throw new DockerUnavailableException(
                    "the docker context \"" + name + "\" names no engine in " + file, null);
        }
        Path tls = tls(name).resolve("docker");
        boolean verified = !docker.path("SkipTLSVerify").asBoolean(false);
        boolean plain = verified && !Files.isDirectory(tls);
        return new Endpoint(
                "context \"" + name + "\"",
                host,
                plain ? null : new Certificates(tls, verified, false));
    }

    private static JsonNode readForConnection(Path file) {
        try {
            return JsonText.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DockerUnavailableException(
                    "the docker configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the directory of its meta.json, whether it exists or not. */
    Path meta(String name) {
        return directory.resolve("contexts").resolve("meta").resolve(sha256(name));
    }

    /** Returns the directory of its TLS files, whether it exists or not. */
    Path tls(String name) {
        return directory.resolve("contexts").resolve("tls").resolve(sha256(name));
    }

    /** Returns the names of all contexts. */
    List<String> names() {
        Path root = directory.resolve("contexts").resolve("meta");
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root)) {
            for (Path one : all) {
                Path file = one.resolve(META);
                if (Files.isRegularFile(file)) {
                    names.add(read(file).path("Name").asText(""));
                }
            }
        } catch (NoSuchFileException none) {
            return names;
        } catch (IOException e) {
            throw unreadable(root, e);
        }
        return names;
    }

    /** Returns whether there is such a context, well or not. */
    boolean exists(String name) {
        return Files.isRegularFile(meta(name).resolve(META));
    }

    /** Returns the meta.json of a context, which the caller may change; empty if there is no such context. */
    Optional<ObjectNode> read(String name) {
        Path file = meta(name).resolve(META);
        return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }

    private static ObjectNode read(Path file) {
        try {
            return object(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads the text of a meta.json.
     *
     * @param file its name, for errors
     */
    static ObjectNode object(String file, byte[] text) throws IOException {
        try (JsonParser parser = JsonText.parser(new ByteArrayInputStream(text))) {
            if (JsonText.nextAsWritten(parser) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw new FileSystemException(file, null, "it is no JSON");
        }
        throw new FileSystemException(file, null, "it is no JSON object");
    }

    private static DockerException unreadable(Path file, IOException e) {
        return new DockerException(
                "the docker contexts cannot be read: " + file + ": " + reason(e), e);
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof FileSystemException failed) {
            return failed.getReason() == null ? e.getClass().getSimpleName() : failed.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Returns the TLS files of a context, by their paths as {@code docker/ca.pem}. */
    Map<String, byte[]> tlsFiles(String name) {
        Path root = tls(name);
        Map<String, byte[]> files = new TreeMap<>();
        if (!Files.isDirectory(root)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(root, 2)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (root.relativize(file).getNameCount() == 2) {
                    files.put(
                            root.relativize(file).toString().replace('\\', '/'),
                            Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw unreadable(root, e);
        }
        return files;
    }

    /**
     * Writes a context. The TLS files come first: a new context is there as a whole as soon as its meta.json is.
     *
     * @param tls its TLS files by their paths as {@code docker/ca.pem}; null: those that it has stay
     */
    void write(String name, ObjectNode meta, @Nullable Map<String, byte[]> tls) {
        try {
            if (tls != null) {
                replaceTls(tls(name), tls);
            }
            Path target = meta(name).resolve(META);
            Files.createDirectories(parent(target));
            replace(target, JsonText.text(meta).getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        } catch (IOException e) {
            throw new DockerException(
                    "the docker context \""
                            + name
                            + "\" cannot be written in "
                            + directory
                            + ": "
                            + reason(e),
                    e);
        }
    }

    private void replaceTls(Path target, Map<String, byte[]> files) throws IOException {
        if (files.isEmpty()) {
            deleteAll(target);
            return;
        }
        Files.createDirectories(parent(parent(target)));
        Files.createDirectories(parent(target), ofOwner(target));
        Path whole = Files.createTempDirectory(parent(target), ".new");
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path to = whole.resolve(file.getKey());
                Files.createDirectories(parent(to), ofOwner(to));
                replace(to, file.getValue(), "rw-------");
            }
            deleteAll(target);
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteAll(whole);
        }
    }

    private static void replace(Path target, byte[] bytes, String mode) throws IOException {
        Path whole = Files.createTempFile(parent(target), "." + target.getFileName(), ".new");
        try {
            Files.write(whole, bytes);
            if (isPosix(whole)) {
                Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString(mode));
            }
            Files.move(
                    whole,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "a file is in a directory");
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ofOwner(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Removes a context, its meta.json first: then it is gone, whatever becomes of the rest. */
    void delete(String name) {
        try {
            deleteAll(meta(name));
            deleteAll(tls(name));
        } catch (IOException e) {
            throw new DockerException(
                    "the docker context \""
                            + name
                            + "\" cannot be removed from "
                            + directory
                            + ": "
                            + reason(e),
                    e);
        }
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

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return String.format(Locale.ROOT, "%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
