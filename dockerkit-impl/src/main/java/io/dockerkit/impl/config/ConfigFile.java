package io.dockerkit.impl.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.DockerException;
import io.dockerkit.impl.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file config.json of the docker configuration. It is read at each call, and replaced as a whole: nobody sees half of it,
 * what DockerKit does not know stays in it as it is written, mode and owner stay, and one that cannot be read is never overwritten. No error shows what is in it,
 * since that may be a password.
 *
 * <p>Thread-safe, between the threads of this process.
 */
final class ConfigFile {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final ReentrantLock WRITING = new ReentrantLock();
    private static final String PREFIX = "config.json";
    private static final String SUFFIX = ".new";

    /** The names that {@link Files#createTempFile} gives. */
    private static final Pattern OWN_NAME = Pattern.compile("config\\.json[0-9]{5,20}\\.new");

    private static final Duration OLD = Duration.ofMinutes(10);
    private static final int MOST_LINKS = 40;

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
                write(JsonText.pretty(after).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new DockerException(
                    "the docker configuration " + file + " cannot be written: " + reason(e), e);
        } finally {
            WRITING.unlock();
        }
    }

    /** A link stays one, to a file that is not there yet, too; mode and owner stay what they were. */
    private void write(byte[] text) throws IOException {
        Path target = target();
        Path directory = Objects.requireNonNull(target.getParent(), "a file is in a directory");
        createDirectories(directory);
        discardOld(directory);
        Path whole = Files.createTempFile(directory, PREFIX, SUFFIX);
        try {
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            copyOwnerAndMode(target, whole);
            Files.move(
                    whole,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private Path target() throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(file.toString(), null, "too many symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(target.toString(), null, "it is no regular file");
        }
        return target;
    }

    /** New directories are this user's alone, whatever the umask: logins are in them. */
    private static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (isPosix(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** As the CLI: who may not give a file away becomes its owner. Of a new one, only this user is. */
    private static void copyOwnerAndMode(Path from, Path to) throws IOException {
        if (!isPosix(to) || !Files.exists(from)) {
            return;
        }
        for (String id : List.of("unix:gid", "unix:uid")) {
            Object wanted = Files.getAttribute(from, id);
            if (!wanted.equals(Files.getAttribute(to, id))) {
                try {
                    Files.setAttribute(to, id, wanted);
                } catch (IOException notAllowed) {
                    // only root gives files away
                }
            }
        }
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }

    /** Removes what a process that was killed while it wrote has left, with the logins in it. */
    private static void discardOld(Path directory) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            Instant old = Instant.now().minus(OLD);
            for (Path left : files) {
                if (OWN_NAME.matcher(left.getFileName().toString()).matches()
                        && Files.isRegularFile(left, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(left).toInstant().isBefore(old)) {
                    discard(left);
                }
            }
        }
    }

    private static void discard(Path left) {
        try {
            Files.deleteIfExists(left);
        } catch (IOException notAllowed) {
            // that of another user; it costs no login
        }
    }

    /** Returns its path. */
    @Override
    public String toString() {
        return file.toString();
    }
}
