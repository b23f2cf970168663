package io.dockerkit.impl.engine;

import io.dockerkit.Diagnosis;
import io.dockerkit.Diagnosis.Finding;
import io.dockerkit.Diagnosis.Place;
import io.dockerkit.DockerException;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.config.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at every place where an engine may be, at all of them at once. Stateless and thread-safe. */
public final class Diagnoses {
    static final Duration LONGEST = Duration.ofSeconds(3);

    private static final String NONE =
            "No engine answers where calls on the default connection go: start Docker there, or set DOCKER_HOST.";

    private Diagnoses() {}

    /** Returns what each place answers; the first is the one that calls go to. Never throws. */
    public static Diagnosis of(Endpoints endpoints) {
        return of(endpoints, LONGEST);
    }

    static Diagnosis of(Endpoints endpoints, Duration longest) {
        List<Place> places = new ArrayList<>();
        List<Endpoint> toLookAt = new ArrayList<>();
        try {
            toLookAt.add(endpoints.find());
        } catch (DockerException broken) {
            places.add(
                    new Place(
                            "configuration",
                            "",
                            Finding.MISCONFIGURED,
                            broken.getMessage(),
                            "correct it; until then no call is made"));
        }
        for (Endpoint local : endpoints.local()) {
            if (toLookAt.stream().noneMatch(known -> known.host().equals(local.host()))) {
                toLookAt.add(local);
            }
        }
        places.addAll(look(toLookAt, endpoints, longest));
        return new Diagnosis(places, advice(places));
    }

    private static List<Place> look(
            List<Endpoint> toLookAt, Endpoints endpoints, Duration longest) {
        List<EndpointProbe> probes = new ArrayList<>();
        for (Endpoint endpoint : toLookAt) {
            EndpointProbe probe = new EndpointProbe(endpoint, endpoints);
            Threads.start("dockerkit-diagnosis", probe);
            probes.add(probe);
        }
        long end = System.nanoTime() + longest.toNanos();
        return probes.stream().map(probe -> probe.await(end - System.nanoTime(), longest)).toList();
    }

    private static String advice(List<Place> places) {
        Place used = places.get(0);
        if (used.answers()) {
            return "";
        }
        for (Place place : places) {
            if (place.answers()) {
                return "An engine answers at "
                        + place.host()
                        + ": set DOCKER_HOST to that, or name it in Docker.connect(…).";
            }
        }
        return used.remedy().isEmpty()
                ? NONE
                : NONE + " At " + used.host() + ": " + used.remedy() + ".";
    }
}
