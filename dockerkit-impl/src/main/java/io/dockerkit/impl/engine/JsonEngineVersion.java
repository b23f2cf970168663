package io.dockerkit.impl.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.impl.rest.ApiObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of {@code GET /version}. Immutable and thread-safe. */
final class JsonEngineVersion extends ApiObject implements EngineVersion {
    JsonEngineVersion(JsonNode said) {
        super(said);
    }

    @Override
    public String version() {
        return text("/Version");
    }

    @Override
    public String apiVersion() {
        return text("/ApiVersion");
    }

    @Override
    public String minApiVersion() {
        return text("/MinAPIVersion");
    }

    @Override
    public String os() {
        return text("/Os");
    }

    @Override
    public String arch() {
        return text("/Arch");
    }

    @Override
    public String kernelVersion() {
        return text("/KernelVersion");
    }

    @Override
    public String platform() {
        return text("/Platform/Name");
    }

    @Override
    public String gitCommit() {
        return text("/GitCommit");
    }

    @Override
    public String goVersion() {
        return text("/GoVersion");
    }

    @Override
    public String buildTime() {
        return text("/BuildTime");
    }

    @Override
    public boolean isExperimental() {
        return part("/Experimental").bool();
    }

    @Override
    public Map<String, String> components() {
        Map<String, String> versions = new LinkedHashMap<>();
        for (Json component : part("/Components").items()) {
            versions.put(component.at("/Name").text(), component.at("/Version").text());
        }
        return Collections.unmodifiableMap(versions);
    }

    /** Returns the versions in a few words: {@code engine 28.5.2, API 1.51 (oldest 1.24), linux/amd64}. */
    @Override
    public String toString() {
        return "engine "
                + version()
                + ", API "
                + apiVersion()
                + " (oldest "
                + minApiVersion()
                + "), "
                + os()
                + "/"
                + arch();
    }
}
