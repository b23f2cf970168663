package io.dockerkit.impl.transport;

import io.dockerkit.Diagnosis.Finding;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says which of the things that TLS asks for was missing, and where to mend it. Stateless and thread-safe. */
final class TlsFaults {
    private static final String ALERT = "received fatal alert: ";

    private TlsFaults() {}

    static Fault of(SSLException e, @Nullable TlsMaterial tls) {
        String place = tls == null ? "the certificates' directory" : tls.place();
        String said = e.getMessage() == null ? "" : e.getMessage();
        int alert = said.toLowerCase(Locale.ROOT).indexOf(ALERT);
        if (alert >= 0) {
            return refused(said.substring(alert + ALERT.length()), tls, place);
        }
        Fault theirs = ofTheirCertificate(e, place);
        if (theirs != null) {
            return theirs;
        }
        if (said.contains("nrecognized SSL message")) {
            return new Fault(
                    Finding.TLS,
                    "what listens there does not speak TLS",
                    "leave out DOCKER_TLS_VERIFY, DOCKER_TLS or the context's TLS files, or name the engine's TLS port"
                            + " (usually 2376)");
        }
        return fault(
                "TLS failed: " + said,
                "compare the certificates in " + place + " with the engine's");
    }

    private static Fault fault(String reason, String remedy) {
        return new Fault(Finding.TLS, reason, remedy);
    }

    /** The alerts are named as RFC 8446 does. */
    private static Fault refused(String alert, @Nullable TlsMaterial tls, String place) {
        String name = alert.strip().toLowerCase(Locale.ROOT);
        if (name.contains("protocol_version") || name.contains("handshake_failure")) {
            return fault(
                    "the engine and this JDK have no TLS version or cipher in common (alert "
                            + name
                            + ")",
                    "the engine must speak TLS 1.2 or 1.3");
        }
        if (!name.contains("certificate") && !name.contains("unknown_ca")) {
            return fault(
                    "the engine ended TLS with the alert " + name, "the engine's log says why");
        }
        if (tls == null || !tls.hasClientCertificate()) {
            return fault(
                    "the engine wants a client certificate, and there is none (alert " + name + ")",
                    "put cert.pem and key.pem into " + place);
        }
        String which = name.contains("expired") ? "has expired for" : "is not accepted by";
        return fault(
                "the client certificate " + which + " the engine (alert " + name + ")",
                "cert.pem in "
                        + place
                        + " must be valid, for client authentication, and from the CA in the engine's --tlscacert");
    }

    private static @Nullable Fault ofTheirCertificate(SSLException e, String place) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException
                    || cause instanceof CertificateNotYetValidException) {
                boolean expired = cause instanceof CertificateExpiredException;
                return fault(
                        "the engine's certificate, or the CA's, "
                                + (expired ? "has expired" : "is not valid yet")
                                + " ("
                                + said
                                + ")",
                        expired
                                ? "give the engine a new certificate (--tlscert), or correct this machine's clock"
                                : "correct this machine's clock, or give the engine another certificate");
            }
            if (cause instanceof CertPathBuilderException
                    || said.contains("Path does not chain with any of the trust anchors")) {
                return fault(
                        "the engine's certificate is not from the CA in " + place + "/ca.pem",
                        "copy the ca.pem that the engine's certificate was made with to "
                                + place
                                + "; if it is the right one, somebody else answers there");
            }
            if (cause instanceof CertificateException && cause.getCause() == null) {
                Fault name = ofTheName(said);
                if (name != null) {
                    return name;
                }
            }
        }
        return e instanceof SSLHandshakeException && e.getCause() != null
                ? fault(
                        "the engine's certificate is refused: " + e.getCause().getMessage(),
                        "give the engine a certificate that this JDK accepts, from the CA in "
                                + place
                                + "/ca.pem")
                : null;
    }

    private static @Nullable Fault ofTheName(String said) {
        return said.contains("subject alternative") || said.contains("No name matching")
                ? fault(
                        "the engine's certificate is for another host name (" + said + ")",
                        "use a name that the certificate has, or give the engine one whose subjectAltName has this host"
                                + " (DNS:name or IP:address)")
                : null;
    }
}
