package io.dockerkit.buildkit.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file {@code index.json} of an image layout: what the layout has, each by a descriptor. Thread-safe. */
public final class LayoutIndex {
    private static final String TAG = "org.opencontainers.image.ref.name";
    private static final String NAME = "io.containerd.image.name";
    private static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";
    private static final int LARGEST = 16 * 1024 * 1024;

    /** The writers of this process take turns, so that none is lost. */
    private static final Object TURN = new Object();

    private final Path file;

    LayoutIndex(Path file) {
        this.file = file;
    }

    /** Returns whether there is one. */
    public boolean exists() {
        return Files.isRegularFile(file);
    }

    private List<JsonNode> descriptors() throws IOException {
        List<JsonNode> descriptors = new ArrayList<>();
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it has more than 16 MiB");
            }
            JsonNode manifests = JsonText.read(Files.readAllBytes(file)).path("manifests");
            for (JsonNode each : manifests) {
                if (each.isObject()) {
                    descriptors.add(each);
                }
            }
        } catch (NoSuchFileException none) {
            // it has nothing yet
        }
        return descriptors;
    }

    private static String annotation(JsonNode descriptor, String key) {
        return descriptor.path("annotations").path(key).asText("");
    }

    /** Returns the digest of the first that has a tag, or empty if none has. */
    public Optional<Digest> find(String tag) throws IOException {
        for (JsonNode each : descriptors()) {
            if (annotation(each, TAG).equals(tag)) {
                return digest(each);
            }
        }
        return Optional.empty();
    }

    /** Returns the digest of the only thing that the layout has, or empty if it has several, or none. */
    public Optional<Digest> findOnly() throws IOException {
        List<JsonNode> descriptors = descriptors();
        return descriptors.size() == 1 ? digest(descriptors.get(0)) : Optional.empty();
    }

    /** Returns the digest of a descriptor. */
    static Optional<Digest> digest(JsonNode descriptor) {
        return Digest.of(descriptor.path("digest").asText(""));
    }

    /**
     * Adds a descriptor, in place of the one that has the same name, or the same tag and no name.
     *
     * @param name the image's whole name, or the empty text for none
     */
    void put(ObjectNode described, String name, String tag) throws IOException {
        ObjectNode descriptor = described.deepCopy();
        JsonNode given = descriptor.path("annotations");
        ObjectNode annotations = given.isObject() ? (ObjectNode) given : JsonText.object();
        if (!name.isEmpty()) {
            annotations.put(NAME, name);
        }
        annotations.put(TAG, tag);
        descriptor.set("annotations", annotations);
        synchronized (TURN) {
            ObjectNode index = JsonText.object();
            index.put("schemaVersion", 2);
            index.put("mediaType", MEDIA_TYPE);
            ArrayNode manifests = index.putArray("manifests");
            for (JsonNode each : descriptors()) {
                boolean same = annotation(each, NAME).equals(name);
                if (!same || (name.isEmpty() && !annotation(each, TAG).equals(tag))) {
                    manifests.add(each);
                }
            }
            manifests.add(descriptor);
            ImageLayout.replace(file, JsonText.text(index).getBytes(StandardCharsets.UTF_8));
        }
    }
}
