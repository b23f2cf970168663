package io.dockerkit.impl.config;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker context create --docker KEY=VALUE,…} says of an endpoint, checked. Immutable and thread-safe.
 *
 * @param host the address
 * @param skipTlsVerify whether any certificate of the engine counts for genuine
 * @param tls the TLS files by their paths as {@code docker/ca.pem}
 */
record ContextEndpoint(String host, boolean skipTlsVerify, Map<String, byte[]> tls) {
    private static final String CONTEXT = "--docker";
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    /**
     * Reads the keys and the files that they name.
     *
     * @throws InvalidOptionException if there is no address, one that is malformed, or a certificate without its key
     * @throws LocalFileException if a file cannot be read, or is not what it should be
     */
    static ContextEndpoint of(Map<String, String> docker) {
        String host = docker.getOrDefault("host", "");
        if (host.isBlank()) {
            throw new InvalidOptionException(
                    CONTEXT,
                    docker.toString(),
                    "the endpoint needs an address: host=tcp://HOST:PORT");
        }
        new Endpoint("--docker host", host, null).address();
        if (docker.containsKey("cert") != docker.containsKey("key")) {
            throw new InvalidOptionException(
                    CONTEXT,
                    docker.toString(),
                    "a certificate and its key belong together: cert=FILE,key=FILE");
        }
        return new ContextEndpoint(host, skips(docker.get("skip-tls-verify")), files(docker));
    }

    private static boolean skips(@Nullable String text) {
        if (text == null || FALSE.contains(text)) {
            return false;
        }
        if (TRUE.contains(text)) {
            return true;
        }
        throw new InvalidOptionException(
                "--docker skip-tls-verify", text, "accepted form: true or false");
    }

    private static Map<String, byte[]> files(Map<String, String> docker) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String key : List.of("ca", "cert", "key")) {
            String path = docker.get(key);
            if (path != null) {
                Path file = Path.of(path);
                try {
                    files.put("docker/" + key + ".pem", Files.readAllBytes(file));
                } catch (IOException e) {
                    throw unusable(key, file, ContextFiles.reason(e), e);
                }
            }
        }
        check(docker);
        return files;
    }

    /** What cannot be used is told now and not by the first connection. */
    private static void check(Map<String, String> docker) {
        String key = "ca";
        try {
            if (docker.containsKey(key)) {
                Pem.certificates(Path.of(docker.get(key)));
            }
            key = "cert";
            if (docker.containsKey(key)) {
                List<X509Certificate> chain = Pem.certificates(Path.of(docker.get(key)));
                key = "key";
                Pem.privateKey(Path.of(docker.get(key)), chain.get(0).getPublicKey());
            }
        } catch (Pem.PemException e) {
            throw unusable(key, Path.of(docker.get(key)), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unusable(key, Path.of(docker.get(key)), ContextFiles.reason(e), e);
        }
    }

    private static LocalFileException unusable(String key, Path file, String why, Exception e) {
        return new LocalFileException(
                file.toString(),
                "the file " + file + " of --docker " + key + "= cannot be used: " + why,
                e);
    }
}
