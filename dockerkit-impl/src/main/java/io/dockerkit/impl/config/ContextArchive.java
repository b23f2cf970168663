package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.LocalFileException;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.impl.tar.TarHead;
import io.dockerkit.impl.tar.TarReader;
import io.dockerkit.impl.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A docker context in an archive, as {@code docker context export} writes it: {@code meta.json} and {@code
 * tls/docker/ca.pem} and the like. Nothing of an archive becomes a path that it names itself: its files are looked for by their
 * form, and all others are refused, as the CLI does.
 *
 * @param meta its meta.json, which the caller may change
 * @param tls its TLS files by their paths as {@code docker/ca.pem}
 */
record ContextArchive(ObjectNode meta, Map<String, byte[]> tls) {
    private static final String META = "meta.json";
    private static final byte[] NOTHING = {};
    private static final Pattern TLS = Pattern.compile("tls/([^/\\\\]+/[^/\\\\]+)");
    private static final Pattern ODD = Pattern.compile("(^|/)\\.{1,2}(/|$)");

    /** As much as the CLI reads. */
    private static final int MOST_BYTES = 10 << 20;

    static ContextArchive of(ObjectNode meta, Map<String, byte[]> tls) {
        return new ContextArchive(meta, tls);
    }

    /**
     * Reads a tar or a zip.
     *
     * @param source its name, for errors
     */
    static ContextArchive read(String source, InputStream in) throws IOException {
        byte[] archive = in.readNBytes(MOST_BYTES + 1);
        if (archive.length > MOST_BYTES) {
            throw tooLarge();
        }
        boolean zip = archive.length > 4 && archive[0] == 'P' && archive[1] == 'K';
        Map<String, byte[]> files = zip ? unzipped(archive) : untarred(archive);
        byte[] meta = files.remove(META);
        if (meta == null) {
            throw new FileSystemException(source, null, "it has no meta.json, so it is no context");
        }
        Map<String, byte[]> tls = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Matcher path = TLS.matcher(file.getKey());
            if (!path.matches() || ODD.matcher(path.group(1)).find()) {
                throw new FileSystemException(
                        source, null, "a context has no such file: " + file.getKey());
            }
            tls.put(path.group(1), file.getValue());
        }
        return new ContextArchive(ContextFiles.object(source, meta), tls);
    }

    static LocalFileException unreadable(String source, IOException e) {
        return new LocalFileException(
                source,
                "the docker context cannot be imported from "
                        + (source.equals("-") ? "the stream" : source)
                        + ": "
                        + ContextFiles.reason(e),
                e);
    }

    /** Reads regular files; links and the like are refused, since no docker command writes them. */
    private static Map<String, byte[]> untarred(byte[] archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        TarReader tar = TarReader.unpadded(new ByteArrayInputStream(archive));
        try {
            for (TarHead entry = tar.next(); entry != null; entry = tar.next()) {
                String path = ByteNames.shown(entry.name());
                if (entry.isDirectory()) {
                    continue;
                }
                if (entry.type() != TarHead.FILE) {
                    throw new FileSystemException(
                            path, null, "a context has no such file: " + path);
                }
                files.put(path, tar.readAllBytes());
            }
        } catch (EOFException | FileSystemException told) {
            throw told;
        } catch (IOException damaged) {
            FileSystemException none =
                    new FileSystemException("-", null, "it is no tar or zip file, or is damaged");
            none.initCause(damaged);
            throw none;
        }
        return files;
    }

    private static Map<String, byte[]> unzipped(byte[] archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive));
        long left = MOST_BYTES;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                byte[] bytes = zip.readNBytes((int) left + 1);
                left -= bytes.length;
                if (left < 0) {
                    throw tooLarge();
                }
                files.put(entry.getName(), bytes);
            }
        }
        return files;
    }

    private static FileSystemException tooLarge() {
        return new FileSystemException(
                "-", null, "it is larger than " + (MOST_BYTES >> 20) + " MiB, so it is no context");
    }

    /** Writes it to a new file that only this user can read. */
    void write(Path file) {
        FileAttribute<?>[] mode =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        boolean made = false;
        try {
            Files.createFile(file, mode);
            made = true;
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
                writeTo(out);
            }
        } catch (IOException e) {
            throw unwritten(file.toString(), e, made ? file : null);
        }
    }

    /** Writes it to a stream, which stays open. */
    void write(OutputStream out) {
        try {
            writeTo(out);
        } catch (IOException e) {
            throw unwritten("-", e, null);
        }
    }

    private static LocalFileException unwritten(String target, IOException e, @Nullable Path half) {
        if (half != null) {
            try {
                Files.deleteIfExists(half);
            } catch (IOException stays) {
                e.addSuppressed(stays);
            }
        }
        return new LocalFileException(
                target,
                "the docker context cannot be exported to "
                        + (target.equals("-") ? "the stream" : target)
                        + ": "
                        + (e instanceof FileAlreadyExistsException
                                ? "the file exists"
                                : ContextFiles.reason(e)),
                e);
    }

    private void writeTo(OutputStream out) throws IOException {
        byte[] text = JsonText.text(meta).getBytes(StandardCharsets.UTF_8);
        TarWriter tar = new TarWriter(out);
        tar.write(head(META, TarHead.FILE, 0644), text);
        tar.write(head("tls/", TarHead.DIRECTORY, 0700), NOTHING);
        Set<String> made = new HashSet<>();
        for (Map.Entry<String, byte[]> file : tls.entrySet()) {
            String endpoint = file.getKey().substring(0, file.getKey().indexOf('/'));
            if (made.add(endpoint)) {
                tar.write(head("tls/" + endpoint + "/", TarHead.DIRECTORY, 0700), NOTHING);
            }
            tar.write(head("tls/" + file.getKey(), TarHead.FILE, 0600), file.getValue());
        }
        tar.end();
    }

    private static TarHead head(String name, char type, int mode) {
        return TarHead.of(ByteNames.ofText(name), type, mode, FileTime.fromMillis(0));
    }
}
