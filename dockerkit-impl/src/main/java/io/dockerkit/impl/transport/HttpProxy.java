package io.dockerkit.impl.transport;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy between this program and an engine. Immutable and thread-safe.
 *
 * @param variable the variable that names it, for messages: {@code HTTP_PROXY}
 * @param host its host, a name or an address
 * @param port its port
 * @param login {@code user:password}, or null where it wants none
 */
public record HttpProxy(String variable, String host, int port, @Nullable String login) {
    private static final String DIRECTLY =
            ", or name the engine's host in NO_PROXY to connect directly";

    /** Returns the value of the header Proxy-Authorization, or null if there is no login. */
    @Nullable String authorization() {
        return login == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    UnreachableException notReached(Exception why) {
        return because(
                "no connection to the proxy " + this + ": " + why.getMessage(),
                "correct " + variable + DIRECTLY,
                why);
    }

    UnreachableException refused(String answer) {
        return because(
                "the proxy " + this + " does not connect to the engine: " + Malformed.quote(answer),
                "let the proxy allow CONNECT to this port" + DIRECTLY,
                null);
    }

    UnreachableException wantsLogin() {
        return because(
                login == null
                        ? "the proxy " + this + " wants a login"
                        : "the proxy " + this + " refuses the login",
                "write the login in front of the host in "
                        + variable
                        + ", as user:password and @"
                        + DIRECTLY,
                null);
    }

    /** As with the docker command, a connection that is handed over does not lead through a proxy without TLS. */
    UnreachableException handsNothingOver(Exception why) {
        return because(
                why.getMessage()
                        + " (attach, exec and run in the foreground connect directly and not through the proxy "
                        + this
                        + ", which cannot hand a connection without TLS over)",
                "make the engine's port reachable from here, or use TLS (DOCKER_TLS_VERIFY) or ssh://",
                why);
    }

    private static UnreachableException because(
            String what, String advice, @Nullable Exception why) {
        UnreachableException unreachable = new UnreachableException(what, advice);
        if (why != null) {
            unreachable.initCause(why);
        }
        return unreachable;
    }

    /** Returns where it is and which variable says so, without the login. */
    @Override
    public String toString() {
        return "http://"
                + (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + ":"
                + port
                + " (from "
                + variable
                + ")";
    }
}
