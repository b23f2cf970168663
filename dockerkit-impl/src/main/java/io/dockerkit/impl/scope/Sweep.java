package io.dockerkit.impl.scope;

import io.dockerkit.impl.rest.Rest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The removal of what belonged to programs of this user on this host that have ended, and that nobody removed: their
 * watchdogs were killed, too. What belongs to a living one, to another host or user, or does not say, is left alone.
 *
 * <p>Not thread-safe.
 */
final class Sweep {
    private final Rest rest;

    Sweep(Rest rest) {
        this.rest = rest;
    }

    /** Removes it. */
    void run() {
        Optional<OwnerProcess> known = OwnerProcess.ofThisProgram();
        if (known.isPresent()) {
            OwnerProcess self = known.get();
            List<String> nearby =
                    List.of(
                            OwnerLabels.HOST + "=" + self.host(),
                            OwnerLabels.USER + "=" + self.user());
            // first the list and then the look at the processes: one that has ended makes nothing
            ScopedObjects.remove(rest, nearby, labels -> isLeft(labels, self));
        }
    }

    private static boolean isLeft(Map<String, String> labels, OwnerProcess self) {
        return OwnerLabels.read(labels)
                .filter(owner -> owner.isNeighbourOf(self) && owner.hasEnded())
                .isPresent();
    }
}
