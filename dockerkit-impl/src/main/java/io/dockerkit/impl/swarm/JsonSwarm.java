package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.swarm.SwarmDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The answer of {@code GET /swarm}. Immutable and thread-safe. */
final class JsonSwarm extends ApiObject implements SwarmDetails {
    JsonSwarm(JsonNode said) {
        super(said);
    }

    @Override
    public String id() {
        return text("/ID");
    }

    @Override
    public Optional<Instant> created() {
        return time("/CreatedAt");
    }

    @Override
    public String caCertificate() {
        return text("/TLSInfo/TrustRoot");
    }

    @Override
    public boolean isRootRotationInProgress() {
        return part("/RootRotationInProgress").bool();
    }

    @Override
    public Duration certExpiry() {
        return Duration.ofNanos(part("/Spec/CAConfig/NodeCertExpiry").number());
    }

    @Override
    public Duration dispatcherHeartbeat() {
        return Duration.ofNanos(part("/Spec/Dispatcher/HeartbeatPeriod").number());
    }

    @Override
    public long taskHistoryLimit() {
        return part("/Spec/Orchestration/TaskHistoryRetentionLimit").number();
    }

    @Override
    public boolean isAutolock() {
        return part("/Spec/EncryptionConfig/AutoLockManagers").bool();
    }

    @Override
    public List<String> defaultAddrPools() {
        return part("/DefaultAddrPool").texts();
    }

    @Override
    public OptionalLong dataPathPort() {
        return amount(part("/DataPathPort"));
    }

    @Override
    public String joinToken(String role) {
        Objects.requireNonNull(role, "role");
        return switch (role) {
            case "worker" -> text("/JoinTokens/Worker");
            case "manager" -> text("/JoinTokens/Manager");
            default ->
                    throw new InvalidOptionException(
                            "role", role, "accepted form: worker or manager");
        };
    }

    /** Returns the id. */
    @Override
    public String toString() {
        return "swarm " + id();
    }
}
