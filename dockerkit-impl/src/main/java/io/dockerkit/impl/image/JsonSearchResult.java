package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.SearchSpec;
import io.dockerkit.impl.rest.ApiObject;

/** One image that a registry's search found. Immutable and thread-safe. */
final class JsonSearchResult extends ApiObject implements SearchSpec.Result {
    JsonSearchResult(JsonNode said) {
        super(said);
    }

    @Override
    public String name() {
        return text("/name");
    }

    @Override
    public String description() {
        return text("/description");
    }

    @Override
    public int stars() {
        return integer("/star_count");
    }

    @Override
    public boolean isOfficial() {
        return part("/is_official").bool();
    }

    /** Returns the name and the stars. */
    @Override
    public String toString() {
        return name() + " (" + stars() + " stars)";
    }
}
