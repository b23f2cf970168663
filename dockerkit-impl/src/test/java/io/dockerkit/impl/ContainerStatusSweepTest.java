package io.dockerkit.impl;

import io.dockerkit.impl.Verbs.Verb;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.Endurance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@link StatusSweep} over the methods of containers and runs. */
class ContainerStatusSweepTest extends StatusSweep {
    @Override
    Map<String, Verb> verbs(Rest rest, Path place) throws IOException {
        return Verbs.ofContainers(rest, place);
    }

    @Override
    int leastTried() {
        return Endurance.count(110_000, 7_000);
    }
}
