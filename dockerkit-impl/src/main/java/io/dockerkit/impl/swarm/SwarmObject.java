package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.Removal;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.Removed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What all objects of a swarm have alike: an id, a specification with a name and labels, times. Thread-safe. */
abstract class SwarmObject extends ApiObject {
    private final Rest rest;

    SwarmObject(Rest rest, JsonNode said) {
        super(said);
        this.rest = rest;
    }

    /**
     * Checks that a reference can be a part of a path.
     *
     * @throws InvalidOptionException if it is empty or has a slash, which would ask for something else
     */
    static void requirePath(String kind, String reference) {
        if (reference.isBlank()
                || reference.contains("/")
                || reference.equals(".")
                || reference.equals("..")) {
            throw new InvalidOptionException(
                    kind, reference, "accepted form: a name, an id or the beginning of one");
        }
    }

    final Rest rest() {
        return rest;
    }

    /** Returns the id. */
    public final String id() {
        return text("/ID");
    }

    /** Returns the name. */
    public String name() {
        return text("/Spec/Name");
    }

    /** Returns the labels. */
    public final Map<String, String> labels() {
        return part("/Spec/Labels").textFields();
    }

    /** Returns when it was created. */
    public final Optional<Instant> created() {
        return time("/CreatedAt");
    }

    /** Returns when it was last changed. */
    public final Optional<Instant> updated() {
        return time("/UpdatedAt");
    }

    /** Removes it. */
    final Removal remove(String path, String kind, String commandLine, boolean force) {
        try {
            rest.delete(path, id())
                    .query("force", force)
                    .to("remove " + kind + " " + name())
                    .as(commandLine)
                    .status();
            return Removed.of(true, id());
        } catch (NotFoundException gone) {
            return Removed.of(false, id());
        }
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof SwarmObject that
                && getClass() == that.getClass()
                && id().equals(that.id())
                && rest.address().equals(that.rest.address());
    }

    @Override
    public final int hashCode() {
        return id().hashCode();
    }
}
