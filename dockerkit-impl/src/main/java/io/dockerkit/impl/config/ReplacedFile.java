package io.dockerkit.impl.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A file of the docker configuration that is written: the new one takes the old one's place as a whole, so that nobody sees
 * half of it. A link stays one, to a file that is not there yet, too; mode and owner stay what they were. Stateless and
 * thread-safe.
 */
final class ReplacedFile {
    private static final String SUFFIX = ".new";

    /** What {@link Files#createTempFile} puts between prefix and suffix. */
    private static final Pattern RANDOM = Pattern.compile("[0-9]{5,20}");

    private static final Duration OLD = Duration.ofMinutes(10);
    private static final int MOST_LINKS = 40;

    private ReplacedFile() {}

    /** Writes the file; a new one, and directories that it needs, are this user's alone. */
    static void write(Path file, byte[] text) throws IOException {
        Path target = target(file);
        createDirectories(directory(target));
        discardOld(target);
        Path whole = part(target);
        try {
            fill(whole, text);
            copyOwnerAndMode(target, whole);
            move(whole, target);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /**
     * Writes the file in a directory that exists.
     *
     * @param mode its mode, whatever it was before: {@code rw-r--r--}
     */
    static void write(Path file, byte[] text, String mode) throws IOException {
        Path whole = part(file);
        try {
            fill(whole, text);
            if (isUnix(whole)) {
                Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString(mode));
            }
            move(whole, file);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static Path part(Path target) throws IOException {
        return Files.createTempFile(directory(target), prefix(target), SUFFIX);
    }

    private static void fill(Path part, byte[] text) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        Files.move(
                part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file is in a directory");
    }

    private static String prefix(Path file) {
        return Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
    }

    private static Path target(Path file) throws IOException {
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

    /** Logins are in them, so the umask does not count. */
    private static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory, ofOwner(directory));
    }

    /** Returns the attributes of a new directory that only this user can enter. */
    static FileAttribute<?>[] ofOwner(Path path) {
        return isUnix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isUnix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** As the CLI: who may not give a file away becomes its owner. Of a new one, only this user is. */
    private static void copyOwnerAndMode(Path from, Path to) throws IOException {
        if (!isUnix(to) || !Files.exists(from)) {
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
    private static void discardOld(Path target) throws IOException {
        String prefix = prefix(target);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(
                        directory(target), left -> isPart(left.getFileName().toString(), prefix))) {
            Instant old = Instant.now().minus(OLD);
            for (Path left : files) {
                if (Files.isRegularFile(left, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(left).toInstant().isBefore(old)) {
                    discard(left);
                }
            }
        }
    }

    private static boolean isPart(String name, String prefix) {
        return name.startsWith(prefix)
                && name.endsWith(SUFFIX)
                && name.length() > prefix.length() + SUFFIX.length()
                && RANDOM.matcher(name.substring(prefix.length(), name.length() - SUFFIX.length()))
                        .matches();
    }

    private static void discard(Path left) {
        try {
            Files.deleteIfExists(left);
        } catch (IOException notAllowed) {
            // that of another user; it costs no login
        }
    }
}
