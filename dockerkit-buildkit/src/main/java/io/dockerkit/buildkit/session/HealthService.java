package io.dockerkit.buildkit.session;

import io.dockerkit.impl.build.wire.ProtoWriter;

/** Answers the engine that this side lives, which it asks every few seconds. */
final class HealthService {
    private static final int SERVING = 1;

    private HealthService() {}

    static UnaryService create() {
        return new UnaryService("grpc.health.v1.Health")
                .method("Check", request -> new ProtoWriter().number(1, SERVING));
    }
}
