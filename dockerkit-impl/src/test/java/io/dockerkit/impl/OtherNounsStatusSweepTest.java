package io.dockerkit.impl;

import io.dockerkit.impl.Verbs.Verb;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.Endurance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@link StatusSweep} over the methods of images, networks, volumes and the engine. */
class OtherNounsStatusSweepTest extends StatusSweep {
    @Override
    Map<String, Verb> verbs(Rest rest, Path place) throws IOException {
        return Verbs.ofOtherNouns(rest, place);
    }

    @Override
    int leastTried() {
        return Endurance.count(80_000, 5_000);
    }
}
