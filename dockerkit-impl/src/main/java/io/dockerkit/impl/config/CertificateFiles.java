package io.dockerkit.impl.config;

import io.dockerkit.Diagnosis.Finding;
import io.dockerkit.NotConnectedException;
import io.dockerkit.impl.transport.TlsMaterial;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS by the files of {@link Certificates}, read when the first connection is made. Thread-safe. */
final class CertificateFiles implements TlsMaterial {
    private final Certificates files;
    private final String address;
    private @Nullable SSLContext context;

    CertificateFiles(Certificates files, String address) {
        this.files = files;
        this.address = address;
    }

    @Override
    public boolean verified() {
        return files.verified();
    }

    @Override
    public boolean hasClientCertificate() {
        return Files.exists(file("cert.pem")) && Files.exists(file("key.pem"));
    }

    @Override
    public String place() {
        return files.directory().toString();
    }

    private Path file(String name) {
        return files.directory().resolve(name);
    }

    @Override
    public synchronized SSLContext context() {
        SSLContext known = context;
        if (known != null) {
            return known;
        }
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(own(), trusted(), null);
            context = made;
            return made;
        } catch (GeneralSecurityException e) {
            throw broken(
                    "TLS cannot be set up with the files in " + place() + ": " + e.getMessage(), e);
        }
    }

    private TrustManager @Nullable [] trusted() throws GeneralSecurityException {
        List<X509Certificate> authorities = List.of();
        if (files.needsCa() || Files.exists(file("ca.pem"))) {
            authorities = certificates("ca.pem");
        }
        if (!files.verified()) {
            return new TrustManager[] {new TrustAll()};
        }
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        load(store);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static void load(KeyStore store) throws GeneralSecurityException {
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("there is nothing to read", e);
        }
    }

    private KeyManager[] own() throws GeneralSecurityException {
        boolean certificate = Files.exists(file("cert.pem"));
        boolean key = Files.exists(file("key.pem"));
        if (!certificate && !key) {
            return new KeyManager[0];
        }
        if (!certificate || !key) {
            throw broken(
                    "there is "
                            + file(key ? "key.pem" : "cert.pem")
                            + " but no "
                            + (key ? "cert.pem" : "key.pem"),
                    null);
        }
        List<X509Certificate> chain = certificates("cert.pem");
        PublicKey its = chain.get(0).getPublicKey();
        PrivateKey own = key(its);
        if (!belong(own, its)) {
            throw broken(file("key.pem") + " is not the key of " + file("cert.pem"), null);
        }
        return new KeyManager[] {new ClientCertificate(own, chain)};
    }

    private List<X509Certificate> certificates(String name) {
        try {
            return Pem.certificates(file(name));
        } catch (Pem.PemException e) {
            throw broken(file(name) + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unread(name, e);
        }
    }

    private PrivateKey key(PublicKey its) {
        try {
            return Pem.privateKey(file("key.pem"), its);
        } catch (Pem.PemException e) {
            throw broken(file("key.pem") + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unread("key.pem", e);
        }
    }

    /** Signs something and looks whether it is that signature. */
    private static boolean belong(PrivateKey key, PublicKey its) throws GeneralSecurityException {
        String algorithm =
                switch (its.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA" -> "EdDSA";
                    default -> "";
                };
        if (algorithm.isEmpty()) {
            return true;
        }
        byte[] something = its.getEncoded();
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(something);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(its);
        verifier.update(something);
        byte[] signature = signer.sign();
        try {
            return verifier.verify(signature);
        } catch (SignatureException ofAnotherLength) {
            // which only keys of another length, or on another curve, make
            return false;
        }
    }

    private NotConnectedException unread(String name, IOException e) {
        String why = e.getClass().getSimpleName();
        if (e instanceof NoSuchFileException) {
            why = "there is no such file";
        } else if (e instanceof AccessDeniedException) {
            why = "permission denied for user " + System.getProperty("user.name", "?");
        }
        return broken(file(name) + " cannot be read: " + why, e);
    }

    private NotConnectedException broken(String reason, @Nullable Throwable cause) {
        return new NotConnectedException(
                address,
                Finding.TLS,
                reason,
                "put ca.pem, cert.pem and key.pem into one directory and name it in DOCKER_CERT_PATH, or in the"
                        + " docker context; or leave out DOCKER_TLS_VERIFY and DOCKER_TLS for an engine without TLS",
                cause);
    }
}
