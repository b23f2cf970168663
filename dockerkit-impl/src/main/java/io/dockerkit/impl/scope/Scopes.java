package io.dockerkit.impl.scope;

import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.rest.Rest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scopes on one connection. Thread-safe. */
public final class Scopes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.scope");

    private final Rest rest;
    private final Supplier<Endpoint> endpoint;
    private volatile @Nullable Endpoint guarded;
    private final @Nullable String apiVersion;
    private final Set<EngineScope> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger creations = new AtomicInteger();
    private final AtomicBoolean swept = new AtomicBoolean();

    /**
     * Makes none yet.
     *
     * @param endpoint where a watchdog reaches the same engine
     * @param apiVersion the version that the environment asks for, or null
     */
    /** Whether something of a swarm may belong to one of them. */
    private volatile boolean inSwarm;

    public Scopes(Rest rest, Supplier<Endpoint> endpoint, @Nullable String apiVersion) {
        this.rest = rest;
        this.endpoint = endpoint;
        this.apiVersion = apiVersion;
    }

    /**
     * Opens one. With the first, what others left is swept, in the background.
     *
     * @throws IllegalStateException if the program is ending
     */
    public EngineScope open() {
        guarded = endpoint.get();
        Guard.protect(this);
        EngineScope scope = new EngineScope(rest, this);
        open.add(scope);
        if (swept.compareAndSet(false, true)) {
            Threads.start("dockerkit-sweep", this::sweep);
        }
        return scope;
    }

    /** Nobody waits for it, and whatever fails now is tried again by the next. */
    private void sweep() {
        try {
            new Sweep(rest).run();
        } catch (Throwable failed) {
            LOG.debug("what others left at {} could not be removed", rest.address(), failed);
        }
    }

    Endpoint endpoint() {
        return endpoint.get();
    }

    /** The engine may be found elsewhere only after the scope was opened: then the watchdog has to know before a creation. */
    private void guard() {
        Endpoint now = endpoint.get();
        if (!now.equals(guarded)) {
            Guard.protect(this);
            guarded = now;
        }
    }

    @Nullable String apiVersion() {
        return apiVersion;
    }

    void forget(EngineScope scope) {
        open.remove(scope);
    }

    <T> T creating(Supplier<T> creation) {
        creations.incrementAndGet();
        try {
            guard();
            return creation.get();
        } finally {
            creations.decrementAndGet();
        }
    }

    /** Returns whether nothing can be there that must be removed, and nothing can still come. */
    boolean areDone() {
        return open.isEmpty() && creations.get() == 0;
    }

    /** Closes those that are open. */
    void closeAll() {
        closeAll(List.copyOf(open));
    }

    private static void closeAll(List<EngineScope> scopes) {
        @Nullable Throwable first = null;
        for (EngineScope scope : scopes) {
            try {
                scope.close();
            } catch (RuntimeException | Error failed) {
                if (first == null) {
                    first = failed;
                } else if (first != failed) {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first instanceof RuntimeException failure) {
            throw failure;
        }
    }

    /**
     * Removes at once all that this program has in scopes on this engine, when it ends.
     *
     * @param watched whether a watchdog runs, to which some scopes are left
     */
    void removeAll(boolean watched) {
        if (watched && open.stream().anyMatch(EngineScope::isRemovedAfterExit)) {
            closeAll(open.stream().filter(scope -> !scope.isRemovedAfterExit()).toList());
            return;
        }
        ScopedObjects.remove(
                rest, List.of(OwnerLabels.OWNER + "=" + OwnerLabels.THIS_PROGRAM), inSwarm);
        open.clear();
    }

    /** Closes those that are open; the connection is still there. */
    @Override
    public void close() {
        try {
            closeAll();
        } finally {
            Guard.release(this);
        }
    }

    /** Takes note that something of a swarm may belong to one of the scopes. */
    void noteSwarm() {
        inSwarm = true;
    }
}
