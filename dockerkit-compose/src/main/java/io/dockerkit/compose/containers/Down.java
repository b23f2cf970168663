package io.dockerkit.compose.containers;

import io.dockerkit.ConflictException;
import io.dockerkit.NotFoundException;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.volume.Volume;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code docker compose down}: removes containers, dependents first, then networks, images and volumes. Not thread-safe. */
public final class Down {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.compose");

    private final ProjectResources resources;
    private final Request request;
    private final List<String> containers = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> containerIds = ConcurrentHashMap.newKeySet();
    private final List<String> networks = Collections.synchronizedList(new ArrayList<>());
    private final List<String> volumes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> images = Collections.synchronizedList(new ArrayList<>());
    private final List<String> inUse = Collections.synchronizedList(new ArrayList<>());

    /**
     * What is asked for.
     *
     * @param services the services; none for all
     * @param volumes whether volumes are removed
     * @param rmi {@code all}, {@code local}, or "" for no images
     * @param orphans whether containers are removed that are of no known service, and those of {@code run}
     * @param seconds the stop time-out, or "" for that of each container
     */
    public record Request(
            List<String> services, boolean volumes, String rmi, boolean orphans, String seconds) {
        /** Copies the list. */
        public Request {
            services = List.copyOf(services);
            Objects.requireNonNull(rmi, "rmi");
            Objects.requireNonNull(seconds, "seconds");
        }
    }

    /** What was removed, by name, and what is in use. */
    public record Result(
            List<String> containers,
            List<String> networks,
            List<String> volumes,
            List<String> images,
            List<String> inUse) {
        /** Sorts the lists. */
        public Result {
            containers = containers.stream().sorted().toList();
            networks = networks.stream().sorted().toList();
            volumes = volumes.stream().sorted().toList();
            images = images.stream().sorted().toList();
            inUse = inUse.stream().sorted().toList();
        }
    }

    /** Prepares it for a project. */
    public Down(ProjectResources resources, Request request) {
        this.resources = resources;
        this.request = request;
    }

    /** Does it. */
    public Result run() {
        List<Member> all =
                resources.containers(
                        request.orphans() ? OneOff.INCLUDED : OneOff.EXCLUDED, true, List.of());
        ProjectModel model =
                resources.modelWithResources(all, request.services(), request.volumes());
        List<String> services =
                request.services().stream().filter(model.services()::containsKey).toList();
        if (services.isEmpty() && !request.services().isEmpty()) {
            LOG.debug("project {} has none of {}", model.name(), request.services());
            return result();
        }
        removeServices(model, services, all);
        if (request.orphans()) {
            removeOrphans(all.stream().filter(container -> isOrphan(model, container)).toList());
        }
        removeResources(model);
        return result();
    }

    private Result result() {
        return new Result(containers, networks, volumes, images, inUse);
    }

    private void removeServices(ProjectModel model, List<String> services, List<Member> all) {
        Collection<String> wanted =
                services.isEmpty() ? model.services().keySet() : model.withDependents(services);
        // what is stopped is removed while the services that it depended on are stopped
        TaskGroup removals = new TaskGroup();
        try {
            ServiceOrder.backward(
                    model,
                    service -> {
                        if (wanted.contains(service.name())) {
                            stop(service.hooks(), Lifecycle.of(service.name(), all), removals);
                        }
                    });
        } catch (RuntimeException failed) {
            awaitAfter(failed, removals);
            throw failed;
        }
        removals.await();
    }

    private static void awaitAfter(RuntimeException failed, TaskGroup removals) {
        try {
            removals.await();
        } catch (RuntimeException again) {
            failed.addSuppressed(again);
        }
    }

    private void stop(Hooks hooks, List<Member> found, TaskGroup removals) {
        TaskGroup.forEach(
                found,
                container -> {
                    if (stop(hooks, container)) {
                        removals.add(() -> remove(container, request.volumes()));
                    }
                });
    }

    /** A container of {@code run} that still runs is none, unless its service is unknown, too. */
    static boolean isOrphan(ProjectModel model, Member container) {
        if (container.oneOff()) {
            return container.is("exited") || container.is("dead");
        }
        return !model.services().containsKey(container.service())
                && !model.disabled().contains(container.service());
    }

    private void removeOrphans(List<Member> found) {
        TaskGroup.forEach(
                found,
                container -> {
                    if (stop(Hooks.none(container.service()), container)) {
                        remove(container, false);
                    }
                });
    }

    /** Stops a container that runs; returns whether it is still there. */
    private boolean stop(Hooks hooks, Member container) {
        try {
            if (!container.is("exited") && !container.is("created")) {
                hooks.stop(
                        resources.engine(),
                        container.name(),
                        () -> container.handle().stop(Lifecycle.timeout(request.seconds())));
            }
            return true;
        } catch (NotFoundException gone) {
            removed(container);
            return false;
        }
    }

    private void remove(Member container, boolean withVolumes) {
        try {
            container
                    .handle()
                    .remove(options -> withVolumes ? options.force().volumes() : options.force());
        } catch (NotFoundException gone) {
            // removed by its own --rm, or by somebody else
        } catch (ConflictException removing) {
            LOG.debug("container {} is being removed: {}", container.name(), removing.getMessage());
        }
        removed(container);
    }

    private void removed(Member container) {
        containers.add(container.name());
        containerIds.add(container.summary().id());
    }

    private void removeResources(ProjectModel model) {
        TaskGroup group = new TaskGroup();
        for (KnownResource network : model.networks()) {
            if (!network.external()) {
                group.add(() -> removeNetwork(network));
            }
        }
        if (!request.rmi().isEmpty()) {
            for (String image : new ImagesToRemove(resources, model, request).names()) {
                group.add(() -> removeImage(image));
            }
        }
        if (request.volumes()) {
            for (KnownResource volume : model.volumes()) {
                if (!volume.external()) {
                    group.add(() -> removeVolume(volume));
                }
            }
        }
        group.await();
    }

    private void removeNetwork(KnownResource network) {
        NetworkRemoval removal = new NetworkRemoval(resources, network, containerIds);
        switch (removal.run()) {
            case REMOVED -> networks.add(network.name());
            case IN_USE -> inUse.add(network.name());
            case GONE -> LOG.debug("network {} is gone", network.name());
        }
    }

    private void removeVolume(KnownResource known) {
        try {
            Volume volume = resources.docker().volumes().find(known.name()).orElse(null);
            if (volume != null && !volume.remove(options -> options.force()).isEmpty()) {
                volumes.add(known.name());
            }
        } catch (ConflictException used) {
            inUse.add(known.name());
        }
    }

    private void removeImage(String name) {
        try {
            boolean removed =
                    resources
                            .docker()
                            .images()
                            .find(name)
                            .map(image -> !image.remove().isEmpty())
                            .orElse(false);
            if (removed) {
                images.add(name);
            }
        } catch (ConflictException used) {
            inUse.add(name);
        } catch (NotFoundException gone) {
            LOG.debug("image {} is gone", name);
        }
    }
}
