package io.dockerkit.compose.file;

/** Reads Compose files and merges them. Stateless and thread-safe. */
public final class DocumentLoader {
    private DocumentLoader() {}

    /**
     * Reads the files in the order of the specification: YAML, variables, include, extends, merge, the schema, long forms.
     *
     * @throws io.dockerkit.InvalidOptionException if what is in a file is wrong; the message names the file, the line, the key
     *     and the accepted form
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    public static Document load(DocumentRequest request) {
        throw new UnsupportedOperationException("not yet: " + request);
    }
}
