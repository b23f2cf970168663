package io.dockerkit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an engine was looked for, what each place answered, and what to do: {@link Docker#diagnose()}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param places the places in the order in which they count, the one that is used first
 * @param advice what to do; empty if the first place answers
 */
public record Diagnosis(List<Place> places, String advice) {
    /** Copies the list. */
    public Diagnosis {
        Objects.requireNonNull(places, "places");
        Objects.requireNonNull(advice, "advice");
        places.forEach(place -> Objects.requireNonNull(place, "an item of places"));
        places = List.copyOf(places);
    }

    /** What was found at a place. */
    public enum Finding {
        /** An engine answers. */
        ENGINE,
        /** There is no such socket. */
        NO_FILE,
        /** The user may not open the socket. */
        PERMISSION_DENIED,
        /** Nobody listens there. */
        REFUSED,
        /** Nothing came in time. */
        TIMED_OUT,
        /** Something answers that is no engine: no HTTP, or HTTP of another kind. */
        NOT_DOCKER,
        /** TLS failed: one side speaks it alone, or a certificate is not accepted. */
        TLS,
        /** The name of the host is not known. */
        UNKNOWN_HOST,
        /** The host is not reached, or the connection failed in another way. */
        UNREACHABLE,
        /** The docker configuration or the address is not what it should be; nothing was tried. */
        MISCONFIGURED
    }

    /**
     * A place where an engine may be.
     *
     * @param source why it was looked at: {@code DOCKER_HOST}, {@code context "remote"}, {@code default}, {@code rootless}
     * @param host its address; empty where the configuration does not lead to one
     * @param finding what was found there
     * @param answer what it answered: the engine's version, or why there was none
     * @param remedy what to do about it; empty where an engine answers
     */
    public record Place(String source, String host, Finding finding, String answer, String remedy) {
        /** Checks that nothing is null. */
        public Place {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(finding, "finding");
            Objects.requireNonNull(answer, "answer");
            Objects.requireNonNull(remedy, "remedy");
        }

        /** Returns whether an engine answers there. */
        public boolean answers() {
            return finding == Finding.ENGINE;
        }
    }

    /** Returns the place that calls on the default connection go to, if an engine answers there. */
    public Optional<Place> usable() {
        return places.isEmpty() || !places.get(0).answers()
                ? Optional.empty()
                : Optional.of(places.get(0));
    }

    /** Returns the diagnosis as lines for a person to read. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Place place : places) {
            text.append(place.answers() ? "[ok]   " : "[none] ")
                    .append(place.source())
                    .append(": ")
                    .append(place.host().isEmpty() ? "" : place.host() + ": ")
                    .append(place.answer())
                    .append('\n');
        }
        return text.append(advice).toString().stripTrailing();
    }
}
