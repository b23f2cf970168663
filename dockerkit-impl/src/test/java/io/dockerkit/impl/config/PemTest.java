package io.dockerkit.impl.config;

import static io.dockerkit.lab.Authority.openssl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates as openssl writes them, read without any library. */
class PemTest {
    @TempDir static Path pairs;
    @TempDir Path directory;

    private Path file(String name) {
        return directory.resolve(name);
    }

    /** Puts down key.pem, in PKCS#8 as openssl 3 writes it, and a certificate for it; one pair for each algorithm. */
    private X509Certificate certificate(String... algorithm) throws Exception {
        Path made = pairs.resolve(String.join(" ", algorithm).replace(':', ' '));
        if (!Files.exists(made)) {
            make(Files.createDirectory(made), algorithm);
        }
        for (String name : List.of("key.pem", "cert.pem")) {
            Files.copy(made.resolve(name), file(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return Pem.certificates(file("cert.pem")).get(0);
    }

    private static void make(Path directory, String... algorithm) {
        String[] command = Arrays.copyOf(algorithm, algorithm.length + 3);
        System.arraycopy(algorithm, 0, command, 1, algorithm.length);
        command[0] = "genpkey";
        command[command.length - 2] = "-out";
        command[command.length - 1] = "key.pem";
        openssl(directory, command);
        openssl(
                directory,
                "req",
                "-x509",
                "-key",
                "key.pem",
                "-out",
                "cert.pem",
                "-days",
                "2",
                "-subj",
                "/CN=one");
    }

    private CertificateFiles files() {
        return new CertificateFiles(new Certificates(directory, true, false), "tcp://h:2376");
    }

    private void assertIsItsKey(X509Certificate certificate, String name) throws Exception {
        PrivateKey key = Pem.privateKey(file(name), certificate.getPublicKey());
        if (!name.equals("key.pem")) {
            Files.move(file(name), file("key.pem"), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(key.getAlgorithm()).isEqualTo(certificate.getPublicKey().getAlgorithm());
        // signs with it, and compares
        assertThat(files().context().getProtocol()).isEqualTo("TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC -pkeyopt ec_paramgen_curve:P-384", "ED25519"})
    void keysInPkcs8AreRead(String algorithm) throws Exception {
        X509Certificate its = certificate(("-algorithm " + algorithm).split(" "));
        assertThat(Files.readString(file("key.pem"))).startsWith("-----BEGIN PRIVATE KEY-----");
        assertIsItsKey(its, "key.pem");
    }

    @Test
    void rsaKeysInPkcs1AreRead() throws Exception {
        X509Certificate its = certificate("-algorithm", "RSA");
        openssl(directory, "rsa", "-in", "key.pem", "-traditional", "-out", "bare.pem");
        assertThat(Files.readString(file("bare.pem")))
                .startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertIsItsKey(its, "bare.pem");
    }

    @Test
    void ellipticKeysInSec1AreReadBehindTheirParameters() throws Exception {
        X509Certificate its =
                certificate("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        openssl(directory, "ec", "-in", "key.pem", "-out", "bare.pem");
        String parameters = openssl(directory, "ecparam", "-name", "prime256v1");
        Files.writeString(file("bare.pem"), parameters + Files.readString(file("bare.pem")));
        assertThat(Files.readString(file("bare.pem")))
                .contains("-----BEGIN EC PARAMETERS-----")
                .contains("-----BEGIN EC PRIVATE KEY-----");
        assertIsItsKey(its, "bare.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8 -topk8 -v2 aes256", "rsa -traditional -aes128"})
    void anEncryptedKeyIsSaidToBeOne(String how) throws Exception {
        certificate("-algorithm", "RSA");
        openssl(directory, (how + " -in key.pem -out locked.pem -passout pass:secret").split(" "));
        Files.move(file("locked.pem"), file("key.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> files().context())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining(file("key.pem").toString())
                .hasMessageContaining("the key is encrypted")
                .hasMessageContaining("openssl pkey -in key.pem");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, RSA -pkeyopt rsa_keygen_bits:1024",
        "RSA, RSA -pkeyopt rsa_keygen_primes:2",
        "EC -pkeyopt ec_paramgen_curve:P-384, EC -pkeyopt ec_paramgen_curve:P-256"
    })
    void aKeyOfAnotherCertificateIsRefused(String algorithm, String other) throws Exception {
        certificate(("-algorithm " + algorithm).split(" "));
        Files.move(file("cert.pem"), file("first.pem"));
        certificate(("-algorithm " + other).split(" "));
        Files.move(file("first.pem"), file("cert.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> files().context())
                .hasMessageContaining("key.pem is not the key of " + file("cert.pem"));
    }

    @Test
    void aKeyOfAnotherKindIsRefusedWithoutQuotingIt() throws Exception {
        certificate("-algorithm", "RSA");
        String rsa = Files.readString(file("key.pem"));
        certificate("-algorithm", "ED25519");
        Files.writeString(file("key.pem"), rsa);
        assertThatThrownBy(() -> files().context())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("key.pem cannot be used: it has no EdDSA key");
    }

    @Test
    void aChainOfCertificatesIsReadInOrderWithTextAround() throws Exception {
        certificate("-algorithm", "ED25519");
        String first = openssl(directory, "x509", "-in", "cert.pem", "-text");
        String second =
                openssl(
                        directory, "req", "-x509", "-key", "key.pem", "-days", "2", "-subj",
                        "/CN=two");
        Files.writeString(file("chain.pem"), first + "--- and ---\n" + second);
        assertThat(Pem.certificates(file("chain.pem")))
                .extracting(one -> one.getSubjectX500Principal().getName())
                .containsExactly("CN=one", "CN=two");
    }

    @Test
    void aFileWithoutWhatItShouldHaveIsNamed() throws Exception {
        certificate("-algorithm", "ED25519");
        Files.writeString(file("ca.pem"), "nothing");
        assertThatThrownBy(() -> files().context())
                .hasMessageContaining("ca.pem cannot be used: there is no certificate in it");
        Files.writeString(
                file("ca.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> files().context())
                .hasMessageContaining(
                        "ca.pem cannot be used: it has a certificate that cannot be read");
        Files.delete(file("ca.pem"));
        Files.delete(file("key.pem"));
        assertThatThrownBy(() -> files().context()).hasMessageContaining("but no key.pem");
        CertificateFiles needy =
                new CertificateFiles(new Certificates(directory, true, true), "tcp://h:2376");
        assertThatThrownBy(needy::context).hasMessageContaining("but no key.pem");
        Files.delete(file("cert.pem"));
        assertThatThrownBy(needy::context)
                .hasMessageContaining("tcp://h:2376")
                .hasMessageContaining("ca.pem cannot be read: there is no such file")
                .hasMessageContaining("DOCKER_CERT_PATH");
    }
}
