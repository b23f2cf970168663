package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.spi.SwarmBackend;
import java.time.Duration;
import java.util.Map;

/**
 * A {@code docker swarm update}. What is not named stays as it is. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class SwarmUpdateSpec extends CommandOptions<SwarmUpdateSpec>
        implements FlagOptions<SwarmUpdateSpec> {
    static final FlagTable TABLE =
            new FlagTable("docker swarm update", SwarmFlags.OF_THE_SWARM).flagsAnywhere();

    private final SwarmBackend backend;

    private SwarmUpdateSpec(SwarmBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static SwarmUpdateSpec of(SwarmBackend backend, CommandLine line) {
        return new SwarmUpdateSpec(backend, line.requireOperands(0, 0, ""));
    }

    @Override
    protected SwarmUpdateSpec with(CommandLine next) {
        return new SwarmUpdateSpec(backend, next);
    }

    /** Sets whether a key is asked for when a manager starts again: {@code --autolock=true} or {@code false}. */
    public SwarmUpdateSpec autolock(boolean on) {
        return flag("autolock", String.valueOf(on));
    }

    /**
     * Sets how long the certificates of nodes are valid: {@code --cert-expiry}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is shorter than an hour, the least that a swarm takes
     */
    public SwarmUpdateSpec certExpiry(Duration time) {
        return flag("cert-expiry", SwarmFlags.time("--cert-expiry", time, Duration.ofHours(1)));
    }

    /**
     * Adds a certificate authority outside of the swarm: {@code --external-ca protocol=cfssl,url=…}.
     *
     * @param url where it signs certificates
     */
    public SwarmUpdateSpec externalCa(String url) {
        return flag(
                "external-ca", "protocol=cfssl,url=" + Checks.text("--external-ca", "url", url));
    }

    /** Sets the time between two signs of life of a node: {@code --dispatcher-heartbeat}. */
    public SwarmUpdateSpec dispatcherHeartbeat(Duration time) {
        return flag(
                "dispatcher-heartbeat",
                SwarmFlags.time("--dispatcher-heartbeat", time, Duration.ofSeconds(1)));
    }

    /** Sets how many snapshots of the managers' log are kept besides the last one, 0 for none: {@code --max-snapshots}. */
    public SwarmUpdateSpec maxSnapshots(long number) {
        return flag(
                "max-snapshots",
                String.valueOf(Checks.between("--max-snapshots", number, 0, Long.MAX_VALUE)));
    }

    /** Sets the number of log entries between two snapshots: {@code --snapshot-interval}. */
    public SwarmUpdateSpec snapshotInterval(long entries) {
        return flag(
                "snapshot-interval",
                String.valueOf(Checks.between("--snapshot-interval", entries, 1, Long.MAX_VALUE)));
    }

    /** Sets how many ended tasks are kept for each slot, 0 for none: {@code --task-history-limit}. */
    public SwarmUpdateSpec taskHistoryLimit(int tasks) {
        return flag(
                "task-history-limit",
                String.valueOf(
                        Checks.between("--task-history-limit", tasks, 0, Integer.MAX_VALUE)));
    }

    /** Changes the swarm. */
    public void execute() {
        backend.update(this::change, Map.of(), toCommandLine());
    }

    private void change(Map<String, Object> spec, String trustRoot) {
        RequestDraft draft = new RequestDraft(line().host());
        line().flags().writeTo(draft);
        SwarmFlags.mergeSpec(SwarmFlags.takeSpec(draft), spec, trustRoot);
    }
}
