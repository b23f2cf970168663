package io.dockerkit.impl.copy;

import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.impl.tar.TarHead;
import io.dockerkit.impl.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extracts an archive into a directory, and nothing outside of it: an entry whose name, or whose way through links, leads
 * out is refused. Files get their mode and time and appear when they are whole; directories are merged; owners are those
 * of this process. A file does not take the place of a directory, nor the other way round, and nothing but a device or pipe
 * takes the place of one.
 *
 * <p>Names are written byte for byte. Of extended attributes, those named {@code user.…} are kept; the JDK cannot write
 * others, so that file capabilities are lost, which is logged as a warning.
 *
 * <p>Not thread-safe.
 */
final class Untar {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final int BUFFER = 256 * 1024;
    private static final String USER = "user.";

    private final Path root;
    private final Renaming renaming;
    private final LongConsumer progress;
    private final @Nullable Duration limit;
    private final List<Map.Entry<Path, TarHead>> directories = new ArrayList<>();
    // directories below the root by their byte names: no link is in their way, and none can take
    // the place of one
    private final Map<String, Path> known = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER];
    private long began;
    private int lookups;

    /**
     * Makes an extractor.
     *
     * @param root the directory, which exists
     * @param progress is told of each number of bytes of files that were written
     * @param limit how long the directories of one entry may take, or null for ever
     */
    Untar(Path root, Renaming renaming, LongConsumer progress, @Nullable Duration limit)
            throws IOException {
        this.root = root.toRealPath();
        this.renaming = renaming;
        this.progress = progress;
        this.limit = limit;
        known.put("", this.root);
    }

    /** Returns how often a directory on the way to an entry was looked at so far. */
    int lookups() {
        return lookups;
    }

    /** Extracts all entries; returns how many. */
    int extract(InputStream archive) throws IOException {
        int count = 0;
        // what is not closed: the archive's stream, which is the caller's
        TarReader tar = new TarReader(archive);
        for (TarHead entry = tar.next(); entry != null; entry = tar.next()) {
            began = System.nanoTime();
            extract(entry, tar);
            count++;
        }
        // what was put into them has changed their times; the innermost first, as a mode may lock
        // out from those below
        for (int i = directories.size() - 1; i >= 0; i--) {
            adorn(directories.get(i).getKey(), directories.get(i).getValue());
        }
        return count;
    }

    private void extract(TarHead entry, InputStream content) throws IOException {
        String name = inside(renaming.apply(entry.name()), entry);
        Path path = path(name, entry);
        if (entry.isDirectory()) {
            makeDirectory(name, path, entry);
            return;
        }
        if (name.isEmpty()) {
            throw refused(entry, "it would take the place of the target directory");
        }
        requireReplaceable(path, entry);
        switch (entry.type()) {
            case TarHead.FILE -> writeFile(path, entry, content);
            case TarHead.HARD_LINK -> link(path, entry);
            case TarHead.SYMBOLIC_LINK -> {
                Path target = nameable(() -> ByteNames.relative(path, entry.link()), entry);
                Files.deleteIfExists(path);
                Files.createSymbolicLink(path, target);
            }
            case TarHead.PIPE, TarHead.CHARACTER_DEVICE, TarHead.BLOCK_DEVICE -> node(path, entry);
            default ->
                    throw refused(
                            entry,
                            "its type, " + (int) entry.type() + ", is not one that docker writes");
        }
    }

    private static void requireReplaceable(Path path, TarHead entry) throws IOException {
        try {
            BasicFileAttributes there =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (there.isDirectory()) {
                throw refused(
                        entry, "there is a directory at " + path + ", which no file replaces");
            }
            if (there.isOther() && !entry.isNode()) {
                throw refused(
                        entry,
                        "there is "
                                + LocalFiles.kind(there)
                                + " at "
                                + path
                                + ", which is not replaced; remove it first if it is not needed");
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }

    /** Returns a name without {@code .}, {@code ..} and needless slashes, which does not lead out of the root. */
    private String inside(String name, TarHead entry) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    throw refused(entry, "it would leave the target directory " + root);
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** Returns the path of a name, in a directory that is in the root, also when links are followed. */
    private Path path(String name, TarHead entry) throws IOException {
        if (name.isEmpty()) {
            return root;
        }
        int slash = name.lastIndexOf('/');
        Path directory = directory(slash < 0 ? "" : name.substring(0, slash), entry);
        return nameable(() -> ByteNames.child(directory, name.substring(slash + 1)), entry);
    }

    /** Goes down from the innermost directory that is known; missing ones are made. */
    private Path directory(String name, TarHead entry) throws IOException {
        int end = name.length();
        while (!known.containsKey(name.substring(0, end))) {
            end = Math.max(0, name.lastIndexOf('/', end - 1));
        }
        Path at = Objects.requireNonNull(known.get(name.substring(0, end)));
        boolean direct = true;
        while (end < name.length()) {
            requireTime(entry);
            int start = end == 0 ? 0 : end + 1;
            int slash = name.indexOf('/', start);
            end = slash < 0 ? name.length() : slash;
            String part = name.substring(start, end);
            Path above = at;
            at = nameable(() -> ByteNames.child(above, part), entry);
            lookups++;
            if (isLinkOrMake(at, entry)) {
                direct = false;
                at = at.toRealPath();
                if (!at.startsWith(root)) {
                    throw refused(entry, "a link leads it out of the target directory " + root);
                }
            } else if (direct) {
                known.put(name.substring(0, end), at);
            }
        }
        return at;
    }

    private static boolean isLinkOrMake(Path directory, TarHead entry) throws IOException {
        try {
            BasicFileAttributes there =
                    Files.readAttributes(
                            directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (there.isDirectory() || there.isSymbolicLink()) {
                return there.isSymbolicLink();
            }
            throw refused(entry, "there is " + LocalFiles.kind(there) + " at " + directory);
        } catch (NoSuchFileException missing) {
            Files.createDirectory(directory);
            return false;
        }
    }

    private void requireTime(TarHead entry) {
        Duration most = limit;
        if (most != null && System.nanoTime() - began > most.toNanos()) {
            throw new DockerTimeoutException(
                    "making the directories of the archive's entry "
                            + ByteNames.shown(entry.name())
                            + " took longer than the "
                            + most.toSeconds()
                            + " s that the copy may pause",
                    null);
        }
    }

    private void makeDirectory(String name, Path path, TarHead entry) throws IOException {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(path);
            }
        } catch (FileAlreadyExistsException there) {
            throw refused(entry, "there is a file at " + path + ", which no directory replaces");
        }
        int slash = name.lastIndexOf('/');
        if (known.containsKey(slash < 0 ? "" : name.substring(0, slash))) {
            known.put(name, path);
        }
        directories.add(Map.entry(path, entry));
    }

    /** As docker cp does; whether a device may be made, the system decides. */
    private static void node(Path path, TarHead entry) throws IOException {
        Files.deleteIfExists(path);
        try {
            Nodes.make(path, entry);
        } catch (IOException e) {
            throw refused(entry, "the pipe or device cannot be made here: " + e.getMessage());
        }
        // without its time: the JDK opens what it sets the time of, and would wait for the pipe's
        // other end
        FileState.setMode(path, entry.mode());
    }

    private void link(Path path, TarHead entry) throws IOException {
        Path existing = path(inside(renaming.apply(entry.link()), entry), entry);
        if (!existing.toRealPath().startsWith(root)) {
            throw refused(entry, "a link leads it out of the target directory " + root);
        }
        Files.deleteIfExists(path);
        Files.createLink(path, existing);
    }

    private void writeFile(Path path, TarHead entry, InputStream content) throws IOException {
        Path directory = path.getParent();
        Path part = Files.createTempFile(directory, WholeFile.PREFIX, WholeFile.SUFFIX);
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE)) {
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    write(out, count, path);
                    progress.accept(count);
                }
            }
            adorn(part, entry);
            keepAttributes(part, entry);
            Files.move(
                    part,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            throw LocalFiles.failed("write", path, e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void write(OutputStream out, int count, Path path) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw LocalFiles.failed("write", path, e);
        }
    }

    private static void keepAttributes(Path part, TarHead entry) throws IOException {
        for (Map.Entry<String, String> attribute : entry.attributes().entrySet()) {
            if (!keep(part, attribute.getKey(), attribute.getValue())) {
                LOG.warn(
                        "{} was copied without its {}: that takes a user who may set it, and for {} GNU tar on the"
                                + " PATH; a copy as an archive keeps it",
                        ByteNames.shown(entry.name()),
                        ByteNames.shown(attribute.getKey()),
                        FileCapability.NAME);
            }
        }
    }

    private static boolean keep(Path part, String name, String value) throws IOException {
        if (name.equals(FileCapability.NAME)) {
            return FileCapability.set(part, value);
        }
        UserDefinedFileAttributeView view =
                Files.getFileAttributeView(part, UserDefinedFileAttributeView.class);
        if (!name.startsWith(USER) || view == null) {
            return false;
        }
        view.write(name.substring(USER.length()), ByteBuffer.wrap(ByteNames.bytes(value)));
        return true;
    }

    private static void adorn(Path path, TarHead entry) throws IOException {
        FileState.setMode(path, entry.mode());
        Files.setLastModifiedTime(path, entry.modified());
    }

    /** What names a path of this machine. */
    private interface Naming {
        Path path() throws FileSystemException;
    }

    private static Path nameable(Naming naming, TarHead entry) {
        try {
            return naming.path();
        } catch (FileSystemException e) {
            throw refused(entry, e.getReason() + "");
        }
    }

    private static DockerException refused(TarHead entry, String why) {
        return new DockerException(
                "the archive's entry "
                        + ByteNames.shown(entry.name())
                        + " was not extracted: "
                        + why);
    }
}
