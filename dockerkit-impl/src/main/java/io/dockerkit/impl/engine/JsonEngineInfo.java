package io.dockerkit.impl.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.engine.EngineInfo;
import io.dockerkit.impl.rest.ApiObject;
import java.util.List;

/** The answer of {@code GET /info}. Immutable and thread-safe. */
final class JsonEngineInfo extends ApiObject implements EngineInfo {
    JsonEngineInfo(JsonNode said) {
        super(said);
    }

    @Override
    public String id() {
        return text("/ID");
    }

    @Override
    public String name() {
        return text("/Name");
    }

    @Override
    public String serverVersion() {
        return text("/ServerVersion");
    }

    @Override
    public long containers() {
        return part("/Containers").number();
    }

    @Override
    public long containersRunning() {
        return part("/ContainersRunning").number();
    }

    @Override
    public long containersPaused() {
        return part("/ContainersPaused").number();
    }

    @Override
    public long containersStopped() {
        return part("/ContainersStopped").number();
    }

    @Override
    public long images() {
        return part("/Images").number();
    }

    @Override
    public String storageDriver() {
        return text("/Driver");
    }

    @Override
    public String operatingSystem() {
        return text("/OperatingSystem");
    }

    @Override
    public String architecture() {
        return text("/Architecture");
    }

    @Override
    public int cpus() {
        return integer("/NCPU");
    }

    @Override
    public long memory() {
        return part("/MemTotal").number();
    }

    @Override
    public String rootDir() {
        return text("/DockerRootDir");
    }

    @Override
    public String osType() {
        return text("/OSType");
    }

    @Override
    public String kernelVersion() {
        return text("/KernelVersion");
    }

    @Override
    public String loggingDriver() {
        return text("/LoggingDriver");
    }

    @Override
    public List<String> securityOptions() {
        return part("/SecurityOptions").texts();
    }

    @Override
    public List<String> warnings() {
        return part("/Warnings").texts();
    }

    /** Returns the engine's name and version. */
    @Override
    public String toString() {
        return "engine " + name() + ", version " + serverVersion();
    }
}
