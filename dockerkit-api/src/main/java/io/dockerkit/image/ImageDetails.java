package io.dockerkit.image;

import io.dockerkit.Json;
import io.dockerkit.container.Port;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Returns the operating system: {@code Os}. */
    String os();

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

    /** Returns the digests of its layers, the lowest first: {@code RootFS.Layers}. */
    List<String> layers();

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();
}
