package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.Removal;
import io.dockerkit.engine.Context;
import io.dockerkit.engine.ContextSpec;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.spi.Removed;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A docker context as it was read. Thread-safe. */
final class StoredContext implements Context {
    private final ContextStore store;
    private final String name;
    private final ObjectNode meta;
    private final List<String> tlsFiles;
    private final boolean current;

    StoredContext(
            ContextStore store,
            String name,
            ObjectNode meta,
            Map<String, byte[]> tls,
            boolean current) {
        this.store = store;
        this.name = name;
        this.meta = meta;
        this.tlsFiles = List.copyOf(tls.keySet());
        this.current = current;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return name.equals(DefaultContext.NAME)
                ? DefaultContext.DESCRIPTION
                : meta.path("Metadata").path("Description").asText("");
    }

    @Override
    public String host() {
        return meta.path("Endpoints").path("docker").path("Host").asText("");
    }

    @Override
    public boolean skipTlsVerify() {
        return meta.path("Endpoints").path("docker").path("SkipTLSVerify").asBoolean(false);
    }

    @Override
    public List<String> tlsFiles() {
        List<String> names = new ArrayList<>();
        for (String path : tlsFiles) {
            if (path.startsWith("docker/")) {
                names.add(path.substring("docker/".length()));
            }
        }
        return List.copyOf(names);
    }

    @Override
    public boolean isCurrent() {
        return current;
    }

    @Override
    public void use() {
        store.use(name);
    }

    @Override
    public ContextSpec update() {
        return ContextSpec.update(() -> store, name);
    }

    @Override
    public Removal remove() {
        return remove(options -> options);
    }

    @Override
    public Removal remove(UnaryOperator<RemoveSpec> options) {
        boolean removed = store.remove(name, options.apply(RemoveSpec.defaults()).isForce());
        return Removed.of(removed, name);
    }

    @Override
    public void export(Path file) {
        store.export(name, file);
    }

    @Override
    public void export(OutputStream out) {
        store.export(name, out);
    }

    @Override
    public String json() {
        ObjectNode json = meta.deepCopy();
        ObjectNode material = json.putObject("TLSMaterial");
        for (String path : tlsFiles) {
            int slash = path.indexOf('/');
            String endpoint = path.substring(0, slash);
            ArrayNode files =
                    material.get(endpoint) instanceof ArrayNode known
                            ? known
                            : material.putArray(endpoint);
            files.add(path.substring(slash + 1));
        }
        json.putObject("Storage")
                .put("MetadataPath", store.metadataPath(name))
                .put("TLSPath", store.tlsPath(name));
        return JsonText.text(json);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredContext that
                && name.equals(that.name)
                && meta.equals(that.meta)
                && tlsFiles.equals(that.tlsFiles)
                && current == that.current;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the name and the address. */
    @Override
    public String toString() {
        return "docker context " + name + " at " + host();
    }
}
