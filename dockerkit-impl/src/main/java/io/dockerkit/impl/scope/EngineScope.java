package io.dockerkit.impl.scope;

import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.concurrent.Uninterrupted;
import io.dockerkit.impl.rest.Rest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One scope on one engine. Closing it removes what belongs to it. Thread-safe. */
public final class EngineScope implements Membership, AutoCloseable {
    private final String id = UUID.randomUUID().toString();
    private final Rest rest;
    private final Scopes scopes;
    private final ReentrantLock closing = new ReentrantLock();
    private volatile boolean open = true;
    private volatile boolean empty;
    private volatile boolean afterExit;

    /** Whether something of a swarm may belong to it. */
    private volatile boolean inSwarm;

    /** How many were made, are being made, or may have been made. */
    private final AtomicInteger creations = new AtomicInteger();

    EngineScope(Rest rest, Scopes scopes) {
        this.rest = rest;
        this.scopes = scopes;
    }

    /** Returns the value of its label. */
    public String id() {
        return id;
    }

    @Override
    public Map<String, Object> label(ObjectKind kind, Map<String, Object> body) {
        Map<String, Object> labelled =
                new LinkedHashMap<>(kind == ObjectKind.CONTAINER ? CreationMark.mark(body) : body);
        Map<String, Object> labels = new LinkedHashMap<>();
        if (body.get("Labels") instanceof Map<?, ?> own) {
            own.forEach((key, value) -> labels.put(String.valueOf(key), value));
        }
        if (kind == ObjectKind.VOLUME && labelled.getOrDefault("Name", "").equals("")) {
            // the engine's own way with one that has no name; the proof needs the name
            labelled.put("Name", randomName());
            labels.put("com.docker.volume.anonymous", "");
        }
        if (kind.isOfASwarm()) {
            inSwarm = true;
            scopes.noteSwarm();
            if (labelled.getOrDefault("Name", "").equals("")) {
                labelled.put("Name", "dockerkit-" + randomName().substring(0, 12));
            }
        }
        String proof =
                switch (kind) {
                    case CONTAINER -> CreationMark.ofContainer(labelled);
                    case NETWORK -> CreationMark.ofNetwork(String.valueOf(labelled.get("Name")));
                    case VOLUME -> CreationMark.ofVolume(String.valueOf(labelled.get("Name")));
                    case SERVICE, SECRET, CONFIG ->
                            CreationMark.ofSwarmObject(kind, String.valueOf(labelled.get("Name")));
                };
        labels.putAll(OwnerLabels.of(id, proof));
        labelled.put("Labels", labels);
        return labelled;
    }

    private static String randomName() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    /** What is made while the scope is being closed may come after the list of what is to be removed: it is removed here. */
    @Override
    public <T> T make(Supplier<T> creation) {
        if (!open) {
            throw closed("nothing more can be made in it", null);
        }
        T made = scopes.creating(() -> tried(creation));
        if (!open) {
            @Nullable DockerException stays = null;
            try {
                Uninterrupted.run(this::remove);
            } catch (DockerException failed) {
                stays = failed;
            }
            throw closed("what was made meanwhile is removed again", stays);
        }
        return made;
    }

    /** Where the engine was never reached, there is nothing to remove, and it is not asked for that. */
    private <T> T tried(Supplier<T> creation) {
        creations.incrementAndGet();
        try {
            return creation.get();
        } catch (DockerUnavailableException unavailable) {
            if (!unavailable.mayHaveBeenCarriedOut()) {
                creations.decrementAndGet();
            }
            throw unavailable;
        }
    }

    private IllegalStateException closed(String consequence, @Nullable DockerException cause) {
        return new IllegalStateException("scope " + id + " is closed: " + consequence, cause);
    }

    /** Leaves its removal to the watchdog, after the end of the program, where there is one. */
    public void removeAfterExit() {
        afterExit = true;
    }

    boolean isRemovedAfterExit() {
        return afterExit;
    }

    /** Removes what has its label. */
    @Override
    public void close() {
        close(this::remove);
    }

    private void remove() {
        ScopedObjects.remove(rest, List.of(OwnerLabels.SCOPE + "=" + id), inSwarm);
    }

    /** Closes a scope of which all is known, by its removal; once that has worked, nothing is done any more. */
    public void close(Runnable removal) {
        open = false;
        closing.lock();
        try {
            if (!empty) {
                if (creations.get() > 0) {
                    Uninterrupted.run(removal);
                }
                empty = true;
                scopes.forget(this);
            }
        } finally {
            closing.unlock();
        }
    }
}
