package io.dockerkit.buildkit.solve;

import io.dockerkit.impl.build.wire.ProtoReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the engine's BuildKit says of itself. Immutable and thread-safe.
 *
 * @param labels its labels
 * @param platforms what it builds for, as {@code linux/arm64}
 * @param version its number, or the empty text: it is told from 0.11 on
 */
public record Worker(Map<String, String> labels, List<String> platforms, String version) {
    /** A worker of which nothing is known. */
    public static final Worker UNKNOWN = new Worker(Map.of(), List.of(), "");

    private static final Pattern NUMBER = Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})");
    private static final String GATEWAY = "org.mobyproject.buildkit.worker.moby.host-gateway-ip";
    private static final String SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter";

    /** Copies the map and the list. */
    public Worker {
        labels = new TreeMap<>(labels);
        platforms = List.copyOf(platforms);
    }

    /** Returns whether the engine keeps images in containerd's store, and not in its own. */
    public boolean hasContainerdStore() {
        return labels.containsKey(SNAPSHOTTER);
    }

    /** Returns the address that steps have for {@code host-gateway}, or the name that stands for it where there is none. */
    public String hostGateway(String name) {
        return labels.getOrDefault(GATEWAY, name);
    }

    /**
     * Returns whether a build may have several outputs: from BuildKit 0.13 on. Earlier ones heed only the first.
     */
    public boolean hasSeveralOutputs() {
        Matcher number = NUMBER.matcher(version);
        if (!number.lookingAt()) {
            return false;
        }
        int major = Integer.parseInt(number.group(1));
        int minor = Integer.parseInt(number.group(2));
        // a build of BuildKit that does not know its number is newer than those that do not tell it
        return major > 0 || minor >= 13 || minor == 0;
    }

    /** Returns the same worker with the version that BuildKit's own answer has. */
    Worker withVersionOf(byte[] info) {
        String told = "";
        ProtoReader reader = new ProtoReader(info);
        while (reader.next()) {
            if (reader.field() == 1) {
                told = version(reader.message());
            }
        }
        return new Worker(labels, platforms, told);
    }

    /** Reads the first worker of an answer; an engine has one. */
    static Worker read(byte[] answer) {
        Map<String, String> labels = new TreeMap<>();
        List<String> platforms = new ArrayList<>();
        String version = "";
        ProtoReader reader = new ProtoReader(answer);
        if (reader.next() && reader.field() == 1) {
            ProtoReader worker = reader.message();
            while (worker.next()) {
                switch (worker.field()) {
                    case 2 -> worker.entryInto(labels);
                    case 3 -> platforms.add(platform(worker.message()));
                    case 5 -> version = version(worker.message());
                    default -> {}
                }
            }
        }
        return new Worker(labels, platforms, version);
    }

    private static String version(ProtoReader reader) {
        String version = "";
        while (reader.next()) {
            if (reader.field() == 2) {
                version = reader.text();
            }
        }
        return version;
    }

    private static String platform(ProtoReader reader) {
        String architecture = "";
        String os = "";
        String variant = "";
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> architecture = reader.text();
                case 2 -> os = reader.text();
                case 3 -> variant = reader.text();
                default -> {}
            }
        }
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
