package io.dockerkit.lab;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;

/** Prints which engine the environment names, and what it answers: its version, or the error and the diagnosis. */
public final class AsksForTheEngine {
    private AsksForTheEngine() {}

    /** Asks. */
    public static void main(String[] arguments) {
        try (Docker docker = Docker.connect()) {
            System.out.println(docker);
            System.out.println("version " + docker.engine().version().version());
        } catch (DockerException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            System.out.println(Docker.diagnose());
        }
    }
}
