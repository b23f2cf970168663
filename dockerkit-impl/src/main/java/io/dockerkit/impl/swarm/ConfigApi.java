package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.ObjectKind;
import io.dockerkit.spi.ConfigBackend;
import io.dockerkit.swarm.Config;

/** The calls about configs. Thread-safe. */
public final class ConfigApi extends ContentApi<Config> implements ConfigBackend {
    /** Makes the calls over one connection. */
    public ConfigApi(Rest rest) {
        this(rest, Membership.NONE);
    }

    /** Makes the calls over one connection; new configs belong to a scope. */
    public ConfigApi(Rest rest, Membership scope) {
        super(rest, scope, ObjectKind.CONFIG, "config");
    }

    @Override
    Config object(Rest connection, JsonNode said) {
        return new EngineConfig(connection, this, said);
    }
}
