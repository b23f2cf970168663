package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.Port;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.rest.ApiObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One item of the list of containers. Immutable and thread-safe. */
final class JsonContainerSummary extends ApiObject implements ContainerSummary {
    private final Container container;

    JsonContainerSummary(JsonNode said, Container container) {
        super(said);
        this.container = container;
    }

    @Override
    public String id() {
        return text("/Id");
    }

    /** Links from other containers are listed as names too, with a second slash. */
    @Override
    public String name() {
        for (String name : part("/Names").texts()) {
            if (name.lastIndexOf('/') <= 0) {
                return NameOrId.withoutSlash(name);
            }
        }
        return "";
    }

    @Override
    public String image() {
        return text("/Image");
    }

    @Override
    public String imageId() {
        return text("/ImageID");
    }

    @Override
    public String commandLine() {
        return text("/Command");
    }

    @Override
    public Instant created() {
        return timeOrEpoch("/Created");
    }

    @Override
    public String state() {
        return text("/State");
    }

    @Override
    public String status() {
        return text("/Status");
    }

    @Override
    public List<Port.Binding> ports() {
        List<Port.Binding> bindings = new ArrayList<>();
        for (Json port : part("/Ports").items()) {
            if (port.at("/PublicPort").exists()) {
                bindings.add(
                        new Port.Binding(
                                exposed(port),
                                port.at("/IP").text(),
                                integer(port.at("/PublicPort"))));
            }
        }
        return List.copyOf(bindings);
    }

    private static Port exposed(Json said) {
        String protocol = said.at("/Type").text();
        return Port.reported(
                said.at("/PrivatePort").text() + (protocol.isEmpty() ? "" : "/" + protocol));
    }

    @Override
    public List<Port> exposedPorts() {
        return part("/Ports").items().stream()
                .map(JsonContainerSummary::exposed)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public OptionalLong writableSize() {
        return amount(part("/SizeRw"));
    }

    @Override
    public OptionalLong totalSize() {
        return amount(part("/SizeRootFs"));
    }

    @Override
    public Map<String, String> labels() {
        return part("/Labels").textFields();
    }

    @Override
    public List<String> networks() {
        return names("/NetworkSettings/Networks");
    }

    @Override
    public Container container() {
        return container;
    }

    /** Returns id, image, status and name. */
    @Override
    public String toString() {
        return shortId() + "  " + image() + "  " + status() + "  " + name();
    }
}
