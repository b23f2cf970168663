package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.impl.build.NoSessionException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** The log line of a build that goes without a session. */
class SessionFallbackTest {
    @Test
    void theFirstBuildWithoutASessionIsLoggedAtInfoWithTheReason() {
        List<String> logged = new ArrayList<>();
        SessionFallback fallback = new SessionFallback(logger(logged));
        for (String request : List.of("POST /grpc", "POST /session")) {
            fallback.log(
                    "tcp://build:2375",
                    new NoSessionException(
                            request,
                            "was answered with status 403 (policy)",
                            new IllegalStateException()));
        }
        assertThat(logged)
                .containsExactly(
                        "info no session with BuildKit at tcp://build:2375: builds send their context as an archive, by POST"
                                + " /build (POST /grpc was answered with status 403 (policy))");
    }

    private static Logger logger(List<String> logged) {
        return (Logger)
                Proxy.newProxyInstance(
                        SessionFallbackTest.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> {
                            Object[] values = Arrays.copyOfRange(arguments, 1, arguments.length);
                            logged.add(
                                    method.getName()
                                            + " "
                                            + MessageFormatter.arrayFormat(
                                                            (String) arguments[0], values)
                                                    .getMessage());
                            return null;
                        });
    }
}
