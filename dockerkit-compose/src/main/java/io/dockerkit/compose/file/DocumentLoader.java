package io.dockerkit.compose.file;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.compose.yaml.YamlDocument;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Compose files and merges them. Stateless and thread-safe. */
public final class DocumentLoader {
    private static final String PROJECT_NAME = "COMPOSE_PROJECT_NAME";

    private DocumentLoader() {}

    /**
     * Reads the files in the order of the specification: YAML, variables, extends, include, merge, the schema, long forms; then
     * the default values of keys, paths, and the values of variables that only the {@code environment} of a service names.
     *
     * @throws io.dockerkit.InvalidOptionException if what is in a file is wrong; the message names the file, the line, the key
     *     and the accepted form
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    public static Document load(DocumentRequest request) {
        if (request.sources().isEmpty()) {
            throw new IllegalArgumentException("no Compose file is given");
        }
        Map<String, String> environment = new HashMap<>(request.environment());
        String name = request.projectName() == null ? projectName(request) : request.projectName();
        if (name != null) {
            environment.put(PROJECT_NAME, name);
        }
        String directory = HostFiles.text(request.workingDirectory());
        Scope scope = new Scope(directory, directory, environment);
        Loading loading = new Loading(request.interpolate(), request.resolvePaths());
        YamlNode root = loading.model(request.sources(), scope, List.of(), false);
        if (root.map().isEmpty()) {
            throw new InvalidOptionException(
                    "--file",
                    request.sources().get(0).name(),
                    "the Compose file is empty; it must have services");
        }
        return new Document(root, environment, loading.files());
    }

    /**
     * Returns the name that the files give the project, in lower case and without characters that names do not have, or null
     * if they give none. Of several, the last counts.
     *
     * @throws InvalidOptionException if a variable in the name is malformed, or required and missing
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    public static @Nullable String projectName(DocumentRequest request) {
        YamlNode name = null;
        for (DocumentRequest.Source source : request.sources()) {
            for (YamlDocument document : Loading.documents(source)) {
                YamlNode own = document.root().get("name");
                if (own != null && !own.text().isEmpty()) {
                    name = own;
                }
            }
        }
        if (name == null || name.isMap() || name.isList()) {
            return null;
        }
        Scope scope = new Scope("", "", request.environment());
        YamlNode text = Nodes.mapping(name, "name", name.with(name.text()));
        YamlNode document = request.interpolate() ? new Variables(scope).apply(text) : text;
        YamlNode made = document.get("name");
        String normalized = made == null ? "" : ProjectNames.normalize(made.text());
        return normalized.isEmpty() ? null : normalized;
    }
}
