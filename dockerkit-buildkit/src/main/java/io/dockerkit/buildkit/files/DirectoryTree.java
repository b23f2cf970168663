package io.dockerkit.buildkit.files;

import io.dockerkit.impl.copy.FileState;
import io.dockerkit.impl.tar.ByteNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory of this machine. Immutable and thread-safe. */
public final class DirectoryTree implements FileTree {
    private final Path top;
    private final boolean attributes;

    private DirectoryTree(Path top, boolean attributes) {
        this.top = top;
        this.attributes = attributes;
    }

    /**
     * Returns the tree of a directory; links to it are followed.
     *
     * @throws IOException if there is no such directory
     */
    public static DirectoryTree of(Path directory) throws IOException {
        Path real = directory.toRealPath();
        boolean attributes =
                Files.getFileStore(real)
                        .supportsFileAttributeView(UserDefinedFileAttributeView.class);
        return new DirectoryTree(real, attributes);
    }

    private Path path(String path) throws IOException {
        return path.isEmpty() ? top : ByteNames.child(top, path);
    }

    @Override
    public List<String> names(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path(directory))) {
            for (Path child : children) {
                String name = ByteNames.last(child);
                // as the file system of a zip file writes directories
                names.add(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public FileNode node(String name) throws IOException {
        Path path = path(name);
        FileState state = FileState.of(path);
        return new FileNode(state, state.isLink() ? target(Files.readSymbolicLink(path)) : "");
    }

    private static String target(Path link) {
        String name = ByteNames.of(link);
        return link.getFileSystem().getSeparator().equals("\\") ? name.replace('\\', '/') : name;
    }

    /** The JDK reads the attributes of the namespace {@code user}; others, as file capabilities, it cannot. */
    @Override
    public Map<String, byte[]> attributes(String name, FileNode node) throws IOException {
        if (!attributes || !(node.state().isRegular() || node.state().isDirectory())) {
            return Map.of();
        }
        UserDefinedFileAttributeView view =
                Files.getFileAttributeView(path(name), UserDefinedFileAttributeView.class);
        Map<String, byte[]> found = new LinkedHashMap<>();
        try {
            for (String key : view.list()) {
                ByteBuffer value = ByteBuffer.allocate(view.size(key));
                view.read(key, value);
                found.put("user." + key, Arrays.copyOf(value.array(), value.position()));
            }
        } catch (IOException unreadable) {
            // as the CLI: what cannot be read is not sent; the file itself is told of when it is
            // needed
            return found;
        }
        return found;
    }

    @Override
    public InputStream open(String name) throws IOException {
        Path path = path(name);
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.isRegularFile()
                ? Files.newInputStream(path)
                : InputStream.nullInputStream();
    }

    @Override
    public String shown(String path) {
        String shown = ByteNames.shown(top);
        String directory = shown.endsWith("/") ? shown : shown + "/";
        return path.isEmpty() ? shown : directory + ByteNames.shown(path);
    }
}
