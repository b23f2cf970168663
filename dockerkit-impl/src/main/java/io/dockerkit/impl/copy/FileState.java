package io.dockerkit.impl.copy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file, links not followed: as much as its file system tells. Immutable and thread-safe.
 *
 * @param mode type and permissions as Linux numbers them
 * @param size the bytes of a file
 * @param modified when it was changed last
 * @param owner the owner's number, 0 where the file system has none
 * @param group the group's number, 0 where the file system has none
 * @param device which device it is, if it is one
 * @param inode what all names of the same file share, or null if it has one name or that is not known
 */
public record FileState(
        int mode,
        long size,
        FileTime modified,
        long owner,
        long group,
        long device,
        @Nullable Object inode) {
    // not all: the names of owner and group would be looked up
    private static final String UNIX = "unix:mode,uid,gid,size,lastModifiedTime,ino,dev,rdev,nlink";
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    // from 0400 down to 1
    private static final List<PosixFilePermission> PERMISSIONS =
            List.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);
    private static final boolean WINDOWS =
            !FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /**
     * Looks at a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is nothing
     * @throws NotDirectoryException if it lies below something that is no directory
     */
    public static FileState of(Path path) throws IOException {
        try {
            return read(path);
        } catch (FileSystemException e) {
            // the JDK has no exception of its own for it
            Path parent = path.getParent();
            boolean unnamed = e.getClass() == FileSystemException.class;
            if (unnamed && parent != null && !Files.isDirectory(parent)) {
                throw new NotDirectoryException(path.toString());
            }
            throw e;
        }
    }

    private static FileState read(Path path) throws IOException {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        if (views.contains("unix")) {
            return ofUnix(Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS));
        }
        if (views.contains("posix")) {
            PosixFileAttributes attributes =
                    Files.readAttributes(
                            path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return ofBasic(attributes, bits(attributes.permissions()));
        }
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return ofBasic(attributes, views.contains("zip") ? zipped(path) : -1);
    }

    static boolean hasUnixView(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static FileState ofUnix(Map<String, Object> attributes) {
        Object inode =
                number(attributes, "nlink") > 1
                        ? List.of(attributes.get("dev"), attributes.get("ino"))
                        : null;
        return new FileState(
                (int) number(attributes, "mode"),
                number(attributes, "size"),
                (FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime")),
                number(attributes, "uid"),
                number(attributes, "gid"),
                number(attributes, "rdev"),
                inode);
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static FileState ofBasic(BasicFileAttributes attributes, int permissions) {
        // Windows has no such permissions: there the CLI, too, sends all as executable
        int usual = attributes.isDirectory() || WINDOWS ? 0755 : 0644;
        int type =
                attributes.isDirectory()
                        ? DIRECTORY
                        : attributes.isSymbolicLink()
                                ? LINK
                                : attributes.isRegularFile() ? REGULAR : 0;
        return new FileState(
                type | (permissions < 0 ? usual : permissions),
                attributes.size(),
                attributes.lastModifiedTime(),
                0,
                0,
                0,
                null);
    }

    @SuppressWarnings("unchecked")
    private static int zipped(Path path) throws IOException {
        Object permissions = Files.getAttribute(path, "zip:permissions");
        return permissions instanceof Set<?> set ? bits((Set<PosixFilePermission>) set) : -1;
    }

    private static int bits(Set<PosixFilePermission> permissions) {
        int bits = 0;
        for (int i = 0; i < PERMISSIONS.size(); i++) {
            bits |= permissions.contains(PERMISSIONS.get(i)) ? 0400 >> i : 0;
        }
        return bits;
    }

    /** Returns whether it is a directory. */
    public boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    /** Returns whether it is a symbolic link. */
    public boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    /** Returns whether it is a regular file. */
    public boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }

    /** Sets the permissions of a file as far as its file system has any. */
    public static void setMode(Path path, int mode) throws IOException {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        if (views.contains("unix")) {
            Files.setAttribute(path, "unix:mode", mode & 07777);
        } else if (views.contains("posix")) {
            Files.setPosixFilePermissions(path, permissions(mode));
        } else if (views.contains("zip")) {
            Files.setAttribute(path, "zip:permissions", permissions(mode));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < PERMISSIONS.size(); i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(PERMISSIONS.get(i));
            }
        }
        return permissions;
    }
}
