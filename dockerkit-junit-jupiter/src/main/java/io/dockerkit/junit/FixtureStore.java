package io.dockerkit.junit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the extension keeps in JUnit's stores, which close it when its time is over. Stateless and thread-safe. */
final class FixtureStore {
    static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(DockerKit.class);

    private FixtureStore() {}

    static String key(ExtensionContext context) {
        return "fixtures of " + context.getUniqueId();
    }

    /** Returns the fixtures of this very context, empty at first. */
    static Fixtures fixtures(ExtensionContext context) {
        return fixtures(context, List.of());
    }

    /**
     * Returns the fixtures of this very context, empty at first.
     *
     * @param besides what is there besides that of the enclosing contexts
     */
    static Fixtures fixtures(ExtensionContext context, List<Fixtures> besides) {
        return context.getStore(HERE)
                .getOrComputeIfAbsent(
                        key(context),
                        key -> {
                            List<Fixtures> around = new ArrayList<>();
                            Fixtures outer = outside(context);
                            if (outer != null) {
                                around.add(outer);
                            }
                            around.addAll(besides);
                            return new Fixtures(around);
                        },
                        Fixtures.class);
    }

    /** Returns the fixtures of the nearest enclosing context, or null. */
    static @Nullable Fixtures outside(ExtensionContext context) {
        return context.getParent().map(Fixtures::nearest).orElse(null);
    }

    /** Returns what the test classes of the run share. */
    static SharedFixtures shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .getOrComputeIfAbsent(
                        SharedFixtures.class, key -> new SharedFixtures(), SharedFixtures.class);
    }

    /** Sees to it that the use of groups and fields ends with the context, after what the context has started is removed. */
    static void release(ExtensionContext context, Plan plan) {
        context.getStore(HERE)
                .put(
                        "use of " + context.getUniqueId(),
                        new Use(shared(context), context.getUniqueId(), plan));
    }

    private record Use(SharedFixtures shared, Object user, Plan plan)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            shared.release(user, plan.shared().keySet());
        }
    }
}
