package io.dockerkit.swarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.HostFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The content of a secret or a config, given in memory or by the name of a file. Immutable and thread-safe. */
final class Content {
    /** The CLI's name of standard input. */
    static final String STDIN = "-";

    /** No content in memory. */
    static final Content NONE = new Content(null);

    private final byte @Nullable [] bytes;

    private Content(byte @Nullable [] bytes) {
        this.bytes = bytes;
    }

    static Content of(byte[] bytes, int most) {
        return new Content(
                checked("content", Objects.requireNonNull(bytes, "bytes").clone(), most));
    }

    private static byte[] checked(String what, byte[] bytes, int most) {
        if (bytes.length == 0 || bytes.length > most) {
            throw new InvalidOptionException(
                    what, bytes.length + " bytes", "a swarm keeps from 1 to " + most + " bytes");
        }
        return bytes;
    }

    /** Returns the content, read from the file that the second operand names unless it is in memory. */
    String base64(String noun, CommandLine line, int most) {
        byte[] known = bytes;
        if (known == null) {
            String file = line.operands().size() > 1 ? line.operand(1) : STDIN;
            if (file.equals(STDIN)) {
                throw new InvalidOptionException(
                        "docker " + noun + " create",
                        line.operand(0),
                        "the content is missing: set content(…) or file(…)");
            }
            known = read(noun, HostFiles.resolve(line.host().directory(), file), most);
        }
        return new String(Base64.getEncoder().encode(known), UTF_8);
    }

    /** Reads a byte more than may be, so that a file without end does not fill the memory. */
    private static byte[] read(String noun, Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            return checked(noun + " file", in.readNBytes(most + 1), most);
        } catch (IOException e) {
            throw new LocalFileException(
                    file.toString(), "cannot read the file of the " + noun + ": " + file, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns how many bytes there are, and not the bytes themselves. */
    @Override
    public String toString() {
        byte[] known = bytes;
        return known == null ? "no content" : known.length + " bytes";
    }
}
