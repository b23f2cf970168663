package io.dockerkit.engine;

import io.dockerkit.Json;
import java.util.List;

/**
 * What the engine says of itself: {@code docker info}.
 *
 * <p>Immutable and thread-safe.
 */
public interface EngineInfo {
    /** Returns the id that the engine gave itself. */
    String id();

    /** Returns the name of its host. */
    String name();

    /** Returns its version. */
    String serverVersion();

    /** Returns how many containers it has, running or not. */
    long containers();

    /** Returns how many containers run. */
    long containersRunning();

    /** Returns how many containers are paused. */
    long containersPaused();

    /** Returns how many containers do not run. */
    long containersStopped();

    /** Returns how many images it has. */
    long images();

    /** Returns the storage driver, {@code overlay2} for instance. */
    String storageDriver();

    /** Returns the operating system of its host in words. */
    String operatingSystem();

    /** Returns the processor architecture of its host, {@code x86_64} for instance. */
    String architecture();

    /** Returns the number of processors of its host. */
    int cpus();

    /** Returns the memory of its host in bytes. */
    long memory();

    /** Returns the path of its data on its host. */
    String rootDir();

    /** Returns the operating system of its containers, {@code linux} or {@code windows}. */
    String osType();

    /** Returns the version of its host's kernel. */
    String kernelVersion();

    /** Returns the log driver of containers that name none, {@code json-file} for instance. */
    String loggingDriver();

    /** Returns what its security options are, {@code name=seccomp,profile=default} for instance. */
    List<String> securityOptions();

    /** Returns what it warns of, such as limits that its host cannot keep. */
    List<String> warnings();

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();
}
