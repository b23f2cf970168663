package io.dockerkit.impl.scope;

import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.concurrent.Uninterrupted;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.Rethrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to scopes. It is removed in the order of {@link ObjectKind}, since what uses others must go before them. Each kind is listed when it is its turn.
 *
 * <p>The list goes by labels, the removal does not: before each one, the object has to prove that its labels are its own
 * and neither inherited from an image nor copied, see {@link CreationMark}. What cannot prove it is left alone.
 *
 * <p>Not thread-safe.
 */
final class ScopedObjects {
    private static final int AT_ONCE = 16;

    private final CleanUpCalls calls;
    private final List<String> labels;
    private final Predicate<Map<String, String>> condition;
    private final Queue<DockerException> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean incomplete;

    private ScopedObjects(
            CleanUpCalls calls, List<String> labels, Predicate<Map<String, String>> condition) {
        this.calls = calls;
        this.labels = labels;
        this.condition = condition;
    }

    /**
     * Something with the labels; of a container it is not known yet whether they are its own.
     *
     * @param id of a volume its name
     * @param proof what its label has for a proof
     */
    record Item(String id, String proof) {}

    /**
     * Removes what has all of these labels, those of a kind side by side. A failure stops nothing.
     *
     * @param labels each as {@code key=value}
     * @throws DockerException the first failure, with the others suppressed
     */
    static void remove(Rest rest, List<String> labels) {
        remove(rest, labels, all -> true, true);
    }

    /**
     * As the other one.
     *
     * @param inSwarm whether there may be something of a swarm; an engine that is no manager has nothing of it
     */
    static void remove(Rest rest, List<String> labels, boolean inSwarm) {
        remove(rest, labels, all -> true, inSwarm);
    }

    /** As the other one, only what has labels for which the condition holds. */
    static void remove(Rest rest, List<String> labels, Predicate<Map<String, String>> condition) {
        remove(rest, labels, condition, true);
    }

    private static void remove(
            Rest rest,
            List<String> labels,
            Predicate<Map<String, String>> condition,
            boolean inSwarm) {
        ScopedObjects objects = new ScopedObjects(new CleanUpCalls(rest), labels, condition);
        boolean manages = inSwarm;
        for (ObjectKind kind : ObjectKind.values()) {
            if (!kind.isOfASwarm()) {
                objects.remove(kind);
            } else if (manages) {
                manages = objects.removeIfManager(kind);
            }
        }
        objects.throwFailures();
    }

    /** Returns whether the engine is a manager; one that is none has nothing to list. */
    private boolean removeIfManager(ObjectKind kind) {
        try {
            remove(kind);
            return true;
        } catch (EngineException noManager) {
            return false;
        }
    }

    /** Asks for what has these labels, and does nothing about it: the engine has to answer in time. */
    static void look(Rest rest, List<String> labels, Duration longest) {
        new ScopedObjects(new CleanUpCalls(rest, longest), labels, all -> false)
                .list(ObjectKind.CONTAINER);
    }

    private void throwFailures() {
        DockerException first = failures.poll();
        if (first != null) {
            failures.forEach(first::addSuppressed);
            throw Rethrown.here(first);
        }
        if (incomplete) {
            throw new DockerException("not all that belongs to a scope could be removed", null);
        }
    }

    /** An engine that does not answer will not answer the next question either: that is thrown at once. */
    private List<Item> list(ObjectKind kind) {
        List<Item> items = new ArrayList<>();
        calls.list(kind, labels, new Lister(kind, condition, items));
        return items;
    }

    /** Makes items of the engine's list as it comes, and keeps no more of it than they have. */
    private static final class Lister implements JsonStrings.Sink {
        private final ObjectKind kind;
        private final Predicate<Map<String, String>> condition;
        private final List<Item> items;
        private final Map<String, String> seen = new HashMap<>();
        private String id = "";
        private String name = "";

        Lister(ObjectKind kind, Predicate<Map<String, String>> condition, List<Item> items) {
            this.kind = kind;
            this.condition = condition;
            this.items = items;
        }

        /** Returns the path within one object of the list, or null outside of one. */
        private @Nullable List<String> within(List<String> path) {
            int depth = kind == ObjectKind.VOLUME ? 2 : 1;
            return path.size() >= depth
                            && path.get(depth - 1).equals(JsonStrings.ELEMENT)
                            && (depth == 1 || path.get(0).equals("Volumes"))
                    ? path.subList(depth, path.size())
                    : null;
        }

        @Override
        public boolean wants(List<String> path) {
            List<String> field = within(path);
            if (field == null || field.isEmpty()) {
                return false;
            }
            if (kind.isOfASwarm()) {
                return field.equals(List.of("ID"))
                        || field.equals(List.of("Spec", "Name"))
                        || (field.size() == 3
                                && field.subList(0, 2).equals(List.of("Spec", "Labels"))
                                && field.get(2).startsWith(OwnerLabels.SCOPE));
            }
            String first = field.get(0);
            return field.size() == 1
                    ? first.equals("Id") || first.equals("Name")
                    : field.size() == 2
                            && first.equals("Labels")
                            && field.get(1).startsWith(OwnerLabels.SCOPE);
        }

        @Override
        public void text(List<String> path, String value) {
            String field = path.get(path.size() - 1);
            if (field.startsWith(OwnerLabels.SCOPE)) {
                seen.put(field, value);
            } else if (field.equals("Id") || field.equals("ID")) {
                id = value;
            } else {
                name = value;
            }
        }

        @Override
        public void end(List<String> path) {
            List<String> field = within(path);
            if (field == null || !field.isEmpty()) {
                return;
            }
            String key = kind == ObjectKind.VOLUME ? name : id;
            String proof = seen.getOrDefault(OwnerLabels.PROOF, "");
            if (!key.isEmpty() && !proof.isEmpty() && named(proof) && condition.test(seen)) {
                items.add(new Item(key, proof));
            }
            seen.clear();
            id = "";
            name = "";
        }

        /** A container's mark is not in the list: it is looked at before the removal. */
        private boolean named(String proof) {
            return switch (kind) {
                case CONTAINER -> true;
                case NETWORK -> proof.equals(CreationMark.ofNetwork(name));
                case VOLUME -> proof.equals(CreationMark.ofVolume(name));
                case SERVICE, SECRET, CONFIG ->
                        proof.equals(CreationMark.ofSwarmObject(kind, name));
            };
        }
    }

    /** This thread works, too: it does not wait for others that perhaps cannot be started. */
    private void remove(ObjectKind kind) {
        Queue<Item> left = new ConcurrentLinkedQueue<>(list(kind));
        int helpers = Math.min(AT_ONCE, left.size()) - 1;
        if (helpers < 0) {
            return;
        }
        CountDownLatch working = new CountDownLatch(helpers);
        for (int i = 0; i < helpers; i++) {
            try {
                Threads.start("dockerkit-removal", () -> removeAll(kind, left, working));
            } catch (Throwable noThread) {
                working.countDown();
            }
        }
        removeAll(kind, left, new CountDownLatch(1));
        Uninterrupted.await(working);
    }

    private void removeAll(ObjectKind kind, Queue<Item> left, CountDownLatch working) {
        try {
            for (Item item = left.poll(); item != null; item = left.poll()) {
                remove(kind, item);
            }
        } finally {
            working.countDown();
        }
    }

    /** Whatever goes wrong, an Error included, costs this one item and no other. */
    private void remove(ObjectKind kind, Item item) {
        boolean known = false;
        try {
            if (kind != ObjectKind.CONTAINER || isOwn(item)) {
                calls.remove(kind, item.id());
            }
            known = true;
        } catch (DockerException failed) {
            failures.add(failed);
            known = true;
        } catch (Throwable failed) {
            failures.add(
                    new DockerException(
                            "cannot remove " + kind + " " + item.id() + ": " + failed, failed));
            known = true;
        } finally {
            if (!known) {
                incomplete = true;
            }
        }
    }

    private boolean isOwn(Item item) {
        StringBuilder idFile = new StringBuilder();
        try {
            calls.inspect(
                    item.id(),
                    new JsonStrings.Sink() {
                        @Override
                        public boolean wants(List<String> path) {
                            return path.equals(List.of("HostConfig", "ContainerIDFile"));
                        }

                        @Override
                        public void text(List<String> path, String value) {
                            idFile.append(value);
                        }
                    });
        } catch (NotFoundException gone) {
            return false;
        }
        return item.proof().equals(CreationMark.ofContainer(idFile.toString()));
    }
}
