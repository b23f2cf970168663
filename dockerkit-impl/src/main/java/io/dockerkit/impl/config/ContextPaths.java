package io.dockerkit.impl.config;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Where the files of the docker contexts are in a configuration directory: {@code contexts/meta/ID/meta.json} and {@code
 * contexts/tls/ID/docker/*.pem}, where the id is the SHA-256 of the name. Immutable and thread-safe.
 */
record ContextPaths(Path directory) {
    static final String META = "meta.json";

    /** Returns the directory that has one of each context. */
    Path root() {
        return directory.resolve("contexts").resolve("meta");
    }

    /** Returns the directory of a context's meta.json, whether it exists or not. */
    Path meta(String name) {
        return root().resolve(sha256(name));
    }

    /** Returns the meta.json of a context, whether it exists or not. */
    Path metaFile(String name) {
        return meta(name).resolve(META);
    }

    /** Returns the directory of a context's TLS files, whether it exists or not. */
    Path tls(String name) {
        return directory.resolve("contexts").resolve("tls").resolve(sha256(name));
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
