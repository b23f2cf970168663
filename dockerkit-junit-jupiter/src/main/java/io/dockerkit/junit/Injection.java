package io.dockerkit.junit;

import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.container.PortBinding;
import io.dockerkit.network.Network;
import io.dockerkit.volume.Volume;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Finds what belongs into a field or parameter. Stateless and thread-safe. */
final class Injection {
    private static final Set<Class<?>> HANDLES =
            Set.of(Container.class, Network.class, Volume.class);

    private Injection() {}

    static boolean isHandle(Class<?> type) {
        return HANDLES.contains(type);
    }

    /**
     * Returns what belongs into a place of this type.
     *
     * @param name the name of the field with {@code @Start}; empty for the only one of the type
     * @param port the port in the container; 0 for the only one that it publishes
     * @param place where it belongs, for messages
     */
    static Object into(
            ExtensionContext context, Class<?> type, String name, int port, String place) {
        if (isHandle(type)) {
            return handle(context, type, name, place);
        }
        Container container = handle(context, Container.class, name, place);
        int number = port == 0 ? onlyPort(container, place) : port;
        InetSocketAddress address = container.address(number);
        if (type == InetSocketAddress.class) {
            return address;
        }
        if (type == int.class || type == Integer.class) {
            return address.getPort();
        }
        if (type == String.class) {
            return address.getHostString();
        }
        throw new ParameterResolutionException(
                "@From at "
                        + place
                        + ": accepted types are Container, Network, Volume, InetSocketAddress, int (the port) and String (the"
                        + " host)");
    }

    /** Returns the handle that has the name of the parameter, else the only one of the type. */
    static Object byNameOrType(
            ExtensionContext context, Class<?> type, String parameter, String place) {
        return all(context, type).containsKey(parameter)
                ? handle(context, type, parameter, place)
                : handle(context, type, "", place);
    }

    private static <T> T handle(
            ExtensionContext context, Class<T> type, String name, String place) {
        Map<String, T> all = all(context, type);
        T found =
                name.isEmpty() && all.size() == 1 ? all.values().iterator().next() : all.get(name);
        if (found == null) {
            throw new ParameterResolutionException(
                    place
                            + ": there is no "
                            + (name.isEmpty() ? "only " : "")
                            + type.getSimpleName()
                            + (name.isEmpty() ? "" : " \"" + name + "\"")
                            + " with @Start; there "
                            + (all.isEmpty() ? "is none" : "are " + all.keySet())
                            + ", and @From(\"…\") names one");
        }
        return found;
    }

    private static <T> Map<String, T> all(ExtensionContext context, Class<T> type) {
        Fixtures fixtures = Fixtures.nearest(context);
        return fixtures == null ? Map.of() : fixtures.all(type);
    }

    private static int onlyPort(Container container, String place) {
        List<Integer> ports =
                container.ports().stream()
                        .map(PortBinding::containerPort)
                        .filter(port -> port.protocol().equals("tcp"))
                        .map(Port::number)
                        .distinct()
                        .toList();
        if (ports.size() != 1) {
            throw new ParameterResolutionException(
                    place
                            + ": the container publishes "
                            + (ports.isEmpty() ? "no TCP port" : "the TCP ports " + ports)
                            + "; accepted form: @From(port = …) for one that it publishes");
        }
        return ports.get(0);
    }
}
