package io.dockerkit.junit;

import io.dockerkit.container.Container;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What several test classes share in a run: the groups of static fields that are started once, and the fields that are set.
 * Closing it removes what lives for the run. Thread-safe.
 */
final class SharedFixtures implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final BiConsumer<Fixtures, Definition> start;
    private final Map<Plan.Group, Running> running = new LinkedHashMap<>();
    private final Map<Place, Value> fields = new LinkedHashMap<>();

    private static final class Running {
        final Fixtures fixtures;
        final List<Definition> definitions;
        final Set<Object> users = new LinkedHashSet<>();
        final CompletableFuture<Void> ready = new CompletableFuture<>();

        Running(Fixtures fixtures, List<Definition> definitions) {
            this.fixtures = fixtures;
            this.definitions = definitions;
        }
    }

    /** A field of an instance, which is compared by identity; of no instance if it is static. */
    private record Place(Field field, @Nullable Object instance) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that
                    && field.equals(that.field)
                    && instance == that.instance;
        }

        @Override
        public int hashCode() {
            return 31 * field.hashCode() + System.identityHashCode(instance);
        }
    }

    /** What a field is set to, and the tests that use it. */
    private record Value(Object value, Map<Object, String> users) {}

    SharedFixtures() {
        this(Fixtures::start);
    }

    /** With another way to start things, for tests. */
    SharedFixtures(BiConsumer<Fixtures, Definition> start) {
        this.start = start;
    }

    /**
     * Returns what the groups have started, and starts together what is not running yet. The user has to release them.
     *
     * @throws RuntimeException the first failure; what lives for the run is not tried again, the next user gets the same
     */
    List<Fixtures> acquire(Object user, Map<Plan.Group, List<Definition>> groups) {
        List<Running> all = new ArrayList<>();
        List<Running> fresh = new ArrayList<>();
        synchronized (this) {
            groups.forEach(
                    (group, definitions) -> {
                        Running known = running.get(group);
                        if (known == null) {
                            known =
                                    new Running(
                                            new Fixtures(
                                                    seenBy(group),
                                                    group.lifetime() == Lifetime.PROGRAM),
                                            definitions);
                            known.fixtures.announce(definitions);
                            running.put(group, known);
                            fresh.add(known);
                        }
                        known.users.add(user);
                        all.add(known);
                    });
        }
        try {
            launch(fresh);
            ParallelStart.await(all.stream().map(one -> one.ready).toList());
        } catch (RuntimeException | Error failed) {
            giveUp(user, groups.keySet(), fresh, all, failed);
            throw failed;
        }
        return all.stream().map(one -> one.fixtures).toList();
    }

    private List<Fixtures> seenBy(Plan.Group group) {
        return running.entrySet().stream()
                .filter(other -> group.sees(other.getKey()))
                .map(other -> other.getValue().fixtures)
                .toList();
    }

    private void launch(List<Running> fresh) {
        IdentityHashMap<Definition, Fixtures> into = new IdentityHashMap<>();
        List<Definition> definitions = new ArrayList<>();
        for (Running one : fresh) {
            one.definitions.forEach(definition -> into.put(definition, one.fixtures));
            definitions.addAll(one.definitions);
        }
        try {
            Map<Definition, CompletableFuture<Void>> begun =
                    ParallelStart.begin(definitions, it -> start.accept(into.get(it), it));
            for (Running one : fresh) {
                List<CompletableFuture<Void>> theirs =
                        one.definitions.stream().map(begun::get).toList();
                CompletableFuture<Void> unused =
                        CompletableFuture.allOf(theirs.toArray(CompletableFuture<?>[]::new))
                                .whenComplete((done, failed) -> finish(one.ready, theirs));
            }
        } catch (RuntimeException | Error failed) {
            fresh.forEach(one -> one.ready.completeExceptionally(failed));
            throw failed;
        }
    }

    private static void finish(CompletableFuture<Void> ready, List<CompletableFuture<Void>> ended) {
        try {
            ParallelStart.await(ended);
            ready.complete(null);
        } catch (RuntimeException | Error failed) {
            ready.completeExceptionally(failed);
        }
    }

    private void giveUp(
            Object user,
            Set<Plan.Group> groups,
            List<Running> fresh,
            List<Running> all,
            Throwable failed) {
        Map<String, Container> containers = new LinkedHashMap<>();
        all.forEach(one -> containers.putAll(one.fixtures.containers(failed)));
        ContainerLogs.addTo(failed, containers);
        try {
            fresh.stream()
                    .filter(one -> one.ready.isCompletedExceptionally())
                    .forEach(one -> one.fixtures.closeNow());
            release(user, groups);
        } catch (RuntimeException stays) {
            failed.addSuppressed(stays);
        }
    }

    /** Ends the use of groups and of fields; what lives for test classes is removed with its last user. */
    void release(Object user, Set<Plan.Group> groups) {
        List<Fixtures> unused = new ArrayList<>();
        synchronized (this) {
            fields.values().forEach(value -> value.users.remove(user));
            fields.values().removeIf(value -> value.users.isEmpty());
            for (Plan.Group group : groups) {
                Running one = running.get(group);
                if (one != null
                        && one.users.remove(user)
                        && one.users.isEmpty()
                        && group.lifetime() == Lifetime.CLASS) {
                    running.remove(group);
                    unused.add(0, one.fixtures);
                }
            }
        }
        removeAll(unused.stream().<Runnable>map(one -> one::close).toList());
    }

    /**
     * Sets a field, unless tests that are still under way use it with another value.
     *
     * @param user who has to release it
     * @param tests the name of the user's tests, for messages
     */
    synchronized void set(
            Object user, String tests, Field field, @Nullable Object instance, Object value) {
        Place place = new Place(field, instance);
        Value now = fields.get(place);
        if (now != null && !now.value.equals(value)) {
            for (Map.Entry<Object, String> other : now.users.entrySet()) {
                if (!other.getKey().equals(user)) {
                    throw new ExtensionConfigurationException(
                            inUse(field, other.getValue(), tests, instance != null));
                }
            }
            now = null;
        }
        Fields.write(field, instance, value);
        if (now == null) {
            now = new Value(value, new LinkedHashMap<>());
            fields.put(place, now);
        }
        now.users.put(user, tests);
    }

    private static String inUse(Field field, String users, String tests, boolean ofInstance) {
        return "the "
                + Fields.describe(field)
                + " has one value, and "
                + users
                + " and "
                + tests
                + " run at the same time, each with its own: use a parameter with "
                + (ofInstance ? "@Start or @From" : "@From")
                + " in place of the field, or let them run one after the other with @Execution(SAME_THREAD) or"
                + " @ResourceLock";
    }

    @Override
    public void close() {
        List<Fixtures> all = new ArrayList<>();
        synchronized (this) {
            running.values().forEach(one -> all.add(0, one.fixtures));
            running.clear();
        }
        removeAll(all.stream().<Runnable>map(one -> one::close).toList());
    }

    /** Runs all; throws the first failure, with the others suppressed. */
    static void removeAll(List<Runnable> removals) {
        RuntimeException first = null;
        for (Runnable one : removals) {
            try {
                one.run();
            } catch (RuntimeException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
