package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.container.Port;
import io.dockerkit.image.ImageDetails;
import io.dockerkit.impl.rest.ApiObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine said about one image. Immutable and thread-safe. */
final class JsonImageDetails extends ApiObject implements ImageDetails {
    JsonImageDetails(JsonNode said) {
        super(said);
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
    public Optional<String> digest() {
        return digests().stream()
                .filter(name -> name.contains("@"))
                .map(name -> name.substring(name.indexOf('@') + 1))
                .findFirst();
    }

    @Override
    public Instant created() {
        return timeOrEpoch("/Created");
    }

    @Override
    public String architecture() {
        return text("/Architecture");
    }

    @Override
    public String os() {
        return text("/Os");
    }

    @Override
    public long size() {
        return part("/Size").number();
    }

    @Override
    public List<String> entrypoint() {
        return part("/Config/Entrypoint").texts();
    }

    @Override
    public List<String> command() {
        return part("/Config/Cmd").texts();
    }

    @Override
    public Map<String, String> env() {
        return variables("/Config/Env");
    }

    @Override
    public Map<String, String> labels() {
        return part("/Config/Labels").textFields();
    }

    @Override
    public List<Port> exposedPorts() {
        return names("/Config/ExposedPorts").stream().map(Port::reported).sorted().toList();
    }

    @Override
    public List<String> volumes() {
        return names("/Config/Volumes");
    }

    @Override
    public String user() {
        return text("/Config/User");
    }

    @Override
    public String workdir() {
        return text("/Config/WorkingDir");
    }

    @Override
    public List<String> layers() {
        return part("/RootFS/Layers").texts();
    }

    /** Returns the names, or the id of an image without one. */
    @Override
    public String toString() {
        return "image " + (tags().isEmpty() ? id() : String.join(", ", tags()));
    }
}
