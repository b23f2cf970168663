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
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the docker contexts in one configuration directory, read; {@link ContextFileWriter} writes them.
 *
 * <p>Immutable and thread-safe; the files are read at each call.
 */
final class ContextFiles {
    private final ContextPaths paths;

    ContextFiles(ContextPaths paths) {
        this.paths = paths;
    }

    /**
     * Returns the endpoint of a context, with the TLS files of its own and no others.
     *
     * @throws DockerUnavailableException if there is no such context, or it cannot be read
     */
    Endpoint endpoint(String name) {
        Path file = paths.metaFile(name);
        if (!Files.isRegularFile(file)) {
            throw new DockerUnavailableException(
                    "there is no docker context \""
                            + name
                            + "\" in "
                            + paths.directory()
                            + "; docker context ls lists the existing contexts; DOCKER_HOST or"
                            + " DOCKER_CONTEXT=default chooses another engine",
                    null);
        }
        JsonNode docker = readForConnection(file).path("Endpoints").path("docker");
        String host = docker.path("Host").asText("");
        if (host.isEmpty()) {
            throw new DockerUnavailableException(
                    "the docker context \"" + name + "\" names no engine in " + file, null);
        }
        Path tls = paths.tls(name).resolve("docker");
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

    /** Returns the names of all contexts. */
    List<String> names() {
        Path root = paths.root();
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root)) {
            for (Path one : all) {
                Path file = one.resolve(ContextPaths.META);
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
        return Files.isRegularFile(paths.metaFile(name));
    }

    /** Returns the meta.json of a context, which the caller may change; empty if there is no such context. */
    Optional<ObjectNode> read(String name) {
        Path file = paths.metaFile(name);
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
        Path root = paths.tls(name);
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
}
