package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.ConflictException.Holder;
import io.dockerkit.DockerException;
import io.dockerkit.NameInUseException;
import io.dockerkit.PortInUseException;
import io.dockerkit.impl.address.UnixAddress;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.rest.TakenPort;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who has the name or the port that a new container wants. Stateless and thread-safe. */
final class ConflictHolders {
    private static final Pattern BY_CONTAINER =
            Pattern.compile("in use by container \"?([0-9a-f]{12,64})");

    private static final Pattern NAME = Pattern.compile("name \"/?([^\"]+)\" is already in use");

    private ConflictHolders() {}

    /** Returns the error with the container that has the name. */
    static NameInUseException ofName(NameInUseException taken, Rest rest) {
        List<Holder> holders = new ArrayList<>();
        Matcher matcher = BY_CONTAINER.matcher(taken.engineMessage());
        if (matcher.find()) {
            try {
                JsonNode said =
                        rest.get("containers", matcher.group(1), "json")
                                .to("inspect container " + matcher.group(1))
                                .read();
                holders.add(container(said.path("Id").asText(), said.path("Name").asText()));
            } catch (DockerException gone) {
                taken.addSuppressed(gone);
            }
        }
        return holders.isEmpty() ? taken : named(taken, holders);
    }

    /** The engine's own words say the whole id and the advice, too: the message says each once. */
    private static NameInUseException named(NameInUseException taken, List<Holder> holders) {
        Matcher name = NAME.matcher(taken.engineMessage());
        NameInUseException named =
                new NameInUseException(
                        taken.getMessage().split(": ", 2)[0]
                                + ": the name "
                                + (name.find() ? "\"" + name.group(1) + "\" " : "")
                                + "is taken by "
                                + holders.get(0)
                                + "; choose another name, or remove or rename that container",
                        taken.status(),
                        taken.engineMessage(),
                        taken.commandLine().orElse(null),
                        holders);
        for (Throwable suppressed : taken.getSuppressed()) {
            named.addSuppressed(suppressed);
        }
        return named;
    }

    /** Returns the error with the containers that publish the port or, where none does, the process that listens there. */
    static PortInUseException ofPort(PortInUseException taken, Rest rest) {
        TakenPort port = TakenPort.in(taken.engineMessage());
        List<Holder> holders = new ArrayList<>();
        try {
            for (JsonNode container :
                    rest.get("containers", "json").to("list the containers").readList()) {
                addIfItPublishes(port, container, holders);
            }
        } catch (DockerException unknown) {
            taken.addSuppressed(unknown);
        }
        if (!holders.isEmpty()) {
            return EngineErrors.held(taken, holders, "published by", PortInUseException::new);
        }
        List<Holder> processes =
                isOfThisMachine(rest.address()) ? ListeningProcesses.on(port) : List.<Holder>of();
        return EngineErrors.held(taken, processes, "held by", PortInUseException::new);
    }

    private static void addIfItPublishes(TakenPort port, JsonNode container, List<Holder> holders) {
        for (JsonNode published : container.path("Ports")) {
            String type = published.path("Type").asText("");
            boolean same = port.protocol().isEmpty() || port.protocol().equals(type);
            if (same && published.path("PublicPort").asInt() == port.number()) {
                holders.add(
                        container(
                                container.path("Id").asText(),
                                container.at("/Names/0").asText("")));
                return;
            }
        }
    }

    private static Holder container(String id, String name) {
        return new Holder("container", id, NameOrId.withoutSlash(name));
    }

    private static boolean isOfThisMachine(String address) {
        if (UnixAddress.socketOf(address).isPresent()) {
            return true;
        }
        String host = URI.create(address).getHost();
        return host != null && (host.equals("localhost") || host.startsWith("127."));
    }
}
