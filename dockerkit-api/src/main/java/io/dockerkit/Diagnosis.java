package io.dockerkit;

import java.util.List;
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
        places = List.copyOf(places);
    }

    /**
     * A place where an engine may be.
     *
     * @param source why it was looked at: {@code DOCKER_HOST}, {@code context "remote"}, {@code default}, {@code rootless}
     * @param host its address
     * @param answers whether an engine answers there
     * @param answer what it answered: the engine's version, or why there was none
     */
    public record Place(String source, String host, boolean answers, String answer) {}

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
                    .append(place.host())
                    .append(": ")
                    .append(place.answer())
                    .append('\n');
        }
        return text.append(advice).toString().stripTrailing();
    }
}
