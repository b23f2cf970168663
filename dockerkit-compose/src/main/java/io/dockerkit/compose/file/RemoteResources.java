package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.List;

/** Files of {@code include} and {@code extends} that are not local. Stateless and thread-safe. */
final class RemoteResources {
    private static final List<String> PREFIXES =
            List.of("oci://", "git://", "ssh://", "http://", "https://", "git@", "github.com/");

    private RemoteResources() {}

    static boolean isRemote(String file) {
        return PREFIXES.stream().anyMatch(file::startsWith);
    }

    /**
     * Returns the name of a local file.
     *
     * @throws io.dockerkit.InvalidOptionException if the file is remote, or none is named
     */
    static String local(YamlNode file, KeyPath path) {
        String name = Nodes.string(file, path);
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw Nodes.refuse(file, path, "must name a file");
        }
        if (isRemote(name)) {
            throw Nodes.refuse(
                    file,
                    path,
                    "Compose files are not fetched from Git or from registries; name a local file");
        }
        return name;
    }
}
