package io.dockerkit.impl.copy;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory as a tar archive that is made while it is read: files go from the disk into the reader's array. The
 * heads are those of commons-compress; its output stream would want a thread and a pipe in between.
 *
 * <p>Modes, times, owners, symbolic and hard links, named pipes and devices are kept. Sockets have no place in an archive and are left out.
 *
 * <p>Not thread-safe.
 */
public final class TarSource extends InputStream {
    private static final int BLOCK = 512;

    private final Deque<Item> ahead = new ArrayDeque<>();
    private final Map<Object, String> linked = new HashMap<>();
    private final LongConsumer progress;
    private Predicate<String> leftOut = path -> false;
    private boolean lookBelow;
    private boolean rootOwned;
    private byte[] pending = {};
    private int position;
    private @Nullable FileInputStream file;
    private String fileName = "";
    private long left;
    private int padding;
    private boolean ended;

    /** What is to be written yet. */
    private record Item(Path path, String name) {}

    /**
     * Makes the archive of one file or directory.
     *
     * @param name the name that it gets in the archive; {@code .} for the contents of a directory
     * @param progress is told of each number of bytes of files that were read
     */
    TarSource(Path source, String name, LongConsumer progress) {
        this.progress = progress;
        ahead.add(new Item(source, name));
    }

    /**
     * Makes the archive of what is in a directory, all of it root's.
     *
     * @param leftOut tells of a path, relative to the directory, whether it is left out
     * @param lookBelow whether something below a directory that is left out may be wanted
     */
    public static TarSource rootOwned(
            Path directory, Predicate<String> leftOut, boolean lookBelow) {
        TarSource source = new TarSource(directory, ".", bytes -> {});
        source.leftOut = leftOut;
        source.lookBelow = lookBelow;
        source.rootOwned = true;
        return source;
    }

    /** Returns the bytes of all files below the path, as far as they can be seen. */
    static long bytesBelow(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
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
        FileInputStream in = Objects.requireNonNull(file);
        int count = in.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new IOException(
                    fileName + " became " + left + " bytes shorter while it was copied");
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
    private boolean next() throws IOException {
        Item item = ahead.poll();
        if (item != null) {
            begin(item);
            return true;
        }
        if (ended) {
            return false;
        }
        ended = true;
        pend(new byte[2 * BLOCK]);
        return true;
    }

    private void begin(Item item) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(
                        item.path(),
                        "unix:mode,uid,gid,size,lastModifiedTime,ino,dev,rdev,nlink,isDirectory,isRegularFile,isSymbolicLink,isOther",
                        LinkOption.NOFOLLOW_LINKS);
        String path = item.name().startsWith("./") ? item.name().substring(2) : "";
        boolean skipped = !path.isEmpty() && leftOut.test(path);
        if (skipped && !(lookBelow && is(attributes, "isDirectory"))) {
            return;
        }
        if (is(attributes, "isDirectory")) {
            directory(item, attributes, skipped);
        } else if (is(attributes, "isSymbolicLink")) {
            TarArchiveEntry entry = entry(item.name(), TarConstants.LF_SYMLINK, attributes);
            entry.setLinkName(Files.readSymbolicLink(item.path()).toString());
            pend(head(entry));
        } else if (is(attributes, "isRegularFile")) {
            regular(item, attributes);
        } else {
            node(item, attributes);
        }
    }

    private static boolean is(Map<String, Object> attributes, String name) {
        return Boolean.TRUE.equals(attributes.get(name));
    }

    private void directory(Item item, Map<String, Object> attributes, boolean skipped)
            throws IOException {
        if (!skipped) {
            pend(head(entry(item.name() + "/", TarConstants.LF_DIR, attributes)));
        }
        try (Stream<Path> children = Files.list(item.path())) {
            List<Path> sorted = children.sorted().toList();
            for (int i = sorted.size() - 1; i >= 0; i--) {
                Path child = sorted.get(i);
                ahead.push(new Item(child, item.name() + "/" + child.getFileName()));
            }
        }
    }

    private void node(Item item, Map<String, Object> attributes) throws IOException {
        byte type = Nodes.type((int) number(attributes, "mode"));
        if (type != 0) {
            TarArchiveEntry entry = entry(item.name(), type, attributes);
            if (type != TarConstants.LF_FIFO) {
                Nodes.number(entry, number(attributes, "rdev"));
            }
            pend(head(entry));
        }
    }

    private void regular(Item item, Map<String, Object> attributes) throws IOException {
        if (number(attributes, "nlink") > 1) {
            Object inode = List.of(attributes.get("dev"), attributes.get("ino"));
            String first = linked.putIfAbsent(inode, item.name());
            if (first != null) {
                TarArchiveEntry entry = entry(item.name(), TarConstants.LF_LINK, attributes);
                entry.setLinkName(first);
                pend(head(entry));
                return;
            }
        }
        TarArchiveEntry entry = entry(item.name(), TarConstants.LF_NORMAL, attributes);
        long size = number(attributes, "size");
        entry.setSize(size);
        if (size > 0) {
            file = new FileInputStream(item.path().toFile());
            fileName = item.path().toString();
            left = size;
            padding = (int) ((BLOCK - size % BLOCK) % BLOCK);
        }
        pend(head(entry));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private TarArchiveEntry entry(String name, byte type, Map<String, Object> attributes) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setMode((int) number(attributes, "mode") & 07777);
        entry.setUserId(rootOwned ? 0 : number(attributes, "uid"));
        entry.setGroupId(rootOwned ? 0 : number(attributes, "gid"));
        entry.setUserName("");
        entry.setGroupName("");
        if (attributes.get("lastModifiedTime") instanceof FileTime modified) {
            entry.setLastModifiedTime(modified);
        }
        return entry;
    }

    /** Returns the entry's head, and before it what does not fit into it: a long name, a large number, a fraction of a second. */
    @SuppressWarnings("resource") // only its head is wanted: closing it would end the archive
    static byte[] head(TarArchiveEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BLOCK);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, BLOCK, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        tar.putArchiveEntry(entry);
        tar.flush();
        return bytes.toByteArray();
    }

    /** Returns an archive without the two blocks at its end, so that another may follow. */
    public static byte[] withoutEnd(byte[] archive) {
        return Arrays.copyOf(archive, archive.length - 2 * BLOCK);
    }

    /** Returns an archive of one file. */
    public static byte[] single(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
        entry.setMode(0644);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setSize(content.length);
        byte[] head = head(entry);
        int padding = (BLOCK - content.length % BLOCK) % BLOCK;
        byte[] archive = new byte[head.length + content.length + padding + 2 * BLOCK];
        System.arraycopy(head, 0, archive, 0, head.length);
        System.arraycopy(content, 0, archive, head.length, content.length);
        return archive;
    }

    @Override
    public void close() throws IOException {
        ahead.clear();
        if (file != null) {
            file.close();
        }
    }
}
