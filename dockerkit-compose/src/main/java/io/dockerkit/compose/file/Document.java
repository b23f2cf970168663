package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What Compose files say together: merged, with variables put in, checked by the schema, all short forms made long, before
 * defaults are added. {@code include} may add variables and files.
 *
 * @param root the document; each node knows the file and the line that it is from
 * @param environment the variables, with those that the environment files of included projects add
 * @param files all files of the caller and of {@code include}, absolute
 */
public record Document(YamlNode root, Map<String, String> environment, List<Path> files) {
    /** Copies lists and maps. */
    public Document {
        Objects.requireNonNull(root, "root");
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
    }
}
