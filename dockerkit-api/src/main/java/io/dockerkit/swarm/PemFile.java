package io.dockerkit.swarm;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.cli.HostFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Certificates and keys that flags name by their files. Stateless and thread-safe. */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("(?s)-----BEGIN ([A-Z0-9 ]+)-----\\s.*?-----END \\1-----");

    private PemFile() {}

    /**
     * Returns the text of the file.
     *
     * @throws LocalFileException if it cannot be read
     * @throws InvalidOptionException if it has no block in PEM
     */
    static String read(String option, String name, HostContext host) {
        Path file = HostFiles.resolve(host.directory(), name);
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LocalFileException(
                    file.toString(), "cannot read the file of " + option + ": " + file, e);
        }
        if (!BLOCK.matcher(text).find()) {
            throw new InvalidOptionException(
                    option, name, "accepted form: the path of a file in PEM format");
        }
        return text;
    }
}
