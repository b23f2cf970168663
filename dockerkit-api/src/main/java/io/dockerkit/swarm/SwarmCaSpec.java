package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.spi.SwarmBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A {@code docker swarm ca --rotate}: gives the swarm another certificate authority. No request is sent until {@link #execute()} or
 * {@link #start()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class SwarmCaSpec extends CommandOptions<SwarmCaSpec>
        implements FlagOptions<SwarmCaSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker swarm ca",
                            List.of(
                                    Flag.one(
                                            "ca-cert",
                                            "the path of a file in PEM format",
                                            "Certificate of the new authority"),
                                    Flag.one(
                                            "ca-key",
                                            "the path of a file in PEM format",
                                            "Key of the new authority"),
                                    SwarmFlags.CERT_EXPIRY,
                                    Flag.toggle("detach", "Do not wait for the nodes")
                                            .shorthand('d'),
                                    SwarmFlags.EXTERNAL_CA,
                                    Flag.toggle("quiet", "Do not report the progress")
                                            .shorthand('q'),
                                    Flag.toggle("rotate", "Use a new authority")))
                    .flagsAnywhere();

    private final SwarmBackend backend;

    private SwarmCaSpec(SwarmBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static SwarmCaSpec of(SwarmBackend backend, CommandLine line) {
        return new SwarmCaSpec(backend, line.requireOperands(0, 0, ""));
    }

    @Override
    protected SwarmCaSpec with(CommandLine next) {
        return new SwarmCaSpec(backend, next);
    }

    /** Uses the certificate in this file, in PEM format, in place of a new one; it needs {@link #caKey} or {@link #externalCa}: {@code --ca-cert}. */
    public SwarmCaSpec caCert(Path file) {
        return flag("ca-cert", Checks.file("--ca-cert", "file", file));
    }

    /** Uses the key in this file, in PEM format: {@code --ca-key}. */
    public SwarmCaSpec caKey(Path file) {
        return flag("ca-key", Checks.file("--ca-key", "file", file));
    }

    /**
     * Sets how long the certificates of nodes are valid: {@code --cert-expiry}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is shorter than an hour, the least that a swarm takes
     */
    public SwarmCaSpec certExpiry(Duration time) {
        return flag("cert-expiry", SwarmFlags.time("--cert-expiry", time, Duration.ofHours(1)));
    }

    /**
     * Adds a certificate authority outside of the swarm: {@code --external-ca protocol=cfssl,url=…}.
     *
     * @param url where it signs certificates
     */
    public SwarmCaSpec externalCa(String url) {
        return flag(
                "external-ca", "protocol=cfssl,url=" + Checks.text("--external-ca", "url", url));
    }

    /**
     * Rotates the authority and waits until all nodes have certificates of the new one, for ten minutes at most.
     *
     * @return the certificate of the new authority, in PEM format
     * @throws InvalidOptionException if the options do not go together
     * @throws io.dockerkit.DockerTimeoutException if nodes do not have new certificates in time; the rotation goes on
     */
    @CanIgnoreReturnValue
    public String execute() {
        check();
        return backend.rotateCa(this::change, toString());
    }

    /** Rotates the authority and does not wait for the nodes: {@code --detach}. */
    public void start() {
        check();
        backend.update(this::change, Map.of(), toString());
    }

    private void check() {
        FlagValues flags = line().flags();
        if (!flags.isSet("rotate")) {
            throw new InvalidOptionException(
                    "--rotate", "", "it is missing; Swarm.ca() returns the present certificate");
        }
        if (flags.isSet("external-ca") && !flags.isSet("ca-cert")) {
            throw new InvalidOptionException(
                    "--external-ca",
                    String.join(" ", flags.all("external-ca")),
                    "a rotation to it needs its certificate, --ca-cert");
        }
        if (flags.isSet("ca-cert") && !flags.isSet("external-ca") && !flags.isSet("ca-key")) {
            throw new InvalidOptionException(
                    "--ca-cert",
                    flags.value("ca-cert").orElse(""),
                    "it needs --ca-key or --external-ca, too");
        }
    }

    private void change(Map<String, Object> spec, String trustRoot) {
        FlagValues flags = line().flags();
        RequestDraft draft = new RequestDraft(line().host());
        flags.writeTo(draft);
        String certificate = pem("ca-cert");
        String key = pem("ca-key");
        SwarmFlags.mergeSpec(SwarmFlags.takeSpec(draft), spec, certificate);
        Map<String, Object> ca = SwarmFlags.map(spec, "CAConfig");
        ca.put("SigningCACert", certificate);
        ca.put("SigningCAKey", key);
        if (certificate.isEmpty() && key.isEmpty()) {
            Object rotations = ca.getOrDefault("ForceRotate", 0L);
            ca.put("ForceRotate", rotations instanceof Number number ? number.longValue() + 1 : 1L);
        }
    }

    private String pem(String flag) {
        return line().flags()
                .value(flag)
                .map(file -> PemFile.read("--" + flag, file, line().host()))
                .orElse("");
    }
}
