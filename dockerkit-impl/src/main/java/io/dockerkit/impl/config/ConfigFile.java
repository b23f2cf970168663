package io.dockerkit.impl.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.DockerException;
import io.dockerkit.impl.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file config.json of the docker configuration. It is read at each call, and replaced as a whole. What DockerKit does not
 * know stays in it as it is written, and one that cannot be read is never overwritten. No error shows what is in it, since that
 * may be a password.
 *
 * <p>Thread-safe, between the threads of this process.
 */
final class ConfigFile {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final ReentrantLock WRITING = new ReentrantLock();

    /** The last warning of each file. */
    private static final Map<String, String> WARNED = new ConcurrentHashMap<>();

    private final Path file;

    /** Names the file of a directory. */
    ConfigFile(Path directory) {
        this.file = directory.resolve("config.json");
    }

    /**
     * Reads it; a file that is not there, and an empty one, count as an empty configuration.
     *
     * @throws DockerException if it cannot be read or is no JSON object
     */
    ObjectNode read() {
        if (Files.notExists(file)) {
            return JsonText.object();
        }
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DockerException(
                    "the docker configuration "
                            + file
                            + " cannot be read: "
                            + (Files.isDirectory(file) ? "it is no regular file" : reason(e)),
                    e);
        }
        try (JsonParser parser = JsonText.parser(new ByteArrayInputStream(text))) {
            JsonNode tree = JsonText.nextAsWritten(parser);
            if (tree == null) {
                return JsonText.object();
            }
            if (tree instanceof ObjectNode object && JsonText.next(parser) == null) {
                return object;
            }
            throw noObject("");
        } catch (JsonProcessingException e) {
            // neither its message nor itself: they quote the text
            throw noObject(
                    e.getLocation() == null
                            ? ""
                            : " (line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr()
                                    + ")");
        } catch (IOException e) {
            throw new IllegalStateException("memory gives what is in it", e);
        }
    }

    /** Reads it; as with the CLI, one that cannot be read counts as an empty configuration, and is warned of once. */
    ObjectNode readOrWarn() {
        try {
            ObjectNode read = read();
            WARNED.remove(file.toString());
            return read;
        } catch (DockerException unreadable) {
            String message = String.valueOf(unreadable.getMessage());
            if (!message.equals(WARNED.put(file.toString(), message))) {
                LOG.warn("{}; going on without it", message);
            }
            return JsonText.object();
        }
    }

    private DockerException noObject(String where) {
        return new DockerException(
                "the docker configuration "
                        + file
                        + " is no JSON object"
                        + where
                        + "; correct it, or move it away");
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : e.getClass().getSimpleName();
    }

    /**
     * Reads it, lets it be changed, and puts the new one in its place if it differs.
     *
     * @throws DockerException if it cannot be read or written; then it is as it was
     */
    void change(Consumer<ObjectNode> change) {
        WRITING.lock();
        try {
            ObjectNode before = read();
            ObjectNode after = before.deepCopy();
            change.accept(after);
            if (!after.equals(before)) {
                ReplacedFile.write(file, JsonText.pretty(after).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new DockerException(
                    "the docker configuration " + file + " cannot be written: " + reason(e), e);
        } finally {
            WRITING.unlock();
        }
    }

    /** Returns its path. */
    @Override
    public String toString() {
        return file.toString();
    }
}
