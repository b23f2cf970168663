package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.impl.rest.ApiObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One item of the list of images. Immutable and thread-safe. */
final class JsonImageSummary extends ApiObject implements ImageSummary {
    private final JsonNode descriptor;
    private final JsonNode manifests;

    JsonImageSummary(JsonNode said) {
        super(said);
        this.descriptor = said.path("Descriptor");
        this.manifests = said.path("Manifests");
    }

    @Override
    public String id() {
        return text("/Id");
    }

    @Override
    public List<String> tags() {
        return ImageNames.real(part("/RepoTags").texts());
    }

    @Override
    public List<String> digests() {
        return ImageNames.real(part("/RepoDigests").texts());
    }

    @Override
    public Instant created() {
        return timeOrEpoch("/Created");
    }

    @Override
    public long size() {
        return part("/Size").number();
    }

    @Override
    public Map<String, String> labels() {
        return part("/Labels").textFields();
    }

    @Override
    public String parent() {
        return text("/ParentId");
    }

    @Override
    public Optional<Image.Descriptor> descriptor() {
        return JsonDescriptor.of(descriptor);
    }

    @Override
    public List<Image.Manifest> manifests() {
        return JsonManifest.of(manifests);
    }

    /** Returns the names, or the id of an image without one. */
    @Override
    public String toString() {
        return "image " + (tags().isEmpty() ? id() : String.join(", ", tags()));
    }
}
