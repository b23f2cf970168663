package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.Image;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.rest.ApiObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One layer of an image's history. Immutable and thread-safe. */
final class JsonLayer extends ApiObject implements Image.Layer {
    JsonLayer(JsonNode said) {
        super(said);
    }

    @Override
    public Optional<String> id() {
        return Optional.of(text("/Id")).filter(id -> !id.isEmpty() && !id.equals("<missing>"));
    }

    @Override
    public Instant created() {
        return timeOrEpoch("/Created");
    }

    @Override
    public String createdBy() {
        return text("/CreatedBy");
    }

    @Override
    public long size() {
        return part("/Size").number();
    }

    @Override
    public String comment() {
        return text("/Comment");
    }

    @Override
    public List<String> tags() {
        return ImageNames.real(part("/Tags").texts());
    }

    /** Returns the id and the size; not the instruction, which may hold a secret. */
    @Override
    public String toString() {
        return "layer " + id().map(ShortId::of).orElse("<missing>") + " of " + size() + " bytes";
    }
}
