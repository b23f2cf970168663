package io.dockerkit.junit;

import io.dockerkit.Json;
import io.dockerkit.Scope;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.DetachedSpec;
import io.dockerkit.container.Port;
import io.dockerkit.container.PortBinding;
import io.dockerkit.container.Wait;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.volume.VolumeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What was started for one test, one class of tests or a run, in a scope of its own; and, around it, what is there besides.
 * Closing it removes its own. Thread-safe.
 */
final class Fixtures implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private static final int SUFFIX = 6;

    private final List<Fixtures> around;
    private final Scope scope;
    private final String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);

    /** By the names of fields, in the order in which they were started. */
    private final Map<String, Object> handles = new LinkedHashMap<>();

    /** What is called so in specs is called so on the engine. */
    private final Map<String, String> names = new ConcurrentHashMap<>();

    private final Set<String> networks = ConcurrentHashMap.newKeySet();

    Fixtures(List<Fixtures> around) {
        this.scope = Scope.open();
        this.around = List.copyOf(around);
    }

    /** Gives each a name of its own, before the first is started. */
    void announce(List<Definition> definitions) {
        for (Definition definition : definitions) {
            String plain = definition.plainName();
            names.put(plain, unique(plain));
            if (definition.spec() instanceof NetworkSpec) {
                networks.add(plain);
            }
        }
    }

    /** Fields may begin with what docker's names may not. */
    private String unique(String plain) {
        String name = plain.replaceAll("[^a-zA-Z0-9_.-]", "").replaceFirst("^[_.-]+", "");
        return (name.isEmpty() ? "x" : name) + "-" + suffix;
    }

    /** Returns what the engine knows by this name of the specs; the name itself where it is none of ours. */
    String nameOf(String plain) {
        String own = names.get(plain);
        if (own != null) {
            return own;
        }
        for (Fixtures other : around) {
            String theirs = other.nameOf(plain);
            if (!theirs.equals(plain)) {
                return theirs;
            }
        }
        return plain;
    }

    private boolean isNetwork(String plain) {
        return networks.contains(plain)
                || around.stream().anyMatch(other -> other.isNetwork(plain));
    }

    /** Starts it, waits until it is ready, and keeps the handle. */
    void start(Definition definition) {
        Object spec = definition.spec();
        String name = nameOf(definition.plainName());
        Object handle;
        if (spec instanceof NetworkSpec network) {
            handle = network.on(scope.networks()).named(name).execute();
        } else if (spec instanceof VolumeSpec volume) {
            handle = volume.on(scope.volumes()).named(name).execute();
        } else {
            handle = start(definition, (DetachedSpec) spec, name);
        }
        synchronized (handles) {
            handles.put(definition.name(), handle);
        }
    }

    private Container start(Definition definition, DetachedSpec spec, String name) {
        DetachedSpec own = spec.on(scope.containers()).renamed(this::nameOf).name(name);
        String plain = definition.plainName();
        if (References.of(spec).stream().anyMatch(this::isNetwork)) {
            own = own.networkAlias(plain);
        }
        Container container = own.start();
        if (own.readiness().isEmpty()) {
            awaitPorts(container);
        }
        return container;
    }

    private static void awaitPorts(Container container) {
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
                .map(PortBinding::containerPort)
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

    /** Returns the handle that a field's name stands for, if it has the type. */
    <T> Optional<T> find(String field, Class<T> type) {
        return Optional.ofNullable(all(type).get(field));
    }

    /** Returns all handles of a type by their fields' names, the nearest where several have the same. */
    <T> Map<String, T> all(Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        List<Fixtures> outermostFirst = new ArrayList<>(around);
        for (Fixtures other : outermostFirst) {
            found.putAll(other.all(type));
        }
        synchronized (handles) {
            handles.forEach(
                    (field, handle) -> {
                        if (type.isInstance(handle)) {
                            found.put(field, type.cast(handle));
                        }
                    });
        }
        return found;
    }

    /** Removes what this has started. */
    @Override
    public void close() {
        scope.close();
    }

    static @Nullable Fixtures nearest(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Fixtures found =
                    at.get().getStore(Stored.HERE).get(Stored.key(at.get()), Fixtures.class);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
