package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of {@code --env-file} and {@code --label-file}: one {@code NAME=value} per line, no quotes, nothing replaced; a
 * name alone is inherited or vanishes. Stateless and thread-safe.
 */
public final class KeyValueFile {
    /** The CLI reads no longer lines. */
    private static final int LONGEST = 64 * 1024;

    private KeyValueFile() {}

    /**
     * Returns the pairs.
     *
     * @param option the flag that names the file
     * @param file the file's path, resolved
     * @param inherited where names without a value find theirs, or null for nowhere
     */
    public static List<String> read(
            String option, Path file, @Nullable Map<String, String> inherited) {
        List<String> pairs = new ArrayList<>();
        int number = 0;
        for (String raw : text(option, file).split("\n", -1)) {
            number++;
            requireShort(option, file, number, raw);
            String line =
                    Words.stripLeading(
                            raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw);
            if (!line.isEmpty() && line.charAt(0) != '#') {
                add(option, file, number, line, inherited, pairs);
            }
        }
        return pairs;
    }

    private static void requireShort(String option, Path file, int number, String line) {
        boolean longer =
                line.length() >= LONGEST || line.getBytes(StandardCharsets.UTF_8).length >= LONGEST;
        if (longer) {
            throw new InvalidOptionException(
                    option,
                    file.toString(),
                    "line "
                            + number
                            + " is longer than the "
                            + LONGEST
                            + " bytes that docker reads");
        }
    }

    private static void add(
            String option,
            Path file,
            int number,
            String line,
            @Nullable Map<String, String> inherited,
            List<String> pairs) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals);
        if (key.isEmpty() || key.indexOf(' ') >= 0 || key.indexOf('\t') >= 0) {
            throw new InvalidOptionException(
                    option,
                    file.toString(),
                    "the name in line "
                            + number
                            + (key.isEmpty() ? " is empty" : " has a blank in it")
                            + "; accepted form: NAME=value");
        }
        if (equals >= 0) {
            pairs.add(line);
        } else if (inherited != null && inherited.containsKey(key)) {
            pairs.add(key + "=" + inherited.get(key));
        }
    }

    private static String text(String option, Path file) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                            .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InvalidOptionException(option, file.toString(), "the file is not in UTF-8");
        } catch (IOException e) {
            throw new InvalidOptionException(option, file.toString(), why(file));
        }
    }

    /** Says why a file cannot be read, for people. */
    static String why(Path file) {
        return Files.notExists(file)
                ? "there is no such file"
                : Files.isDirectory(file)
                        ? "it is a directory, not a file"
                        : "the file cannot be read; check who may";
    }
}
