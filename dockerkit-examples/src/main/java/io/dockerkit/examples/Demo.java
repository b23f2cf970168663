package io.dockerkit.examples;

import io.dockerkit.Containers;
import io.dockerkit.DockerException;
import io.dockerkit.Images;
import io.dockerkit.Networks;
import io.dockerkit.Volumes;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.network.NetworkSummary;
import io.dockerkit.volume.Volume;

/** What keeps the scenarios apart from everything else on the engine: a label on all that they make. Thread-safe. */
public final class Demo {
    /** The label that every container, network, volume and image of the scenarios carries. */
    public static final String LABEL = "io.dockerkit.demo";

    private static final String PORT = "DOCKERKIT_DEMO_PORT";

    private Demo() {}

    /** Returns the port of the host for Jenkins: 80 as in the notes, or what {@code DOCKERKIT_DEMO_PORT} says. */
    static int port() {
        String text = System.getenv().getOrDefault(PORT, "80");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    PORT + " must be a port number but was \"" + text + "\"", e);
        }
    }

    /** Removes what carries the label, and nothing else: of this run, and of one that was killed. */
    static void sweep() {
        Containers.query().all().label(LABEL).removeAll(options -> options.force().volumes());
        for (NetworkSummary network : Networks.query().label(LABEL).list()) {
            Networks.get(network.id()).remove();
        }
        for (Volume volume : Volumes.query().label(LABEL).list()) {
            volume.remove();
        }
        for (ImageSummary image : Images.query().label(LABEL).list()) {
            Images.find(image.id()).ifPresent(found -> found.remove(options -> options.force()));
        }
    }

    /** Sweeps although something else went wrong, and only tells when that fails too. */
    static void sweepQuietly() {
        try {
            sweep();
        } catch (DockerException failed) {
            System.err.println(
                    "Something of the demo is left (label " + LABEL + "): " + failed.getMessage());
        }
    }
}
