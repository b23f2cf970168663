package io.dockerkit.impl.engine;

import io.dockerkit.Diagnosis;
import io.dockerkit.DockerException;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.rest.Rest;
import java.util.ArrayList;
import java.util.List;

/** Looks at every place where an engine may be. Stateless and thread-safe. */
public final class Diagnoses {
    private static final String NONE =
            "No engine answers where calls on the default connection go: start Docker there, or set DOCKER_HOST.";

    private Diagnoses() {}

    /** Returns what each place answers; the first is the one that calls go to. Never throws. */
    public static Diagnosis of(Endpoints endpoints) {
        List<Diagnosis.Place> places = new ArrayList<>();
        try {
            places.add(look(endpoints.find(), endpoints));
        } catch (DockerException broken) {
            places.add(new Diagnosis.Place("configuration", "", false, broken.getMessage()));
        }
        endpoints.rootless().ifPresent(endpoint -> addOther(endpoint, endpoints, places));
        addOther(endpoints.defaultEndpoint(), endpoints, places);
        return new Diagnosis(places, advice(places));
    }

    private static void addOther(
            Endpoint endpoint, Endpoints endpoints, List<Diagnosis.Place> places) {
        if (places.stream().noneMatch(place -> place.host().equals(endpoint.host()))) {
            places.add(look(endpoint, endpoints));
        }
    }

    private static Diagnosis.Place look(Endpoint endpoint, Endpoints endpoints) {
        try (Rest rest = new Rest(endpoints.wireTo(endpoint), null)) {
            String version = new EngineApi(rest).version().version();
            return new Diagnosis.Place(
                    endpoint.source(), endpoint.host(), true, "engine " + version);
        } catch (DockerException none) {
            return new Diagnosis.Place(
                    endpoint.source(), endpoint.host(), false, none.getMessage());
        }
    }

    private static String advice(List<Diagnosis.Place> places) {
        if (places.get(0).answers()) {
            return "";
        }
        for (Diagnosis.Place place : places) {
            if (place.answers()) {
                return "An engine answers at "
                        + place.host()
                        + ": set DOCKER_HOST to that, or name it in Docker.connect(…).";
            }
        }
        return NONE;
    }
}
