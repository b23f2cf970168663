package io.dockerkit.junit;

import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.image.Image;
import io.dockerkit.network.Network;
import io.dockerkit.volume.Volume;
import java.lang.reflect.Parameter;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Finds what belongs into a field or parameter. Stateless and thread-safe. */
final class Injection {
    private static final Set<Class<?>> HANDLES =
            Set.of(Container.class, Image.class, Network.class, Volume.class);
    private static final Set<Class<?>> OF_PORTS =
            Set.of(InetSocketAddress.class, int.class, Integer.class, String.class);

    private Injection() {}

    static boolean isHandle(Class<?> type) {
        return HANDLES.contains(type)
                || ComposeTypes.isProject(type)
                || ComposeTypes.isService(type);
    }

    /**
     * Returns what belongs into a place of this type.
     *
     * @param name the name of the field with {@code @Start}, or of a service of a project; empty for the only one of the type
     * @param port the port in the container; 0 for the only one that it publishes
     * @param place where it belongs, for messages
     */
    static Object into(Handles handles, Class<?> type, String name, int port, String place) {
        if (isHandle(type)) {
            return handle(handles, type, name, place);
        }
        if (!OF_PORTS.contains(type)) {
            throw new ParameterResolutionException(
                    "@From at "
                            + place
                            + ": accepted types are Container, Image, Network, Volume, ComposeProject, ComposeService,"
                            + " InetSocketAddress, int (the port) and String (the host)");
        }
        Container container = (Container) handle(handles, Container.class, name, place);
        int number = port == 0 ? onlyPort(container, place) : port;
        InetSocketAddress address = container.address(number);
        if (type == InetSocketAddress.class) {
            return address;
        }
        return type == String.class ? address.getHostString() : (Object) address.getPort();
    }

    /** Returns the handle that has the name of the parameter, else the only one of the type. */
    static Object byNameOrType(Handles handles, Parameter parameter, String place) {
        Class<?> type = parameter.getType();
        if (parameter.isNamePresent()) {
            Map<String, Supplier<?>> all = choices(handles, type);
            Supplier<?> named = named(all, parameter.getName(), place);
            return named == null ? chosen(all, type, "", place) : named.get();
        }
        try {
            return handle(handles, type, "", place);
        } catch (ParameterResolutionException none) {
            throw new ParameterResolutionException(
                    none.getMessage()
                            + "; its name is not in the class file: compile the tests with -parameters",
                    none);
        }
    }

    private static Object handle(Handles handles, Class<?> type, String name, String place) {
        return chosen(choices(handles, type), type, name, place);
    }

    /** Returns what there is of a type: by the names of the fields, and the full names of services. */
    private static Map<String, Supplier<?>> choices(Handles handles, Class<?> type) {
        Map<String, Supplier<?>> all = new LinkedHashMap<>();
        handles.all(type).forEach((name, handle) -> all.put(name, () -> handle));
        if (type == Container.class) {
            handles.services().forEach(it -> all.put(it.fullName(), it.container()));
        } else if (ComposeTypes.isService(type)) {
            handles.services().forEach(it -> all.put(it.fullName(), it::handle));
        }
        return all;
    }

    private static Object chosen(
            Map<String, Supplier<?>> all, Class<?> type, String name, String place) {
        Supplier<?> found =
                name.isEmpty() && all.size() == 1
                        ? all.values().iterator().next()
                        : named(all, name, place);
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
        return found.get();
    }

    /** Returns the one of this name, which may be a service's without its project. */
    private static @Nullable Supplier<?> named(
            Map<String, Supplier<?>> all, String name, String place) {
        Supplier<?> exact = all.get(name);
        if (exact != null || name.isEmpty()) {
            return exact;
        }
        List<String> services =
                all.keySet().stream().filter(it -> it.endsWith("/" + name)).sorted().toList();
        if (services.size() > 1) {
            throw new ParameterResolutionException(
                    place
                            + ": several projects have a service \""
                            + name
                            + "\"; accepted form: "
                            + services.stream()
                                    .map(it -> "@From(\"" + it + "\")")
                                    .collect(Collectors.joining(" or ")));
        }
        return services.isEmpty() ? null : all.get(services.get(0));
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
