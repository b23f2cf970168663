package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.PortInUseException;
import io.dockerkit.impl.rest.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which container publishes a port that is taken. Stateless and thread-safe. */
final class PortHolders {
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})(?: failed)?: ");

    private PortHolders() {}

    /** Returns the error with the name of the container that holds the port, if a container does. */
    static PortInUseException name(PortInUseException taken, Rest rest) {
        Matcher matcher = PORT.matcher(taken.engineMessage() + " ");
        int port = 0;
        while (matcher.find()) {
            port = Integer.parseInt(matcher.group(1));
        }
        List<String> holders = new ArrayList<>();
        try {
            for (JsonNode container : rest.get("containers", "json").read()) {
                addIfItPublishes(port, container, holders);
            }
        } catch (DockerException unknown) {
            taken.addSuppressed(unknown);
        }
        return holders.isEmpty()
                ? taken
                : new PortInUseException(
                        taken.getMessage()
                                + " (container "
                                + String.join(", ", holders)
                                + " publishes it)",
                        taken.status(),
                        taken.engineMessage(),
                        taken.commandLine().orElse(null));
    }

    private static void addIfItPublishes(int port, JsonNode container, List<String> holders) {
        for (JsonNode published : container.path("Ports")) {
            String name = container.at("/Names/0").asText("").replaceFirst("^/", "");
            if (published.path("PublicPort").asInt() == port && !holders.contains(name)) {
                holders.add(name);
            }
        }
    }
}
