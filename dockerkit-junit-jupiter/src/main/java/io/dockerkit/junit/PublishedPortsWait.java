package io.dockerkit.junit;

import io.dockerkit.Json;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import io.dockerkit.container.Wait;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The wait for a container that has no other one: each TCP port that it publishes accepts a connection. Stateless and thread-safe. */
final class PublishedPortsWait {
    private PublishedPortsWait() {}

    /**
     * Waits for it.
     *
     * @throws io.dockerkit.NotReadyException if it ends instead, or the ports do not accept connections in time
     */
    static void await(Container container) {
        ContainerDetails details = container.inspect();
        List<Wait> waits =
                (details.state().running() ? published(details) : asked(details))
                        .map(Wait::port)
                        .toList();
        if (waits.size() == 1) {
            container.waitFor(waits.get(0));
        } else if (!waits.isEmpty()) {
            container.waitFor(Wait.all(waits.toArray(Wait[]::new)));
        }
    }

    private static Stream<Integer> published(ContainerDetails details) {
        return details.ports().stream()
                .map(Port.Binding::containerPort)
                .filter(port -> port.protocol().equals("tcp"))
                .map(Port::number)
                .distinct();
    }

    /** One that has ended publishes nothing any more, and the wait is to say that it has ended. */
    private static Stream<Integer> asked(ContainerDetails details) {
        Json bindings = details.at("/HostConfig/PortBindings");
        return (bindings.exists() ? bindings.fields() : Map.<String, Json>of())
                .keySet().stream()
                        .map(Port::reported)
                        .filter(port -> port.protocol().equals("tcp"))
                        .map(Port::number);
    }
}
