package io.dockerkit.buildkit.session;

import io.dockerkit.impl.build.BuildEngine;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives the engine the user's logins: for each registry that a build names its own. The engine then asks the registry for
 * tokens itself, since this side offers to do it for none.
 */
final class LoginService {
    private LoginService() {}

    static UnaryService create(Function<String, Optional<BuildEngine.Login>> logins) {
        return new UnaryService("moby.filesync.v1.Auth")
                .method(
                        "Credentials",
                        request -> {
                            String host = UnaryService.text(request, 1);
                            ProtoWriter answer = new ProtoWriter();
                            logins.apply(host)
                                    .ifPresent(
                                            login ->
                                                    answer.text(1, login.username())
                                                            .text(2, login.secret()));
                            return answer;
                        })
                .method("FetchToken", request -> refuse())
                .method("GetTokenAuthority", request -> refuse())
                .method("VerifyTokenAuthority", request -> refuse());
    }

    private static ProtoWriter refuse() throws StatusRuntimeException {
        throw Status.UNAVAILABLE
                .withDescription("client side tokens not supported")
                .asRuntimeException();
    }
}
