package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.container.Port;
import io.dockerkit.image.ImageDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine said about one image. Immutable and thread-safe. */
final class JsonImageDetails extends JsonImage implements ImageDetails {
    JsonImageDetails(JsonNode said) {
        super(said);
    }

    @Override
    public Optional<String> digest() {
        return digests().stream()
                .filter(name -> name.contains("@"))
                .map(name -> name.substring(name.indexOf('@') + 1))
                .findFirst();
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
    public List<String> layers() {
        return part("/RootFS/Layers").texts();
    }
}
