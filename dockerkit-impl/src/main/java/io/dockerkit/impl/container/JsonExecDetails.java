package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.container.run.Exec;
import io.dockerkit.impl.rest.ApiObject;
import java.util.OptionalInt;

/** What the engine said about an exec. Immutable and thread-safe. */
final class JsonExecDetails extends ApiObject implements Exec.Details {
    JsonExecDetails(JsonNode said) {
        super(said);
    }

    @Override
    public String id() {
        return text("/ID");
    }

    @Override
    public String containerId() {
        return text("/ContainerID");
    }

    @Override
    public boolean running() {
        return part("/Running").bool();
    }

    /** Windows reports a code of 32 bits without a sign. */
    @Override
    public OptionalInt exitCode() {
        Json code = part("/ExitCode");
        return running() || !code.exists()
                ? OptionalInt.empty()
                : OptionalInt.of((int) code.number());
    }

    @Override
    public OptionalInt pid() {
        int pid = integer("/Pid");
        return pid > 0 ? OptionalInt.of(pid) : OptionalInt.empty();
    }
}
