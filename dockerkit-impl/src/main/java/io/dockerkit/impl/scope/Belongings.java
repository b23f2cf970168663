package io.dockerkit.impl.scope;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.ContainerRemoval;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Threads;
import io.dockerkit.impl.transport.Uninterrupted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * What there is on an engine with certain labels, and its removal: first the containers, then the networks, then the
 * volumes, since what uses others must go before them. Each kind is listed when it is its turn.
 *
 * <p>Not thread-safe.
 */
final class Belongings {
    private static final int AT_ONCE = 16;

    private final Rest rest;
    private final Filters filters;
    private final Predicate<Item> condition;
    private final Queue<DockerException> failures = new ConcurrentLinkedQueue<>();

    private Belongings(Rest rest, Filters filters, Predicate<Item> condition) {
        this.rest = rest;
        this.filters = filters;
        this.condition = condition;
    }

    /** In the order of their removal. */
    private enum Kind {
        CONTAINER,
        NETWORK,
        VOLUME
    }

    /** A container or network by its id, a volume by its name. */
    record Item(String id, Map<String, String> labels) {}

    /**
     * Removes all that the filters leave, those of a kind side by side. A failure stops nothing.
     *
     * @throws DockerException the first failure, with the others suppressed
     */
    static void remove(Rest rest, Filters filters) {
        remove(rest, filters, item -> true);
    }

    /** Removes what the filters leave, and of that what the condition holds for. */
    static void remove(Rest rest, Filters filters, Predicate<Item> condition) {
        Belongings belongings = new Belongings(rest, filters, condition);
        for (Kind kind : Kind.values()) {
            belongings.remove(kind);
        }
        DockerException first = belongings.failures.poll();
        if (first != null) {
            belongings.failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    /** An engine that does not answer will not answer the next question either: that is thrown at once. */
    private List<Item> list(Kind kind) {
        List<Item> items = new ArrayList<>();
        switch (kind) {
            case CONTAINER ->
                    rest.get("containers", "json")
                            .query("all", true)
                            .filters(filters)
                            .to("list the containers of a scope")
                            .readList()
                            .forEach(said -> items.add(item(said, "Id")));
            case NETWORK ->
                    rest.get("networks")
                            .filters(filters)
                            .to("list the networks of a scope")
                            .readList()
                            .forEach(said -> items.add(item(said, "Id")));
            case VOLUME ->
                    Fields.list(
                                    rest.get("volumes")
                                            .filters(filters)
                                            .to("list the volumes of a scope")
                                            .read(),
                                    "Volumes",
                                    "list the volumes of a scope")
                            .forEach(said -> items.add(item(said, "Name")));
        }
        items.removeIf(condition.negate());
        return items;
    }

    private static Item item(JsonNode said, String id) {
        Map<String, String> labels = new HashMap<>();
        JsonText.fields(said.path("Labels"))
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new Item(Fields.text(said, id, "list what belongs to a scope"), labels);
    }

    private void remove(Kind kind) {
        List<Item> items = list(kind);
        if (items.size() == 1) {
            remove(kind, items.get(0).id());
            return;
        }
        Queue<Item> left = new ConcurrentLinkedQueue<>(items);
        int workers = Math.min(AT_ONCE, items.size());
        CountDownLatch working = new CountDownLatch(workers);
        Runnable work =
                () -> {
                    for (Item item = left.poll(); item != null; item = left.poll()) {
                        remove(kind, item.id());
                    }
                    working.countDown();
                };
        for (int i = 0; i < workers; i++) {
            Threads.start("dockerkit-removal", work);
        }
        Uninterrupted.await(working);
    }

    private void remove(Kind kind, String id) {
        try {
            removeOrThrow(kind, id);
        } catch (NotFoundException gone) {
            // somebody else has removed it
        } catch (DockerException failed) {
            failures.add(failed);
        } catch (RuntimeException failed) {
            failures.add(new DockerException("cannot remove " + id + ": " + failed, failed));
        }
    }

    private void removeOrThrow(Kind kind, String id) {
        switch (kind) {
            case CONTAINER ->
                    ContainerRemoval.of(
                            rest,
                            id,
                            rest.delete("containers", id)
                                    .query("force", true)
                                    .query("v", true)
                                    .to("remove container " + id)
                                    .as("docker rm --force --volumes " + id));
            case NETWORK ->
                    rest.delete("networks", id)
                            .to("remove network " + id)
                            .as("docker network rm " + id)
                            .status();
            case VOLUME ->
                    rest.delete("volumes", id)
                            .to("remove volume " + id)
                            .as("docker volume rm " + id)
                            .status();
        }
    }
}
