package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.ImageSummary;
import java.util.Map;

/** One item of the list of images. Immutable and thread-safe. */
final class JsonImageSummary extends JsonImage implements ImageSummary {
    JsonImageSummary(JsonNode said) {
        super(said);
    }

    @Override
    public Map<String, String> labels() {
        return part("/Labels").textFields();
    }

    @Override
    public String parent() {
        return text("/ParentId");
    }
}
