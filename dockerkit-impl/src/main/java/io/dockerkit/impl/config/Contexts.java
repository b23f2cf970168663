package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** The docker contexts of one configuration directory. Immutable and thread-safe; the files are read at each call. */
final class Contexts {
    private final Path directory;

    Contexts(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the endpoint of a context, with the TLS files of its own and no others.
     *
     * @throws DockerUnavailableException if there is no such context, or it cannot be read
     */
    Endpoint endpoint(String name) {
        String id = sha256(name);
        Path meta = directory.resolve("contexts/meta").resolve(id).resolve("meta.json");
        if (!Files.isRegularFile(meta)) {
            throw new DockerUnavailableException(
                    "there is no docker context \""
                            + name
                            + "\" in "
                            + directory
                            + "; docker context ls shows those that there are, DOCKER_HOST or DOCKER_CONTEXT=default choose"
                            + " another engine",
                    null);
        }
        JsonNode docker = read(meta).path("Endpoints").path("docker");
        String host = docker.path("Host").asText("");
        if (host.isEmpty()) {
            throw new DockerUnavailableException(
                    "the docker context \"" + name + "\" names no engine in " + meta, null);
        }
        Path tls = directory.resolve("contexts/tls").resolve(id).resolve("docker");
        boolean verified = !docker.path("SkipTLSVerify").asBoolean(false);
        boolean plain = verified && !Files.isDirectory(tls);
        return new Endpoint(
                "context \"" + name + "\"",
                host,
                plain ? null : new Certificates(tls, verified, false));
    }

    static JsonNode read(Path file) {
        try {
            return JsonText.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DockerUnavailableException(
                    "the docker configuration " + file + " cannot be read: " + e.getMessage(), e);
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
