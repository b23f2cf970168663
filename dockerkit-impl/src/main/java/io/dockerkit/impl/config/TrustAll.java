package io.dockerkit.impl.config;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Believes whoever answers, as {@code DOCKER_TLS} without {@code DOCKER_TLS_VERIFY} and SkipTLSVerify ask for. Stateless and thread-safe. */
final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        // that is what was asked for
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        // that is what was asked for
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        // that is what was asked for
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        throw new IllegalStateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        throw new IllegalStateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        throw new IllegalStateException("this is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
