package io.dockerkit.engine;

import io.dockerkit.Json;
import java.util.Map;
import java.util.Optional;

/**
 * The engine's versions: the server's half of {@code docker version}.
 *
 * <p>Immutable and thread-safe.
 */
public interface EngineVersion {
    /** Returns the version of the engine, {@code 28.5.2} for instance. */
    String version();

    /** Returns the newest version of the Engine API that it speaks. */
    String apiVersion();

    /** Returns the oldest version of the Engine API that it speaks. */
    String minApiVersion();

    /** Returns its operating system. */
    String os();

    /** Returns its processor architecture, {@code amd64} for instance. */
    String arch();

    /** Returns the version of its kernel. */
    String kernelVersion();

    /** Returns what the engine is a part of, {@code Docker Engine - Community} for instance, or the empty text. */
    String platform();

    /** Returns the commit that it was built from. */
    String gitCommit();

    /** Returns the version of Go that it was built with. */
    String goVersion();

    /** Returns when it was built, as the engine writes it. */
    String buildTime();

    /** Returns whether its experimental features are on. */
    boolean isExperimental();

    /** Returns the versions of its parts by their names: {@code containerd}, {@code runc} and the like. */
    Map<String, String> components();

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();

    /**
     * DockerKit itself: the client's half of {@code docker version} and {@code docker info}.
     *
     * <p>Immutable and thread-safe.
     */
    interface Client {
        /** Returns the version of DockerKit. */
        String version();

        /** Returns the newest version of the Engine API that DockerKit speaks, if the engine does, too. */
        String defaultApiVersion();

        /**
         * Returns the version of the Engine API that this connection speaks: that of {@code DOCKER_API_VERSION}, or the one
         * that it agreed on with the engine; empty before the first request.
         */
        Optional<String> apiVersion();

        /** Returns the version of Java. */
        String javaVersion();

        /** Returns the operating system of this program, as docker writes it: {@code linux}, {@code darwin}, {@code windows}. */
        String os();

        /** Returns the processor architecture of this program, as docker writes it: {@code amd64}, {@code arm64}. */
        String arch();

        /** Returns the name of the docker context of this connection; {@code default} if it was not chosen by one. */
        String context();
    }
}
