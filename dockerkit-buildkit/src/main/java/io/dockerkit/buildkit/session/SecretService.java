package io.dockerkit.buildkit.session;

import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.Status;
import java.util.Map;
import java.util.function.Supplier;

/** Gives the engine the secrets of a build, each when a step asks for it. */
final class SecretService {
    private SecretService() {}

    static UnaryService create(Map<String, Supplier<byte[]>> secrets) {
        return new UnaryService("moby.buildkit.secrets.v1.Secrets")
                .method(
                        "GetSecret",
                        request -> {
                            String id = UnaryService.text(request, 1);
                            Supplier<byte[]> secret = secrets.get(id);
                            if (secret == null) {
                                throw Status.NOT_FOUND
                                        .withDescription("secret " + id + " not found")
                                        .asRuntimeException();
                            }
                            return new ProtoWriter().bytes(1, secret.get());
                        });
    }
}
