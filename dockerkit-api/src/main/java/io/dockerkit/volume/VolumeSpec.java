package io.dockerkit.volume;

import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.VolumeBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A {@code docker volume create}. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class VolumeSpec extends CommandOptions<VolumeSpec>
        implements FlagOptions<VolumeSpec> {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final String FORM =
            "accepted form: at least two of [a-zA-Z0-9_.-], the first a letter or digit";

    private final VolumeBackend backend;

    private VolumeSpec(VolumeBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    @Override
    protected VolumeSpec with(CommandLine next) {
        return new VolumeSpec(backend, next);
    }

    static VolumeSpec of(VolumeBackend backend, String name) {
        requireForm(name);
        List<String> operands = name.isEmpty() ? List.of() : List.of(name);
        return new VolumeSpec(backend, CommandLine.of(VolumeFlags.TABLE, operands));
    }

    static VolumeSpec of(VolumeBackend backend, CommandLine parsed) {
        CommandLine line = parsed.requireOperands(0, 1, "[volume]");
        String name = line.flags().value("name").orElse("");
        if (!name.isEmpty() && !line.operands().isEmpty()) {
            throw new InvalidOptionException(
                    "--name", name, "the volume has a name already: " + line.operand(0));
        }
        CommandLine plain = withoutNameFlag(line);
        plain.operands().forEach(VolumeSpec::requireForm);
        return new VolumeSpec(backend, plain);
    }

    /** The CLI takes the name as a flag, too, and does not show that. */
    private static CommandLine withoutNameFlag(CommandLine line) {
        return line.flags()
                .value("name")
                .map(name -> line.flags(line.flags().without("name")).operands(List.of(name)))
                .orElse(line);
    }

    private static void requireForm(String name) {
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            throw new InvalidOptionException("volume name", name, FORM);
        }
    }

    /** Returns the name that the volume is to have, or the empty text if the engine chooses one. */
    public String name() {
        return line().operands().isEmpty() ? "" : line().operand(0);
    }

    /** Returns the same spec for a volume of another name. */
    public VolumeSpec named(String other) {
        requireForm(Checks.text("volume name", "other", other));
        return with(line().operands(List.of(other)));
    }

    /** Returns the same spec for another connection: {@code spec.on(docker.volumes())}. */
    public VolumeSpec on(VolumeCommands other) {
        return new VolumeSpec(Objects.requireNonNull(other, "other").backend(), line());
    }

    @Override
    public VolumeSpec flag(String name, String value) {
        CommandLine next = withoutNameFlag(line().with(name, value));
        next.operands().forEach(VolumeSpec::requireForm);
        return with(next);
    }

    /** Sets the driver; {@code local} unless set: {@code --driver}. */
    public VolumeSpec driver(String driver) {
        return flag("driver", Checks.text("--driver", "driver", driver));
    }

    /** Adds a label: {@code --label key=value}. */
    public VolumeSpec label(String key, String value) {
        return flag("label", Checks.pair("--label", "key", key, value));
    }

    /** Adds a label without a value: {@code --label key}. */
    public VolumeSpec label(String key) {
        return flag("label", Checks.text("--label", "key", key));
    }

    /** Adds labels: {@code --label} for each. */
    public VolumeSpec labels(Map<String, String> labels) {
        VolumeSpec spec = this;
        for (Map.Entry<String, String> label : Checks.entries("labels", labels).entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec;
    }

    /** Sets an option of the driver: {@code --opt key=value}. */
    public VolumeSpec opt(String key, String value) {
        return flag("opt", Checks.pair("--opt", "key", key, value));
    }

    /** Puts it into a group of cluster volumes: {@code --group}. This and the next options create a cluster volume. */
    public VolumeSpec group(String group) {
        return flag("group", Checks.text("--group", "group", group));
    }

    /** Sets how many nodes may use a cluster volume, {@code single} or {@code multi}: {@code --scope}. */
    public VolumeSpec scope(String scope) {
        return flag("scope", Checks.text("--scope", "scope", scope));
    }

    /** Sets how tasks share a cluster volume, {@code none}, {@code readonly}, {@code onewriter} or {@code all}: {@code --sharing}. */
    public VolumeSpec sharing(String sharing) {
        return flag("sharing", Checks.text("--sharing", "sharing", sharing));
    }

    /** Sets whether tasks can use a cluster volume, {@code active}, {@code pause} or {@code drain}: {@code --availability}. */
    public VolumeSpec availability(String state) {
        return flag("availability", Checks.text("--availability", "state", state));
    }

    /** Sets whether a cluster volume is a file system or a device, {@code mount} or {@code block}: {@code --type}. */
    public VolumeSpec type(String type) {
        return flag("type", Checks.text("--type", "type", type));
    }

    /** Sets the least size of a cluster volume, in bytes: {@code --required-bytes}. */
    public VolumeSpec requiredBytes(long bytes) {
        return flag("required-bytes", Checks.bytes("--required-bytes", bytes, 1));
    }

    /** Sets the least size of a cluster volume, {@code 1g} for instance: {@code --required-bytes}. */
    public VolumeSpec requiredBytes(String size) {
        return flag("required-bytes", Checks.text("--required-bytes", "size", size));
    }

    /** Sets the greatest size of a cluster volume, in bytes: {@code --limit-bytes}. */
    public VolumeSpec limitBytes(long bytes) {
        return flag("limit-bytes", Checks.bytes("--limit-bytes", bytes, 1));
    }

    /** Sets the greatest size of a cluster volume, {@code 2g} for instance: {@code --limit-bytes}. */
    public VolumeSpec limitBytes(String size) {
        return flag("limit-bytes", Checks.text("--limit-bytes", "size", size));
    }

    /** Gives the driver of a cluster volume a secret of the swarm: {@code --secret key=secret}. */
    public VolumeSpec secret(String key, String secret) {
        return flag("secret", Checks.pair("--secret", "key", key, "secret", secret));
    }

    /**
     * Adds a topology from which a cluster volume must be accessible: {@code --topology-required region=R1,zone=Z1}.
     *
     * @param segments the values of the segments, none of them with a comma
     */
    public VolumeSpec topologyRequired(Map<String, String> segments) {
        return flag("topology-required", topology("--topology-required", segments));
    }

    /** Adds a topology in which a cluster volume is created if possible: {@code --topology-preferred}. */
    public VolumeSpec topologyPreferred(Map<String, String> segments) {
        return flag("topology-preferred", topology("--topology-preferred", segments));
    }

    private static String topology(String option, Map<String, String> segments) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> segment :
                new TreeMap<>(Checks.entries("segments", segments)).entrySet()) {
            String pair = Checks.pair(option, "segments", segment.getKey(), segment.getValue());
            if (pair.contains(",")) {
                throw new InvalidOptionException(
                        option, pair, "a segment must not have a comma, which separates segments");
            }
            pairs.add(pair);
        }
        if (pairs.isEmpty()) {
            throw new InvalidOptionException(option, "", "accepted form: at least one segment");
        }
        return String.join(",", pairs);
    }

    /**
     * Creates the volume. As with docker, a volume that has the name already is returned as it is.
     *
     * @throws InvalidOptionException if the name is of one letter, and the driver is {@code local}, which refuses it
     * @throws io.dockerkit.ConflictException if one with the name has another driver
     */
    @CanIgnoreReturnValue
    public Volume execute() {
        String name = name();
        if (name.length() == 1 && line().flags().value("driver").orElse("local").equals("local")) {
            throw new InvalidOptionException("volume name", name, FORM);
        }
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        draft.put("Name", name);
        VolumeFlags.write(line().flags(), draft);
        NounBackend.requireEngineOf(line(), backend);
        return backend.create(draft.body(), line().flags().needs(), toString());
    }
}
