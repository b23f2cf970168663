package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What Compose files say together: merged, with variables put in, checked by the schema, all short forms made long, with the
 * default values of keys (the context of a build, the target of a secret, the protocol and mode of a port, the count of
 * devices), with absolute paths if they are wanted. It is neither validated beyond the schema nor normalised.
 *
 * @param root the document; each node knows the file and the line that it is from
 * @param environment the variables of the request, and the project's name as {@code COMPOSE_PROJECT_NAME}; those that only an
 *     included project has are already put into its values
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
