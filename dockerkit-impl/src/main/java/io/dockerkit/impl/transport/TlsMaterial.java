package io.dockerkit.impl.transport;

import javax.net.ssl.SSLContext;

/** What a TLS connection to an engine is made with: certificates, as docker's files have them. Thread-safe. */
public interface TlsMaterial {
    /**
     * Returns the context, made at the first call.
     *
     * @throws io.dockerkit.DockerUnavailableException if a file is missing or is not what it should be
     */
    SSLContext context();

    /** Returns whether the engine must prove who it is. */
    boolean verified();

    /** Returns whether this side can prove who it is. */
    boolean hasClientCertificate();

    /** Returns where the certificates are, for messages. */
    String place();
}
