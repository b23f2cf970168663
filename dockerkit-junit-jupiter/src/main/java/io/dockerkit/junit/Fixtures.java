package io.dockerkit.junit;

import io.dockerkit.Json;
import io.dockerkit.Scope;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.volume.VolumeSpec;
import java.lang.reflect.AnnotatedElement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What was started for one test, one class of tests or a run, in a scope of its own; and, around it, what is there besides.
 * Closing it removes its own. Thread-safe.
 */
final class Fixtures implements ExtensionContext.Store.CloseableResource, AutoCloseable, Handles {
    private static final int SUFFIX = 6;

    /** Outermost first. */
    private final List<Fixtures> around;

    private final boolean kept;
    private @Nullable Scope scope;
    private final String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);

    /** A handle, with its field or parameter. */
    private record Started(AnnotatedElement place, String name, Object handle) {}

    /** In the order in which they were ready. */
    private final List<Started> started = new CopyOnWriteArrayList<>();

    /** What each is called on the engine. */
    private final Map<Definition, String> names =
            Collections.synchronizedMap(new LinkedHashMap<>());

    Fixtures(List<Fixtures> around) {
        this(around, false);
    }

    /**
     * Starts nothing yet.
     *
     * @param around what names may refer to besides, outermost first
     * @param kept whether what is started is left to the watchdog, after the end of the program
     */
    Fixtures(List<Fixtures> around, boolean kept) {
        this.kept = kept;
        this.around = List.copyOf(around);
    }

    private synchronized Scope scope() {
        Scope open = scope;
        if (open == null) {
            open = Scope.open();
            if (kept) {
                open.removeAfterExit();
            }
            scope = open;
        }
        return open;
    }

    /** Starts these, and waits until all are ready; a failure has the logs of the containers. */
    void launch(List<Definition> definitions) {
        announce(definitions);
        try {
            ParallelStart.run(definitions, this::start);
        } catch (RuntimeException | Error failed) {
            ContainerLogs.addTo(failed, containers());
            throw failed;
        }
    }

    /** Gives each a name of its own, before the first is started. */
    void announce(List<Definition> definitions) {
        synchronized (names) {
            definitions.forEach(one -> names.put(one, unique(one.plainName())));
        }
    }

    /** Fields may begin with what docker's names may not. */
    private String unique(String plain) {
        String bare = plain.replaceAll("[^a-zA-Z0-9_.-]", "").replaceFirst("^[_.-]+", "");
        String name = (bare.isEmpty() ? "x" : bare) + "-" + suffix;
        String free = name;
        for (int i = 2; names.containsValue(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /**
     * Finds the definition that a reference means: the one of the same class, else the last one here, else one around, the
     * innermost first.
     */
    private Optional<Map.Entry<Definition, String>> find(
            Predicate<Definition> target, @Nullable Class<?> from) {
        Map.Entry<Definition, String> found = null;
        synchronized (names) {
            for (Map.Entry<Definition, String> one : names.entrySet()) {
                if (target.test(one.getKey())
                        && (found == null || found.getKey().declaring() != from)) {
                    found = Map.entry(one.getKey(), one.getValue());
                }
            }
        }
        for (int i = around.size() - 1; found == null && i >= 0; i--) {
            found = around.get(i).find(target, from).orElse(null);
        }
        return Optional.ofNullable(found);
    }

    /** Returns whether a reference means a definition here or around. */
    boolean knows(Predicate<Definition> target) {
        return find(target, null).isPresent();
    }

    private Optional<Map.Entry<Definition, String>> named(String plain, Class<?> from) {
        return find(one -> one.isCalled(plain), from);
    }

    private String nameOf(String plain, Class<?> from) {
        return named(plain, from).map(Map.Entry::getValue).orElse(plain);
    }

    /** Returns the image that was built for this name of an image. */
    private Optional<Image> built(String image, Class<?> from) {
        return find(one -> one.builds(image), from)
                .map(found -> startedAt(found.getKey().place(), Image.class));
    }

    private boolean isNetwork(String plain, Class<?> from) {
        return named(plain, from)
                .filter(it -> it.getKey().spec() instanceof NetworkSpec)
                .isPresent();
    }

    /** Starts it, waits until it is ready, and keeps the handle. */
    void start(Definition definition) {
        try {
            Object handle = handle(definition, Objects.requireNonNull(names.get(definition)));
            started.add(new Started(definition.place(), definition.name(), handle));
        } catch (RuntimeException | Error failed) {
            StartFailure.addTo(failed, definition);
            throw failed;
        }
    }

    private Object handle(Definition definition, String name) {
        Object spec = definition.spec();
        if (spec instanceof NetworkSpec network) {
            return network.on(scope().networks()).named(name).execute();
        }
        if (spec instanceof VolumeSpec volume) {
            return volume.on(scope().volumes()).named(name).execute();
        }
        if (spec instanceof BuildSpec build) {
            return build.ensure();
        }
        return container(definition, (DetachedSpec) spec, name);
    }

    private Container container(Definition definition, DetachedSpec spec, String name) {
        Class<?> from = definition.declaring();
        DetachedSpec own =
                spec.on(scope().containers()).renamed(plain -> nameOf(plain, from)).name(name);
        Image built = built(spec.image(), from).orElse(null);
        if (built != null) {
            own = own.image(built);
        }
        String plain = definition.plainName();
        if (References.of(definition).stream().anyMatch(asked -> isNetwork(asked, from))) {
            own = own.networkAlias(plain);
        }
        // it is removed anyway, and until then its logs can be read
        if (own.rm().equals(own)) {
            own = own.flag("rm", "false");
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

    /** Returns these and those around, outermost first, each once. */
    private Set<Fixtures> everything() {
        Set<Fixtures> all = new LinkedHashSet<>();
        around.forEach(other -> all.addAll(other.everything()));
        all.add(this);
        return all;
    }

    private Stream<Started> everythingStarted() {
        return everything().stream().flatMap(fixtures -> fixtures.started.stream());
    }

    @Override
    public <T> T startedAt(AnnotatedElement place, Class<T> type) {
        return everythingStarted()
                .filter(one -> one.place().equals(place))
                .reduce((outer, inner) -> inner)
                .map(one -> type.cast(one.handle()))
                .orElseThrow(() -> new IllegalStateException("nothing was started for " + place));
    }

    @Override
    public <T> Map<String, T> all(Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        everythingStarted()
                .filter(one -> type.isInstance(one.handle()))
                .forEach(one -> found.put(one.name(), type.cast(one.handle())));
        return found;
    }

    /** Returns all containers, those whose name another one has taken, too; each under a name of its own. */
    Map<String, Container> containers() {
        Map<String, Container> found = new LinkedHashMap<>();
        everythingStarted()
                .filter(one -> one.handle() instanceof Container)
                .forEach(one -> found.put(free(one.name(), found), (Container) one.handle()));
        return found;
    }

    private static String free(String name, Map<String, ?> taken) {
        String free = name;
        for (int i = 2; taken.containsKey(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /** Removes what this has started, unless that is left to the watchdog. */
    @Override
    public void close() {
        if (!kept) {
            closeNow();
        }
    }

    /** Removes what this has started, also if its removal is left to the watchdog: for what failed to start. */
    synchronized void closeNow() {
        if (scope != null) {
            scope.close();
        }
    }

    static @Nullable Fixtures nearest(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Fixtures found =
                    at.get()
                            .getStore(FixtureStore.HERE)
                            .get(FixtureStore.key(at.get()), Fixtures.class);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
