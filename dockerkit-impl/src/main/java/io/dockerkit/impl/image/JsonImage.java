package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.Image;
import io.dockerkit.impl.rest.ApiObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a list and an inspection say of an image alike. Immutable and thread-safe. */
abstract class JsonImage extends ApiObject {
    private final JsonNode descriptor;
    private final JsonNode manifests;

    JsonImage(JsonNode said) {
        super(said);
        this.descriptor = said.path("Descriptor");
        this.manifests = said.path("Manifests");
    }

    public String id() {
        return text("/Id");
    }

    public List<String> tags() {
        return ImageNames.real(part("/RepoTags").texts());
    }

    public List<String> digests() {
        return ImageNames.real(part("/RepoDigests").texts());
    }

    public Instant created() {
        return timeOrEpoch("/Created");
    }

    public long size() {
        return part("/Size").number();
    }

    public Optional<Image.Descriptor> descriptor() {
        return JsonDescriptor.of(descriptor);
    }

    public List<Image.Manifest> manifests() {
        return JsonManifest.of(manifests);
    }

    /** Returns the names, or the id of an image without one. */
    @Override
    public String toString() {
        return "image " + (tags().isEmpty() ? id() : String.join(", ", tags()));
    }
}
