package io.dockerkit.junit;

import io.dockerkit.Scope;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.volume.VolumeSpec;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.ArrayList;
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

    /** How long a failure waits for the lists of the containers of projects. */
    private static final Duration LONGEST_LIST = Duration.ofSeconds(10);

    /** Outermost first. */
    private final List<Fixtures> around;

    private final boolean kept;
    private @Nullable Scope scope;
    private boolean closed;
    private final String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);

    /** A handle, with its field or parameter. */
    private record Started(AnnotatedElement place, String name, Object handle) {
        boolean isProject() {
            return ComposeTypes.isProject(handle.getClass());
        }
    }

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
            ContainerLogs.addTo(failed, containers(failed));
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
        return named(plain, from)
                .map(Map.Entry::getValue)
                .or(
                        () ->
                                find(one -> one.owns(plain), from)
                                        .map(found -> ofProject(found.getKey(), plain)))
                .orElse(plain);
    }

    /** Returns what a network or a volume of a project is called on the engine. */
    private String ofProject(Definition project, String plain) {
        return ComposeProjects.name(startedAt(project.place(), Object.class))
                + plain.substring(project.name().length());
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
            Started one = new Started(definition.place(), definition.name(), handle);
            if (one.isProject()) {
                own(one);
            } else {
                started.add(one);
            }
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
        if (definition.isProject()) {
            return ComposeProjects.start(spec);
        }
        return container(definition, (DetachedSpec) spec, name);
    }

    /** A project has a scope of its own; one that is started too late, after an interruption, is removed at once. */
    private synchronized void own(Started project) {
        if (closed) {
            ComposeProjects.close(project.handle());
            throw new IllegalStateException("the tests have ended");
        }
        started.add(project);
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
            PublishedPortsWait.await(container);
        }
        return container;
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

    @Override
    public List<ProjectService> services() {
        Map<String, Object> projects = new LinkedHashMap<>();
        everythingStarted()
                .filter(Started::isProject)
                .forEach(one -> projects.put(one.name(), one.handle()));
        List<ProjectService> services = new ArrayList<>();
        projects.forEach((field, it) -> services.addAll(ComposeProjects.services(field, it)));
        return services;
    }

    /**
     * Returns all containers, those whose name another one has taken, too, and those of projects; each under a name of its own.
     *
     * @param failure gets what keeps a project from listing its containers as a suppressed exception
     */
    Map<String, Container> containers(Throwable failure) {
        Map<String, Container> found = new LinkedHashMap<>();
        Map<String, InTime.Task<Map<String, Container>>> projects = new LinkedHashMap<>();
        everythingStarted()
                .forEach(
                        one -> {
                            if (one.handle() instanceof Container container) {
                                found.put(free(one.name(), found), container);
                            } else if (one.isProject()) {
                                projects.put(
                                        free(one.name(), projects), () -> listed(one, failure));
                            }
                        });
        InTime.all(LONGEST_LIST, projects, Map.<String, Container>of())
                .values()
                .forEach(all -> all.forEach((name, it) -> found.put(free(name, found), it)));
        return found;
    }

    private static Map<String, Container> listed(Started project, Throwable failure) {
        try {
            return ComposeProjects.containers(project.name(), project.handle());
        } catch (RuntimeException unreadable) {
            failure.addSuppressed(unreadable);
            return Map.of();
        }
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
        closed = true;
        List<Runnable> removals = new ArrayList<>();
        if (scope != null) {
            removals.add(scope::close);
        }
        // after the containers that may be in their networks
        for (Started one : started) {
            if (one.isProject()) {
                removals.add(() -> ComposeProjects.close(one.handle()));
            }
        }
        SharedFixtures.removeAll(removals);
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
