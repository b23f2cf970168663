package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlException;
import io.dockerkit.compose.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads documents in tests. */
final class Documents {
    private Documents() {}

    /** Loads texts, which are called {@code 1.yaml}, {@code 2.yaml} and so on, without paths being resolved. */
    static Object load(String... texts) {
        return load(Map.of(), texts);
    }

    static Object load(Map<String, String> environment, String... texts) {
        List<DocumentRequest.Source> sources = new ArrayList<>();
        for (String text : texts) {
            sources.add(new DocumentRequest.Source(sources.size() + 1 + ".yaml", null, text));
        }
        return DocumentLoader.load(
                        new DocumentRequest(
                                sources,
                                Path.of("/project"),
                                environment,
                                "p",
                                true,
                                false,
                                List.of()))
                .root()
                .plain();
    }

    /** Loads a file, with its directory as that of the project. */
    static Document load(Path file, Map<String, String> environment, boolean resolvePaths) {
        return DocumentLoader.load(
                new DocumentRequest(
                        List.of(
                                new DocumentRequest.Source(
                                        file.getFileName().toString(), file, null)),
                        file.getParent(),
                        environment,
                        "p",
                        true,
                        resolvePaths,
                        List.of()));
    }

    /** Returns what a text in YAML says. */
    static Object yaml(String text) {
        try {
            return YamlReader.readCompose("expected.yaml", text).get(0).root().plain();
        } catch (YamlException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
