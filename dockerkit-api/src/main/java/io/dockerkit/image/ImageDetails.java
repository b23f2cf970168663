package io.dockerkit.image;

import io.dockerkit.Json;
import io.dockerkit.container.Port;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the engine says about one image: {@code docker image inspect}.
 *
 * <p>Immutable and thread-safe.
 */
public interface ImageDetails {
    /** Returns the full id, {@code sha256:…}: {@code Id}. */
    String id();

    /** Returns its names, {@code repository:tag}: {@code RepoTags}. */
    List<String> tags();

    /** Returns its names by digest, {@code repository@sha256:…}: {@code RepoDigests}. */
    List<String> digests();

    /** Returns the digest by which its registry knows it, {@code sha256:…}; empty if it was never pulled or pushed. */
    Optional<String> digest();

    /** Returns when it was created: {@code Created}. */
    Instant created();

    /** Returns the processor architecture, {@code amd64} for instance: {@code Architecture}. */
    String architecture();

    /** Returns the variant of the architecture, {@code v8} for instance; empty without one: {@code Variant}. */
    String variant();

    /** Returns the operating system: {@code Os}. */
    String os();

    /** Returns the version of the operating system, which Windows images have; empty without one: {@code OsVersion}. */
    String osVersion();

    /** Returns the author; empty without one: {@code Author}. */
    String author();

    /** Returns the message of the commit, import or build that created it; empty without one: {@code Comment}. */
    String comment();

    /** Returns the id of the image that it was built from on this engine; empty if it was not: {@code Parent}. */
    String parent();

    /** Returns its size in bytes, shared layers included: {@code Size}. */
    long size();

    /** Returns the entrypoint; empty if there is none: {@code Config.Entrypoint}. */
    List<String> entrypoint();

    /** Returns the default command; empty if there is none: {@code Config.Cmd}. */
    List<String> command();

    /** Returns the environment: {@code Config.Env}. */
    Map<String, String> env();

    /** Returns the labels: {@code Config.Labels}. */
    Map<String, String> labels();

    /** Returns the exposed ports in their order: {@code Config.ExposedPorts}. */
    List<Port> exposedPorts();

    /** Returns the paths that get an anonymous volume: {@code Config.Volumes}. */
    List<String> volumes();

    /** Returns the user that the command runs as; empty for root: {@code Config.User}. */
    String user();

    /** Returns the working directory; empty for {@code /}: {@code Config.WorkingDir}. */
    String workdir();

    /** Returns the signal that stops a container; empty for {@code SIGTERM}: {@code Config.StopSignal}. */
    String stopSignal();

    /** Returns the shell of instructions in the shell form; empty for the system's own: {@code Config.Shell}. */
    List<String> shell();

    /** Returns the instructions that a build from this image carries out first: {@code Config.OnBuild}. */
    List<String> onBuild();

    /** Returns the health check; empty if the image sets none: {@code Config.Healthcheck}. */
    Optional<Healthcheck> healthcheck();

    /** Returns the whole configuration for containers: {@code Config}. */
    Json config();

    /** Returns what the image is in a registry; empty from engines that do not store images with containerd: {@code Descriptor}. */
    Optional<Image.Descriptor> descriptor();

    /**
     * Returns the manifests, one for each platform and attestation; empty unless {@code inspect(options ->
     * options.manifests())} asked for them: {@code Manifests}.
     */
    List<Image.Manifest> manifests();

    /** Returns the digests of its layers, the lowest first: {@code RootFS.Layers}. */
    List<String> layers();

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();

    /**
     * The health check that an image sets. A time or number that the image leaves to the engine is empty.
     *
     * <p>Immutable and thread-safe.
     */
    interface Healthcheck {
        /** Returns the check: {@code CMD} and a command, {@code CMD-SHELL} and a line, or {@code NONE}. */
        List<String> test();

        /** Returns the time between two checks. */
        Optional<Duration> interval();

        /** Returns how long a check may take. */
        Optional<Duration> timeout();

        /** Returns how long failures do not count after the start. */
        Optional<Duration> startPeriod();

        /** Returns the time between two checks during the start period. */
        Optional<Duration> startInterval();

        /** Returns how many failures in a row make the container unhealthy. */
        OptionalInt retries();
    }
}
