package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.Image;
import io.dockerkit.impl.rest.ApiObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One manifest of an image of several. Immutable and thread-safe. */
final class JsonManifest extends ApiObject implements Image.Manifest {
    private final JsonNode descriptor;

    JsonManifest(JsonNode said) {
        super(said);
        this.descriptor = said.path("Descriptor");
    }

    /** Returns the manifests of a list; what is none of it is left out. */
    static List<Image.Manifest> of(JsonNode list) {
        List<Image.Manifest> manifests = new ArrayList<>();
        for (JsonNode said : list) {
            if (list.isArray() && said.isObject()) {
                manifests.add(new JsonManifest(said));
            }
        }
        return List.copyOf(manifests);
    }

    @Override
    public String id() {
        return text("/ID");
    }

    @Override
    public String kind() {
        return text("/Kind");
    }

    @Override
    public Image.Descriptor descriptor() {
        return new JsonDescriptor(descriptor);
    }

    @Override
    public boolean isAvailable() {
        return part("/Available").bool();
    }

    @Override
    public long contentSize() {
        return part("/Size/Content").number();
    }

    @Override
    public long totalSize() {
        return part("/Size/Total").number();
    }

    @Override
    public Optional<String> platform() {
        return ImageNames.platform(part("/ImageData/Platform"));
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(text("/AttestationData/For")).filter(digest -> !digest.isEmpty());
    }

    @Override
    public List<String> containers() {
        return part("/ImageData/Containers").texts();
    }

    /** Returns the kind, the platform and the id. */
    @Override
    public String toString() {
        return kind() + platform().map(platform -> " for " + platform).orElse("") + " " + id();
    }
}
