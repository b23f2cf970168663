package io.dockerkit.junit;

import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.image.Image;
import io.dockerkit.network.Network;
import io.dockerkit.volume.Volume;
import java.lang.reflect.Parameter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Finds what belongs into a field or parameter. Stateless and thread-safe. */
final class Injection {
    private static final Set<Class<?>> HANDLES =
            Set.of(Container.class, Image.class, Network.class, Volume.class);

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
    static Object into(Handles handles, Class<?> type, String name, int port, String place) {
        if (isHandle(type)) {
            return handle(handles, type, name, place);
        }
        Container container = handle(handles, Container.class, name, place);
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
                        + ": accepted types are Container, Image, Network, Volume, InetSocketAddress, int (the port) and String (the"
                        + " host)");
    }

    /** Returns the handle that has the name of the parameter, else the only one of the type. */
    static Object byNameOrType(Handles handles, Parameter parameter, String place) {
        Class<?> type = parameter.getType();
        if (parameter.isNamePresent() && handles.all(type).containsKey(parameter.getName())) {
            return handle(handles, type, parameter.getName(), place);
        }
        try {
            return handle(handles, type, "", place);
        } catch (ParameterResolutionException none) {
            if (parameter.isNamePresent()) {
                throw none;
            }
            throw new ParameterResolutionException(
                    none.getMessage()
                            + "; its name is not in the class file: compile the tests with -parameters",
                    none);
        }
    }

    private static <T> T handle(Handles handles, Class<T> type, String name, String place) {
        Map<String, T> all = handles.all(type);
        T found =
                name.isEmpty() && all.size() == 1 ? all.values().iterator().next() : all.get(name);
        if (found == null) {
            throw new ParameterResolutionException(
                    place
                            + (name.isEmpty() && !all.isEmpty()
                                    ? ": there is more than one "
                                    : ": there is no ")
                            + type.getSimpleName()
                            + (name.isEmpty() ? "" : " \"" + name + "\"")
                            + " with @Start; there "
                            + (all.isEmpty() ? "is none" : "are " + all.keySet())
                            + ", and @From(\"…\") names one");
        }
        return found;
    }

    private static int onlyPort(Container container, String place) {
        List<Integer> ports =
                container.ports().stream()
                        .map(Port.Binding::containerPort)
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
