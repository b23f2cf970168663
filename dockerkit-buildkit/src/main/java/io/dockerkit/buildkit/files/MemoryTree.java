package io.dockerkit.buildkit.files;

import io.dockerkit.impl.copy.FileState;
import io.dockerkit.impl.tar.ByteNames;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A directory of some files that exist in memory only. Immutable and thread-safe. */
public final class MemoryTree implements FileTree {
    private static final int DIRECTORY = 0040755;
    private static final int FILE = 0100644;

    private final TreeMap<String, byte[]> files;
    private final FileTime modified = FileTime.fromMillis(System.currentTimeMillis());

    private MemoryTree(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
    }

    /** Returns the tree of files by their names, without directories. */
    public static MemoryTree of(Map<String, byte[]> files) {
        return new MemoryTree(files);
    }

    @Override
    public List<String> names(String directory) throws NoSuchFileException, NotDirectoryException {
        if (directory.isEmpty()) {
            return List.copyOf(files.keySet());
        }
        content(directory);
        throw new NotDirectoryException(directory);
    }

    private byte[] content(String path) throws NoSuchFileException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new NoSuchFileException(path);
        }
        return content;
    }

    @Override
    public FileNode node(String path) throws NoSuchFileException {
        boolean top = path.isEmpty();
        long size = top ? 0 : content(path).length;
        return new FileNode(
                new FileState(top ? DIRECTORY : FILE, size, modified, 0, 0, 0, null), "");
    }

    @Override
    public InputStream open(String path) throws NoSuchFileException {
        return new ByteArrayInputStream(content(path));
    }

    @Override
    public String shown(String path) {
        return ByteNames.shown(path);
    }
}
