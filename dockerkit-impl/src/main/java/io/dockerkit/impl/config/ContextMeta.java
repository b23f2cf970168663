package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What DockerKit writes into a context's meta.json; all else in it stays. Stateless and thread-safe. */
final class ContextMeta {
    private ContextMeta() {}

    static void putEndpoint(ObjectNode meta, String host, boolean skipTlsVerify) {
        part(meta, "Endpoints")
                .putObject("docker")
                .put("Host", host)
                .put("SkipTLSVerify", skipTlsVerify);
    }

    static void putDescription(ObjectNode meta, String description) {
        ObjectNode metadata = part(meta, "Metadata");
        if (description.isEmpty()) {
            metadata.remove("Description");
        } else {
            metadata.put("Description", description);
        }
    }

    private static ObjectNode part(ObjectNode meta, String name) {
        return meta.get(name) instanceof ObjectNode known ? known : meta.putObject(name);
    }
}
