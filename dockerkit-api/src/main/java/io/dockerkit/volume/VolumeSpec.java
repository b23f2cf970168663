package io.dockerkit.volume;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.ShellQuoting;
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
public final class VolumeSpec {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final String FORM =
            "accepted form: at least two of [a-zA-Z0-9_.-], the first a letter or digit";

    private final VolumeBackend backend;
    private final String name;
    private final FlagValues flags;

    private VolumeSpec(VolumeBackend backend, String name, FlagValues flags) {
        this.backend = backend;
        this.name = name;
        this.flags = flags;
    }

    static VolumeSpec of(VolumeBackend backend, String name) {
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            throw new InvalidOptionException("volume name", name, FORM);
        }
        return new VolumeSpec(backend, name, FlagValues.none(VolumeFlags.TABLE));
    }

    /** Returns the name that the volume is to have. */
    public String name() {
        return name;
    }

    /** Returns the same spec for a volume of another name. */
    public VolumeSpec named(String other) {
        return new VolumeSpec(
                backend, of(backend, Checks.text("volume name", "other", other)).name, flags);
    }

    /** Returns the same spec for another connection: {@code spec.on(docker.volumes())}. */
    public VolumeSpec on(VolumeCommands other) {
        return new VolumeSpec(Objects.requireNonNull(other, "other").backend(), name, flags);
    }

    /**
     * Sets any flag of {@code docker volume create} in the CLI's own syntax; the named options do no more than this.
     *
     * @param flag the flag's long name without dashes
     * @param value the value as the CLI takes it
     * @throws InvalidOptionException if there is no such flag or it does not accept the value
     */
    public VolumeSpec flag(String flag, String value) {
        Objects.requireNonNull(flag, "flag");
        return new VolumeSpec(backend, name, flags.with(flag, value));
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
        return flag("secret", Checks.pair("--secret", "key", key, secret));
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
    public Volume execute() {
        if (name.length() == 1 && flags.value("driver").orElse("local").equals("local")) {
            throw new InvalidOptionException("volume name", name, FORM);
        }
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        draft.put("Name", name);
        VolumeFlags.write(flags, draft);
        return backend.create(draft.body(), flags.needs(), toString());
    }

    /** Returns the equivalent command line, with the options of the driver as they are; it may hold secrets. */
    public String toCommandLine() {
        return line(flags.words());
    }

    private String line(List<String> flagWords) {
        List<String> words = new ArrayList<>(List.of("docker", "volume", "create"));
        words.addAll(flagWords);
        if (!name.isEmpty()) {
            words.add(name);
        }
        return ShellQuoting.join(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeSpec that
                && name.equals(that.name)
                && flags.equals(that.flags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, flags);
    }

    /** Returns the equivalent command line, with {@code ***} for the options of the driver. */
    @Override
    public String toString() {
        return line(flags.redactedWords());
    }
}
