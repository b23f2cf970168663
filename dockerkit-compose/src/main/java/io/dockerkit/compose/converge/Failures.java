package io.dockerkit.compose.converge;

import io.dockerkit.BuildException;
import io.dockerkit.ContainerStartException;
import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.PortInUseException;

/** Errors of the engine, with the service that they are about. Stateless and thread-safe. */
final class Failures {
    private Failures() {}

    /**
     * Returns an error of the same kind whose message begins with the service; one that is of no kind that is known here stays
     * as it is.
     *
     * @param line the command line for errors
     */
    static DockerException of(Service service, DockerException failed, String line) {
        if (!(failed instanceof EngineException refused)) {
            return failed;
        }
        String message = "service " + service.name() + ": " + failed.getMessage();
        int status = refused.status();
        String said = refused.engineMessage();
        DockerException named;
        if (failed instanceof PortInUseException taken) {
            named = new PortInUseException(message, status, said, line, taken.holders());
        } else if (failed instanceof BuildException build) {
            named = ofBuild(service, build, line);
        } else if (failed instanceof NameInUseException taken) {
            named = new NameInUseException(message, status, said, line, taken.holders());
        } else if (failed instanceof ImageNotFoundException) {
            named = new ImageNotFoundException(message, status, said, line);
        } else if (failed.getClass() == NotFoundException.class) {
            named = new NotFoundException(message, status, said, line);
        } else if (failed.getClass() == EngineException.class) {
            named = new EngineException(message, status, said, line);
        } else {
            return failed;
        }
        for (Throwable suppressed : failed.getSuppressed()) {
            named.addSuppressed(suppressed);
        }
        return named;
    }

    /** What the builder advised is in the error that is suppressed. */
    private static BuildException ofBuild(Service service, BuildException failed, String line) {
        BuildException named =
                new BuildException(
                        failed.engineMessage(),
                        "it builds the image of service " + service.name(),
                        failed.exitCode(),
                        failed.step().orElse(""),
                        failed.dockerfileLine().orElse(0),
                        failed.output(),
                        failed.commandLine().orElse(line));
        named.addSuppressed(failed);
        return named;
    }

    /** Returns the error of a container that cannot be started. */
    static DockerException ofStart(
            Service service, Observed container, DockerException failed, String line) {
        DockerException named = of(service, failed, line);
        return named.getClass() == EngineException.class
                        && failed instanceof EngineException refused
                ? new ContainerStartException(
                        "service "
                                + service.name()
                                + ": container "
                                + container.name()
                                + " cannot be started: "
                                + refused.getMessage(),
                        refused.status(),
                        refused.engineMessage(),
                        line)
                : named;
    }
}
