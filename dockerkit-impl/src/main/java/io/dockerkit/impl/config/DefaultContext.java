package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.LocalFileException;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The context {@code default}, which is in no file: it stands for what the environment names. Thread-safe. */
final class DefaultContext {
    static final String NAME = "default";
    static final String DESCRIPTION = "Current DOCKER_HOST based configuration";

    private final Supplier<Endpoint> endpoint;

    DefaultContext(Supplier<Endpoint> endpoint) {
        this.endpoint = endpoint;
    }

    /** Returns what a meta.json would say of it. */
    ObjectNode meta() {
        Endpoint named = endpoint.get();
        Certificates tls = named.certificates();
        ObjectNode meta = JsonText.object().put("Name", NAME);
        meta.putObject("Metadata");
        ContextMeta.putEndpoint(meta, named.host(), tls != null && !tls.verified());
        return meta;
    }

    /** Returns its TLS files by their paths as {@code docker/ca.pem}. */
    Map<String, byte[]> tlsFiles() {
        Certificates tls = endpoint.get().certificates();
        Map<String, byte[]> read = new TreeMap<>();
        for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
            Path file = tls == null ? null : tls.directory().resolve(name);
            if (file != null && Files.isRegularFile(file)) {
                try {
                    read.put("docker/" + name, Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new LocalFileException(
                            file.toString(),
                            "the TLS file " + file + " cannot be read: " + ContextFiles.reason(e),
                            e);
                }
            }
        }
        return read;
    }
}
