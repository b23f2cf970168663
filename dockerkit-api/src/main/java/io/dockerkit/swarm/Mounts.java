package io.dockerkit.swarm;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.VolumeSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes {@code --volume} and {@code --tmpfs} of a run as the {@code --mount} of a service. Stateless and thread-safe. */
final class Mounts {
    private static final Set<String> PROPAGATIONS =
            Set.of("shared", "slave", "private", "rshared", "rslave", "rprivate");

    private Mounts() {}

    static String ofVolume(String volume, HostContext host) {
        List<String> parts = VolumeSyntax.parts(volume);
        List<String> fields = new ArrayList<>();
        if (parts.size() == 1) {
            fields.add("type=volume");
            fields.add("dst=" + parts.get(0));
            return Words.toCsv(fields);
        }
        boolean named = VolumeSyntax.hasNamedSource(volume);
        fields.add(named ? "type=volume" : "type=bind");
        fields.add("src=" + parts.get(0));
        fields.add("dst=" + parts.get(1));
        for (String option :
                parts.size() < 3 ? List.<String>of() : List.of(parts.get(2).split(",", -1))) {
            if (option.equals("ro")) {
                fields.add("readonly");
            } else if (option.equals("nocopy") && named) {
                fields.add("volume-nocopy");
            } else if (PROPAGATIONS.contains(option) && !named) {
                fields.add("bind-propagation=" + option);
            } else if (!option.equals("rw")) {
                throw new InvalidOptionException(
                        "--volume",
                        volume,
                        "services do not have the option \"" + option + "\" of mounts");
            }
        }
        return Words.toCsv(fields);
    }

    static String ofTmpfs(String tmpfs) {
        int colon = tmpfs.indexOf(':');
        List<String> fields = new ArrayList<>(List.of("type=tmpfs"));
        fields.add("dst=" + (colon < 0 ? tmpfs : tmpfs.substring(0, colon)));
        for (String option :
                colon < 0
                        ? List.<String>of()
                        : List.of(tmpfs.substring(colon + 1).split(",", -1))) {
            switch (Words.key(option)) {
                case "size", "mode" -> fields.add("tmpfs-" + option);
                case "rw" -> {
                    // it is so unless it is said otherwise
                }
                case "ro" -> fields.add("readonly");
                default ->
                        throw new InvalidOptionException(
                                "--tmpfs",
                                tmpfs,
                                "services do not have the option \"" + option + "\" of a tmpfs");
            }
        }
        return Words.toCsv(fields);
    }
}
