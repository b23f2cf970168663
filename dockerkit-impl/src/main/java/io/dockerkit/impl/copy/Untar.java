package io.dockerkit.impl.copy;

import io.dockerkit.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Extracts an archive into a directory, and nothing outside of it: an entry whose name, or whose way through links, leads
 * out is refused. Files get their mode and time and appear when they are whole; directories are merged; owners are those
 * of this process. A file does not take the place of a directory, nor the other way round.
 *
 * <p>Not thread-safe.
 */
final class Untar {
    private static final int BUFFER = 256 * 1024;

    private final Path root;
    private final Renaming renaming;
    private final LongConsumer progress;
    private final Map<Path, TarArchiveEntry> directories = new LinkedHashMap<>();
    private final Set<Path> known = new HashSet<>();
    private final byte[] buffer = new byte[BUFFER];

    /**
     * Makes an extractor.
     *
     * @param root the directory, which exists
     * @param progress is told of each number of bytes of files that were written
     */
    Untar(Path root, Renaming renaming, LongConsumer progress) throws IOException {
        this.root = root.toRealPath();
        this.renaming = renaming;
        this.progress = progress;
    }

    /** Extracts all entries; returns how many. */
    int extract(InputStream archive) throws IOException {
        int count = 0;
        // what is not closed: the archive's stream, which is the caller's
        TarEnd end = new TarEnd(archive);
        TarArchiveInputStream tar = new TarArchiveInputStream(end, 10_240, 512, "UTF-8");
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            extract(entry, tar);
            count++;
        }
        end.require();
        for (Map.Entry<Path, TarArchiveEntry> made : directories.entrySet()) {
            // what was put into them has changed their times
            adorn(made.getKey(), made.getValue());
        }
        return count;
    }

    private void extract(TarArchiveEntry entry, InputStream content) throws IOException {
        Path path = inside(renaming.apply(entry.getName()), entry);
        if (entry.isDirectory()) {
            makeDirectory(path, entry);
            return;
        }
        if (path.equals(root)) {
            throw refused(entry, "it would take the place of the target directory");
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(entry, "there is a directory at " + path + ", which no file replaces");
        }
        if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
            node(path, entry);
        } else if (entry.isSymbolicLink()) {
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            link(path, entry);
        } else {
            writeFile(path, entry, content);
        }
    }

    /** Returns the path for a name, of which no part leads out of the root. */
    private Path inside(String name, TarArchiveEntry entry) throws IOException {
        Path path = root.resolve(name.replaceFirst("^/+", "")).normalize();
        if (!path.startsWith(root)) {
            throw refused(entry, "it would leave the target directory " + root);
        }
        Path parent = path.getParent();
        if (!path.equals(root) && parent != null && !known.contains(parent)) {
            requireInside(parent, entry);
        }
        return path;
    }

    /** Each part of the way must be in the root, also when links are followed; missing directories are made. */
    private void requireInside(Path directory, TarArchiveEntry entry) throws IOException {
        Path at = root;
        if (directory.equals(root)) {
            return;
        }
        for (Path part : root.relativize(directory)) {
            at = at.resolve(part);
            if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(at);
            }
            if (!at.toRealPath().startsWith(root)) {
                throw refused(entry, "a link leads it out of the target directory " + root);
            }
        }
        if (at.equals(at.toRealPath())) {
            // no link is in it, and none can take a directory's place
            known.add(at);
        }
    }

    private void makeDirectory(Path path, TarArchiveEntry entry) throws IOException {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(path);
            }
        } catch (FileAlreadyExistsException there) {
            throw refused(entry, "there is a file at " + path + ", which no directory replaces");
        }
        directories.put(path, entry);
    }

    /** As docker cp does; whether a device may be made, the system decides. */
    private static void node(Path path, TarArchiveEntry entry) throws IOException {
        Files.deleteIfExists(path);
        try {
            Nodes.make(path, entry);
        } catch (IOException e) {
            throw refused(entry, "the pipe or device cannot be made here: " + e.getMessage());
        }
        // without its time: the JDK opens what it sets the time of, and would wait for the pipe's
        // other end
        setMode(path, entry);
    }

    private void link(Path path, TarArchiveEntry entry) throws IOException {
        Path existing = inside(renaming.apply(entry.getLinkName()), entry);
        if (!existing.toRealPath().startsWith(root)) {
            throw refused(entry, "a link leads it out of the target directory " + root);
        }
        Files.deleteIfExists(path);
        Files.createLink(path, existing);
    }

    private void writeFile(Path path, TarArchiveEntry entry, InputStream content)
            throws IOException {
        Path part = Files.createTempFile(path.getParent(), ".dockerkit-", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE)) {
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    out.write(buffer, 0, count);
                    progress.accept(count);
                }
            }
            adorn(part, entry);
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (DirectoryNotEmptyException there) {
            throw refused(entry, "there is a directory at " + path + ", which no file replaces");
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void adorn(Path path, TarArchiveEntry entry) throws IOException {
        setMode(path, entry);
        FileTime modified = entry.getLastModifiedTime();
        if (modified != null) {
            Files.setLastModifiedTime(path, modified);
        }
    }

    private static void setMode(Path path, TarArchiveEntry entry) throws IOException {
        Files.setAttribute(path, "unix:mode", entry.getMode() & 07777);
    }

    private static DockerException refused(TarArchiveEntry entry, String why) {
        return new DockerException(
                "the archive's entry " + entry.getName() + " was not extracted: " + why);
    }
}
