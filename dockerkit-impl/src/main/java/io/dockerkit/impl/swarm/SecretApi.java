package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.ObjectKind;
import io.dockerkit.spi.SecretBackend;
import io.dockerkit.swarm.Secret;

/** The calls about secrets. Thread-safe. */
public final class SecretApi extends ContentApi<Secret> implements SecretBackend {
    /** Makes the calls over one connection. */
    public SecretApi(Rest rest) {
        this(rest, Membership.NONE);
    }

    /** Makes the calls over one connection; new secrets belong to a scope. */
    public SecretApi(Rest rest, Membership scope) {
        super(rest, scope, ObjectKind.SECRET, "secret");
    }

    @Override
    Secret object(Rest connection, JsonNode said) {
        return new EngineSecret(connection, this, said);
    }
}
