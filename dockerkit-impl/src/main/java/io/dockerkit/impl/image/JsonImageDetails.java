package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.container.Port;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageDetails;
import io.dockerkit.impl.rest.ApiObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine said about one image. Immutable and thread-safe. */
final class JsonImageDetails extends ApiObject implements ImageDetails {
    private final JsonNode descriptor;
    private final JsonNode manifests;

    JsonImageDetails(JsonNode said) {
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
    public String variant() {
        return text("/Variant");
    }

    @Override
    public String osVersion() {
        return text("/OsVersion");
    }

    @Override
    public String author() {
        return text("/Author");
    }

    @Override
    public String comment() {
        return text("/Comment");
    }

    @Override
    public String parent() {
        return text("/Parent");
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
    public String stopSignal() {
        return text("/Config/StopSignal");
    }

    @Override
    public List<String> shell() {
        return part("/Config/Shell").texts();
    }

    @Override
    public List<String> onBuild() {
        return part("/Config/OnBuild").texts();
    }

    @Override
    public Optional<Healthcheck> healthcheck() {
        Json said = part("/Config/Healthcheck");
        return said.exists() ? Optional.of(new ImageHealthcheck(said)) : Optional.empty();
    }

    @Override
    public Json config() {
        return at("/Config");
    }

    @Override
    public Optional<Image.Descriptor> descriptor() {
        return JsonDescriptor.of(descriptor);
    }

    @Override
    public List<Image.Manifest> manifests() {
        return JsonManifest.of(manifests);
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
