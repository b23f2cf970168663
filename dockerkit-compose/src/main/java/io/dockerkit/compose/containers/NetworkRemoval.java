package io.dockerkit.compose.containers;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.InUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkDetails;
import io.dockerkit.network.NetworkSummary;
import java.util.List;
import java.util.Set;

/**
 * The removal of one network of a project. The endpoints of containers that were just removed may still be there for a moment;
 * it tries again until they are gone. Immutable and thread-safe.
 */
final class NetworkRemoval {
    private static final int TRIES = 50;
    private static final long MILLIS = 100;

    private final ProjectResources resources;
    private final KnownResource network;
    private final Set<String> removed;

    /** What became of it. */
    enum Outcome {
        /** It was removed. */
        REMOVED,
        /** Something else uses it. */
        IN_USE,
        /** It does not exist. */
        GONE
    }

    /** Prepares the removal; {@code removed} are the ids of the containers that were removed before. */
    NetworkRemoval(ProjectResources resources, KnownResource network, Set<String> removed) {
        this.resources = resources;
        this.network = network;
        this.removed = removed;
    }

    /** Removes all networks of the project that have its key and its name; an engine may have several. */
    Outcome run() {
        List<NetworkSummary> found =
                resources
                        .docker()
                        .networks()
                        .query()
                        .label(ComposeLabels.PROJECT, resources.name())
                        .label(ComposeLabels.NETWORK, network.key())
                        .list()
                        .stream()
                        .filter(one -> one.name().equals(network.name()))
                        .toList();
        Outcome outcome = Outcome.GONE;
        for (NetworkSummary one : found) {
            Outcome next = remove(resources.docker().networks().get(one.id()));
            outcome = outcome == Outcome.IN_USE || next == Outcome.GONE ? outcome : next;
        }
        return outcome;
    }

    /** Removes one network, and tries again while the endpoints of removed containers are still there. */
    Outcome remove(Network one) {
        for (int tries = 1; ; tries++) {
            try {
                if (!isUsedByOthers(one.inspect())) {
                    return one.remove().isEmpty() ? Outcome.GONE : Outcome.REMOVED;
                }
                return Outcome.IN_USE;
            } catch (InUseException used) {
                if (tries == TRIES) {
                    return Outcome.IN_USE;
                }
                pause();
            } catch (NotFoundException gone) {
                return Outcome.GONE;
            }
        }
    }

    private boolean isUsedByOthers(NetworkDetails details) {
        return !removed.containsAll(details.containers().keySet());
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while removing a network", e);
        }
    }
}
