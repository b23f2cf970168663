package io.dockerkit.impl.copy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.impl.tar.TarHead;
import io.dockerkit.impl.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capabilities of files, {@code setcap} sets them. They are an extended attribute that Java cannot read or write: the
 * system's {@code getcap} finds them, and GNU {@code tar} reads and writes them. Stateless and thread-safe.
 */
final class FileCapability {
    /** The name of the attribute. */
    static final String NAME = "security.capability";

    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final int MOST_SECONDS = 60;

    private FileCapability() {}

    /**
     * Returns the files below the path that have capabilities. Empty also where that cannot be found out, because the
     * system has no {@code getcap}.
     */
    static Set<Path> below(Path top) {
        if (!isHere(top)) {
            return Set.of();
        }
        Set<Path> found = new HashSet<>();
        try {
            Process process = start(List.of(getcap(), "-r", top.toString()));
            try (InputStream out = process.getInputStream()) {
                String said = new String(out.readAllBytes(), StandardCharsets.ISO_8859_1);
                said.lines().flatMap(line -> file(line).stream()).forEach(found::add);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.debug("the capabilities of files in {} are not known", top, e);
        }
        return found;
    }

    /** Reads {@code /bin/ping cap_net_raw=ep}, or {@code /bin/ping = cap_net_raw+ep} of an older {@code getcap}. */
    private static Optional<Path> file(String line) {
        int end = line.lastIndexOf(' ');
        String name = end < 0 ? "" : line.substring(0, end);
        if (name.endsWith(" =")) {
            name = name.substring(0, name.length() - 2);
        }
        try {
            return Optional.of(ByteNames.child(Path.of("/"), name.replaceFirst("^/+", "")));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Returns the capabilities of a file, as the bytes of the attribute; empty if it has none or they cannot be read. */
    static Optional<String> of(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !isHere(file)) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of("tar", "--create", "--format=pax"));
        command.addAll(attributes());
        command.addAll(List.of("--no-recursion", "--file=-", "--directory=" + directory, "--"));
        command.add("./" + file.getFileName());
        try {
            Process process = start(command);
            try (InputStream out = process.getInputStream()) {
                // the content is not read: the program ends when it is killed
                TarHead head = new TarReader(out).next();
                return Optional.ofNullable(head).map(entry -> entry.attributes().get(NAME));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.debug("the capabilities of {} cannot be read", file, e);
            return Optional.empty();
        }
    }

    /**
     * Gives a file these capabilities, by a copy that takes its place; returns whether it has them afterwards.
     *
     * @param value the bytes of the attribute
     */
    static boolean set(Path file, String value) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !isHere(file)) {
            return false;
        }
        Path copy = Files.createTempFile(directory, WholeFile.PREFIX, WholeFile.SUFFIX);
        try {
            List<String> command = new ArrayList<>(List.of("tar", "--extract"));
            command.addAll(attributes());
            command.addAll(List.of("--no-same-owner", "--preserve-permissions", "--file=-"));
            command.add("--directory=" + directory);
            Process process = start(command);
            try (OutputStream in = process.getOutputStream()) {
                FileState state = FileState.of(file);
                TarHead head =
                        TarHead.of(
                                        String.valueOf(copy.getFileName()),
                                        TarHead.FILE,
                                        state.mode() & 07777,
                                        state.modified())
                                .size(state.size())
                                .attributes(Map.of(NAME, value));
                in.write(head.blocks());
                Files.copy(file, in);
                in.write(new byte[TarHead.padding(state.size()) + 2 * TarHead.BLOCK]);
            } finally {
                end(process);
            }
            if (!of(copy).equals(Optional.of(value))) {
                return false;
            }
            Files.move(
                    copy,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            LOG.debug("the capabilities of {} cannot be set", file, e);
            return false;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static List<String> attributes() {
        return List.of("--xattrs", "--xattrs-include=" + NAME);
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void end(Process process) {
        try {
            process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while the capabilities of a file were set", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Administrators' programs are not in the PATH of every user. */
    private static String getcap() {
        Path usual = Path.of("/usr/sbin/getcap");
        return Files.isExecutable(usual) ? usual.toString() : "getcap";
    }

    /** A file system in a zip file has no such attributes, and no other program sees it. */
    private static boolean isHere(Path path) {
        return path.getFileSystem() == FileSystems.getDefault()
                && FileSystems.getDefault().getSeparator().equals("/");
    }
}
