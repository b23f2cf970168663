package io.dockerkit.impl.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys in PEM files, read by the JDK alone. Keys may be PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code
 * RSA PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY}): the JDK knows the first, and the others are what is inside of one.
 * Stateless and thread-safe.
 */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private Pem() {}

    /** What is wrong with a file, to be shown with its name. */
    static final class PemException extends Exception {
        private static final long serialVersionUID = 1L;

        PemException(String message, Throwable cause) {
            super(message, cause);
        }

        PemException(String message) {
            super(message);
        }
    }

    /** Reads all certificates of a file, in order. */
    static List<X509Certificate> certificates(Path file) throws IOException, PemException {
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = blocks(file);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")
                    || block.group(1).equals("TRUSTED CERTIFICATE")) {
                found.add(certificate(decoded(block.group(2))));
            }
        }
        if (found.isEmpty()) {
            throw new PemException("there is no certificate in it (-----BEGIN CERTIFICATE-----)");
        }
        return found;
    }

    private static X509Certificate certificate(byte[] der) throws PemException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new PemException(
                    "it has a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads the private key that belongs to this public key. */
    static PrivateKey privateKey(Path file, PublicKey its) throws IOException, PemException {
        Matcher block = blocks(file);
        while (block.find()) {
            String kind = block.group(1);
            if (kind.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("ENCRYPTED")) {
                throw new PemException(
                        "the key is encrypted, which docker does not support either; write it without a password: openssl"
                                + " pkey -in key.pem -out plain.pem");
            }
            if (kind.equals("PRIVATE KEY")) {
                return key(decoded(block.group(2)), its);
            }
            if (kind.equals("RSA PRIVATE KEY") || kind.equals("EC PRIVATE KEY")) {
                return key(pkcs8(decoded(block.group(2)), its), its);
            }
        }
        throw new PemException("there is no private key in it (-----BEGIN PRIVATE KEY-----)");
    }

    private static PrivateKey key(byte[] pkcs8, PublicKey its) throws PemException {
        try {
            return KeyFactory.getInstance(its.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            // the cause may quote what it read
            throw new PemException(
                    "it has no "
                            + its.getAlgorithm()
                            + " key that can be read, and the certificate is for one");
        }
    }

    /** Wraps a bare key. How its algorithm is named is at the beginning of the public key, too. */
    private static byte[] pkcs8(byte[] bare, PublicKey its) {
        return der(SEQUENCE, VERSION_0, algorithm(its.getEncoded()), der(OCTETS, bare));
    }

    /** Returns the AlgorithmIdentifier, the first element of a SubjectPublicKeyInfo. */
    private static byte[] algorithm(byte[] publicKey) {
        int start = contentOf(publicKey, 0);
        int length = lengthAt(publicKey, start);
        int end = contentOf(publicKey, start) + length;
        byte[] copy = new byte[end - start];
        System.arraycopy(publicKey, start, copy, 0, copy.length);
        return copy;
    }

    private static int contentOf(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int lengthAt(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.write(part, 0, part.length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.write(content.toByteArray(), 0, length);
        return out.toByteArray();
    }

    private static Matcher blocks(Path file) throws IOException {
        return BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    private static byte[] decoded(String text) throws PemException {
        try {
            return Base64.getMimeDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new PemException("it is damaged: a block in it is not Base64");
        }
    }
}
