package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.Image;
import io.dockerkit.impl.rest.ApiObject;
import java.util.Map;
import java.util.Optional;

/** What an image, or a part of it, is in a registry. Immutable and thread-safe. */
final class JsonDescriptor extends ApiObject implements Image.Descriptor {
    JsonDescriptor(JsonNode said) {
        super(said);
    }

    /** Returns the descriptor, if the engine sent one. */
    static Optional<Image.Descriptor> of(JsonNode said) {
        return said.isObject() ? Optional.of(new JsonDescriptor(said)) : Optional.empty();
    }

    @Override
    public String mediaType() {
        return text("/mediaType");
    }

    @Override
    public String digest() {
        return text("/digest");
    }

    @Override
    public long size() {
        return part("/size").number();
    }

    @Override
    public Optional<String> platform() {
        return ImageNames.platform(part("/platform"));
    }

    @Override
    public Map<String, String> annotations() {
        return part("/annotations").textFields();
    }

    /** Returns the digest and the platform. */
    @Override
    public String toString() {
        return digest() + platform().map(platform -> " for " + platform).orElse("");
    }
}
