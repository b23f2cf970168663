package io.dockerkit.impl.transport;

import io.dockerkit.Diagnosis.Finding;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.cli.Checks;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what happened to a connection into the errors of the API; all texts are here. Immutable and thread-safe. */
final class WireErrors {
    private final String address;
    private final @Nullable TlsMaterial tls;

    private final @Nullable Path socket;

    /**
     * Makes them for one engine.
     *
     * @param tls the certificates of a connection with TLS, or null
     * @param socket the unix socket that is connected to, or null where it is something else
     */
    WireErrors(String address, @Nullable TlsMaterial tls, @Nullable Path socket) {
        this.address = address;
        this.tls = tls;
        this.socket = socket;
    }

    /** There was no connection, or it ended before the head of the answer was there. */
    DockerException noAnswer(
            Connection connection, OutgoingRequest request, long deadline, IOException e) {
        String what = request.what();
        DockerException known =
                ofThisSide(connection.ended(), "waiting for the answer to " + what, e);
        if (connection.ended() == Connection.End.OVERDUE) {
            return overdue(what, deadline, e);
        }
        if (known != null) {
            return known;
        }
        if (!connection.connected() || e instanceof SSLException) {
            // TLS 1.3 tells of a refused client certificate in place of the answer
            return unreachable(e);
        }
        String how = e.getMessage() == null ? e.toString() : e.getMessage();
        String sent =
                connection.sent() == 0
                        ? ""
                        : "; the request may have been carried out, so it was not sent again: look before you"
                                + " repeat it";
        return new DockerUnavailableException(
                "the engine at "
                        + address
                        + " ended the connection before it answered "
                        + what
                        + " ("
                        + how
                        + ")"
                        + sent,
                e,
                connection.sent() > 0);
    }

    DockerTimeoutException overdue(String what, long deadline, @Nullable Throwable cause) {
        return new DockerTimeoutException(
                "the engine at "
                        + address
                        + " did not answer "
                        + what
                        + " within "
                        + Checks.human(Duration.ofNanos(deadline)),
                cause);
    }

    /** The body was cut. */
    DockerException cut(
            Connection.@Nullable End end,
            String what,
            long count,
            long expected,
            @Nullable IOException e) {
        DockerException known = ofThisSide(end, "reading the answer to " + what, e);
        if (known != null) {
            return known;
        }
        String how = e == null || e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
        return new IncompleteStreamException(
                "the answer to "
                        + what
                        + " was cut: "
                        + count
                        + (expected < 0 ? "" : " of " + expected)
                        + " bytes had come"
                        + how,
                e);
    }

    /** Returns the error for an end that this side is the cause of, or null. */
    @Nullable DockerException ofThisSide(
            Connection.@Nullable End end, String doing, @Nullable IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return interrupted(doing, e);
        }
        if (end == Connection.End.OVERDUE) {
            return new DockerTimeoutException(
                    "the deadline passed while " + doing + " of the engine at " + address, e);
        }
        return end == Connection.End.CLIENT_CLOSED ? closed(doing, e) : null;
    }

    /** The connection was closed from this side, by another thread. */
    DockerUnavailableException closed(String doing, @Nullable Throwable cause) {
        return new DockerUnavailableException(
                "this Docker connection to " + address + " was closed while " + doing, cause);
    }

    DockerInterruptedException interrupted(String doing, @Nullable Throwable cause) {
        Thread.currentThread().interrupt();
        return new DockerInterruptedException(
                "interrupted while " + doing + " of the engine at " + address, cause);
    }

    /** No connection: says what to do, by the reason that the system gave. */
    DockerUnavailableException unreachable(IOException e) {
        return Fault.of(e, socket, tls).exception(address, e);
    }

    /** An engine's TLS port answers whoever speaks plain HTTP to it, and says so. */
    DockerUnavailableException wantsTls() {
        return new Fault(
                        Finding.TLS,
                        "the engine wants TLS there and was spoken to without",
                        "set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH to the directory of ca.pem, cert.pem and key.pem,"
                                + " or use a docker context that has them")
                .exception(address, null);
    }
}
