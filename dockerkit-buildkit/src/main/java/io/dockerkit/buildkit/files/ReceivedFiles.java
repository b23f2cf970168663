package io.dockerkit.buildkit.files;

import io.dockerkit.LocalFileException;
import io.dockerkit.impl.copy.FileState;
import io.dockerkit.impl.tar.ByteNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes received files in a directory, and nothing outside of it: a name that leads out, and one whose way is a link, is
 * refused. What is there stays, but for files and links of the same names. Not thread-safe.
 */
final class ReceivedFiles {
    private final Path top;
    // by their byte names; each was there, or made, as a directory and no link
    private final Map<String, Path> directories = new HashMap<>();
    private final List<Map.Entry<Path, ReceivedStat>> made = new ArrayList<>();
    private final Map<Path, Path> hardLinks = new LinkedHashMap<>();

    ReceivedFiles(Path top) {
        this.top = top;
    }

    /** Makes a directory or a link; returns true if the path is that of a file whose content is needed. */
    boolean make(ReceivedStat stat) throws IOException {
        Path path = path(stat.path());
        if (stat.isDirectory()) {
            if (!isDirectory(path)) {
                remove(path, stat);
                Files.createDirectory(path);
            }
            directories.put(stat.path(), path);
            made.add(Map.entry(path, stat));
            return false;
        }
        if (stat.isNode()) {
            throw refused(stat, "it is a device or a pipe");
        }
        remove(path, stat);
        if (stat.isSymbolicLink()) {
            Files.createSymbolicLink(path, ByteNames.relative(path, stat.link()));
            return false;
        }
        if (!stat.link().isEmpty()) {
            hardLinks.put(path, path(stat.link()));
            return false;
        }
        return true;
    }

    ReceivedFile begin(ReceivedStat stat) throws IOException {
        return new ReceivedFile(path(stat.path()), stat);
    }

    /** Makes what needs all files to be there. */
    void finish() throws IOException {
        if (directories.isEmpty()) {
            top();
        }
        for (Map.Entry<Path, Path> link : hardLinks.entrySet()) {
            Files.createLink(link.getKey(), link.getValue());
        }
        // the innermost first, as a mode may lock out from those below
        for (int i = made.size() - 1; i >= 0; i--) {
            Path path = made.get(i).getKey();
            ReceivedStat stat = made.get(i).getValue();
            FileState.setMode(path, stat.permissions());
            Files.setLastModifiedTime(path, FileTime.from(stat.modified(), TimeUnit.NANOSECONDS));
        }
    }

    private Path top() throws IOException {
        Path known = directories.get("");
        if (known == null) {
            Files.createDirectories(top);
            known = top.toRealPath();
            directories.put("", known);
        }
        return known;
    }

    private Path path(String name) throws IOException {
        top();
        int slash = name.lastIndexOf('/');
        String last = name.substring(slash + 1);
        // an absolute name has no directory here
        Path parent = slash == 0 ? null : directories.get(name.substring(0, Math.max(0, slash)));
        if (parent == null || last.isEmpty() || last.equals(".") || last.equals("..")) {
            throw new LocalFileException(
                    ByteNames.shown(name),
                    "the engine sends the output "
                            + ByteNames.shown(name)
                            + ", whose directory it has not sent; nothing is written outside of "
                            + ByteNames.shown(top),
                    null);
        }
        return ByteNames.child(parent, last);
    }

    private static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void remove(Path path, ReceivedStat stat) throws IOException {
        try {
            BasicFileAttributes there =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (there.isDirectory() || there.isOther()) {
                throw refused(
                        stat,
                        "there is "
                                + (there.isDirectory() ? "a directory" : "a device or a pipe")
                                + " of that name");
            }
            Files.delete(path);
        } catch (NoSuchFileException none) {
            return;
        }
    }

    private LocalFileException refused(ReceivedStat stat, String why) {
        String shown = ByteNames.shown(stat.path());
        return new LocalFileException(
                shown, "the output " + shown + " cannot be written: " + why, null);
    }
}
