package io.dockerkit.impl.transport;

import io.dockerkit.Diagnosis.Finding;
import io.dockerkit.NotConnectedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no connection, and what to do about it. Immutable and thread-safe.
 *
 * @param finding the kind
 * @param reason what happened, without a full stop
 * @param remedy what to do, without a full stop
 */
public record Fault(Finding finding, String reason, String remedy) {
    /**
     * Returns the fault behind what the system reported.
     *
     * @param socket the unix socket that was connected to, or null where it was something else
     * @param tls the certificates of a connection with TLS, or null
     */
    static Fault of(IOException e, @Nullable Path socket, @Nullable TlsMaterial tls) {
        if (e instanceof SSLException fault) {
            return TlsFaults.of(fault, tls);
        }
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        if (e instanceof UnreachableException known) {
            return other(reason, known.advice());
        }
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("too many open files")) {
            return other(
                    reason,
                    "close answers and streams that are no longer needed, or raise ulimit -n");
        }
        if (lower.contains("too long")) {
            return other(
                    reason, "a unix socket's path may have about 100 bytes; use a shorter one");
        }
        return socket == null ? ofPort(e, reason, lower) : ofSocket(socket, reason);
    }

    /** Returns the exception that says so of an address. */
    public NotConnectedException exception(String address, @Nullable Throwable cause) {
        return new NotConnectedException(address, finding, reason, remedy, cause);
    }

    private static Fault other(String reason, String remedy) {
        return new Fault(Finding.UNREACHABLE, reason, remedy);
    }

    /** Looks at the file, since the system's words are in the user's language. */
    private static Fault ofSocket(Path socket, String reason) {
        if (Files.notExists(socket)) {
            return new Fault(
                    Finding.NO_FILE,
                    "there is no such socket",
                    "start the engine (sudo systemctl start docker, or Docker Desktop), or correct DOCKER_HOST or the"
                            + " docker context");
        }
        if (!Files.isWritable(socket)) {
            return new Fault(
                    Finding.PERMISSION_DENIED,
                    "permission denied for user " + System.getProperty("user.name", "?"),
                    "add the user to the group that owns the socket (sudo usermod -aG docker "
                            + System.getProperty("user.name", "USER")
                            + ", then log in again), or use a rootless engine");
        }
        return new Fault(
                Finding.REFUSED,
                "the file is there, but nobody listens on it (" + reason + ")",
                "start the engine; the file is what an earlier one left");
    }

    private static Fault ofPort(IOException e, String reason, String lower) {
        if (e instanceof UnknownHostException) {
            return new Fault(
                    Finding.UNKNOWN_HOST,
                    reason,
                    "correct the host name in DOCKER_HOST or the docker context, or use its IP address");
        }
        if (e instanceof NoRouteToHostException || lower.contains("unreachable")) {
            return other(reason, "is the machine on, and on a network that this one reaches?");
        }
        if (lower.contains("timed out")) {
            return new Fault(
                    Finding.TIMED_OUT,
                    reason,
                    "is the machine on, and the port open in its firewall?");
        }
        if (e instanceof ConnectException) {
            return new Fault(
                    Finding.REFUSED,
                    "nobody listens on the port (" + reason + ")",
                    "start the engine with -H for this port, correct the port, or open it in the firewall");
        }
        return other(reason, "is the engine running, and DOCKER_HOST or the docker context right?");
    }
}
