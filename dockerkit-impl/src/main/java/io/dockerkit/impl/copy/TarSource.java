package io.dockerkit.impl.copy;

import io.dockerkit.LocalFileException;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.impl.tar.TarHead;
import io.dockerkit.impl.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file or directory as a tar archive that is made while it is read: files go from the disk into the reader's array.
 *
 * <p>Names are sent byte for byte. Modes, times, owners, symbolic and hard links, named pipes and devices are kept, as far
 * as the file system has them, and in copies the capabilities of files. Other extended attributes are not. Sockets have no place in an archive and are left out. What is deleted between the listing of its directory and its
 * turn is left out, too, as by {@code docker cp}, and is logged as a warning; what cannot be read is a
 * {@link LocalFileException} that names it.
 *
 * <p>Not thread-safe.
 */
public final class TarSource extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final int BLOCK = TarHead.BLOCK;

    private final Deque<Item> ahead = new ArrayDeque<>();
    private final Map<Object, String> linked = new HashMap<>();
    private final LongConsumer progress;
    private final Path top;
    private final boolean rootOwned;
    private Map<String, byte[]> added = new LinkedHashMap<>();
    private byte[] pending = {};
    private int position;
    private @Nullable InputStream file;
    private @Nullable Path path;
    private long left;
    private int padding;
    private boolean ended;
    private @Nullable Set<Path> capable;

    /** What is to be written yet. Its filter is its directory's. */
    private record Item(Path path, String name, String relative, PathFilter above) {}

    /**
     * Makes the archive of one file or directory.
     *
     * @param name the byte name that it gets in the archive; {@code .} for the contents of a directory
     * @param progress is told of each number of bytes of files that were read
     */
    TarSource(Path source, String name, LongConsumer progress) {
        this.progress = progress;
        this.top = source;
        this.rootOwned = false;
        ahead.add(new Item(source, name, "", PathFilter.ALL));
    }

    private TarSource(Path directory, PathFilter filter, Map<String, byte[]> added) {
        this.progress = bytes -> {};
        this.top = directory;
        this.rootOwned = true;
        this.added = new LinkedHashMap<>(added);
        ahead.add(new Item(directory, "", "", filter));
    }

    /**
     * Makes the archive of what is in a directory, all of it root's, without an entry for the directory itself.
     *
     * @param filter what becomes of the directory, and of the paths below it
     * @param added files by their byte names; they are sent in place of those of the same name, or at the end
     */
    public static TarSource rootOwned(
            Path directory, PathFilter filter, Map<String, byte[]> added) {
        return new TarSource(directory, filter, added);
    }

    /** Makes the archive of these files, by their byte names, all of them root's. */
    public static TarSource ofFiles(Map<String, byte[]> files) {
        TarSource source = new TarSource(Path.of(""), PathFilter.ALL, files);
        source.ahead.clear();
        return source;
    }

    /** Returns the bytes of all files below the path, as far as they can be seen. */
    static long bytesBelow(Path source) throws IOException {
        long[] sum = {0};
        Files.walkFileTree(
                source,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        // told when its turn comes
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return sum[0];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (position == pending.length && file == null) {
            if (!next()) {
                return -1;
            }
        }
        return position < pending.length
                ? readPending(into, offset, length)
                : readFile(into, offset, length);
    }

    private int readPending(byte[] into, int offset, int length) {
        int count = Math.min(length, pending.length - position);
        System.arraycopy(pending, position, into, offset, count);
        position += count;
        return count;
    }

    private int readFile(byte[] into, int offset, int length) throws IOException {
        InputStream in = Objects.requireNonNull(file);
        Path from = Objects.requireNonNull(path);
        int count;
        try {
            count = in.read(into, offset, (int) Math.min(length, left));
        } catch (IOException e) {
            throw LocalFiles.failed("read", from, e);
        }
        if (count < 0) {
            String shown = ByteNames.shown(from);
            throw new LocalFileException(
                    shown,
                    shown + " became " + left + " bytes shorter while it was copied; copy it again",
                    null);
        }
        left -= count;
        progress.accept(count);
        if (left == 0) {
            in.close();
            file = null;
            pend(new byte[padding]);
        }
        return count;
    }

    private void pend(byte[] bytes) {
        pending = bytes;
        position = 0;
    }

    /** Prepares the next item; false at the end of the archive. */
    private boolean next() {
        Item item = ahead.poll();
        if (item != null) {
            begin(item);
            return true;
        }
        if (!added.isEmpty()) {
            String name = added.keySet().iterator().next();
            pend(
                    TarWriter.entry(
                            TarHead.of(name, TarHead.FILE, 0600, FileTime.fromMillis(0)),
                            taken(name)));
            return true;
        }
        if (ended) {
            return false;
        }
        ended = true;
        pend(new byte[2 * BLOCK]);
        return true;
    }

    private byte[] taken(String name) {
        return Objects.requireNonNull(added.remove(name));
    }

    private void begin(Item item) {
        try {
            FileState state = FileState.of(item.path());
            PathFilter filter =
                    item.relative().isEmpty() ? item.above() : item.above().below(item.relative());
            if (state.isDirectory()) {
                directory(item, state, filter);
            } else if (filter.isLeftOut()) {
                return;
            } else if (added.containsKey(item.name())) {
                pend(TarWriter.entry(head(item.name(), TarHead.FILE, state), taken(item.name())));
            } else if (isKnown(item, state)) {
                return;
            } else if (state.isLink()) {
                pend(
                        head(item.name(), TarHead.SYMBOLIC_LINK, state)
                                .link(target(Files.readSymbolicLink(item.path())))
                                .blocks());
            } else if (state.isRegular()) {
                regular(item, state);
            } else {
                node(item, state);
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            if (item.path().equals(top)) {
                throw LocalFiles.failed("read", item.path(), gone);
            }
            linked.values().remove(item.name());
            LOG.warn(
                    "{} was deleted while its directory was read, and is left out",
                    ByteNames.shown(item.path()));
        } catch (IOException e) {
            throw LocalFiles.failed("read", item.path(), e);
        }
    }

    /** In an archive the parts of a path are separated as on Linux. */
    private static String target(Path link) {
        String name = ByteNames.of(link);
        return link.getFileSystem().getSeparator().equals("\\") ? name.replace('\\', '/') : name;
    }

    private void directory(Item item, FileState state, PathFilter filter) throws IOException {
        if (!filter.isWalked()) {
            return;
        }
        List<Item> children = children(item, filter);
        if (!filter.isLeftOut() && !item.name().isEmpty()) {
            pend(head(item.name() + "/", TarHead.DIRECTORY, state).blocks());
        }
        for (int i = children.size() - 1; i >= 0; i--) {
            ahead.push(children.get(i));
        }
    }

    private static List<Item> children(Item item, PathFilter filter) throws IOException {
        List<Item> children = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(item.path())) {
            for (Path path : paths) {
                String name = ByteNames.last(path);
                if (name.endsWith("/")) {
                    // as the file system of a zip file writes directories
                    name = name.substring(0, name.length() - 1);
                }
                children.add(
                        new Item(
                                path,
                                under(item.name(), name),
                                under(item.relative(), name),
                                filter));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(Comparator.comparing(Item::name));
        return children;
    }

    private static String under(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private void node(Item item, FileState state) {
        char type = Nodes.type(state.mode());
        if (type != 0) {
            TarHead head = head(item.name(), type, state);
            pend((type == TarHead.PIPE ? head : head.device(state.device())).blocks());
        }
    }

    /** Sends what was sent under another name as a link to that. */
    private boolean isKnown(Item item, FileState state) {
        Object inode = state.inode();
        String first = inode == null ? null : linked.putIfAbsent(inode, item.name());
        if (first == null) {
            return false;
        }
        pend(head(item.name(), TarHead.HARD_LINK, state).link(first).blocks());
        return true;
    }

    private void regular(Item item, FileState state) throws IOException {
        long size = state.size();
        if (size > 0) {
            file = Files.newInputStream(item.path());
            path = item.path();
            left = size;
            padding = TarHead.padding(size);
        }
        TarHead head = head(item.name(), TarHead.FILE, state).size(size);
        pend(withCapability(head, item.path()).blocks());
    }

    /** Only programs have capabilities. The context of a build is the caller's sources, and has none. */
    private TarHead withCapability(TarHead head, Path program) {
        if (rootOwned || (head.mode() & 0111) == 0) {
            return head;
        }
        Set<Path> known = capable;
        if (known == null) {
            known = FileCapability.below(top.toAbsolutePath());
            capable = known;
        }
        return known.contains(program.toAbsolutePath())
                ? FileCapability.of(program)
                        .map(value -> head.attributes(Map.of(FileCapability.NAME, value)))
                        .orElse(head)
                : head;
    }

    private TarHead head(String name, char type, FileState state) {
        return TarHead.of(name, type, state.mode() & 07777, state.modified())
                .owner(rootOwned ? 0 : state.owner(), rootOwned ? 0 : state.group());
    }

    @Override
    public void close() throws IOException {
        ahead.clear();
        added.clear();
        if (file != null) {
            file.close();
        }
    }
}
