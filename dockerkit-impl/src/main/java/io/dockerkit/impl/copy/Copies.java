package io.dockerkit.impl.copy;

import io.dockerkit.DockerException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.OutputLimitException;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import io.dockerkit.container.CopySpec;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.impl.tar.TarHead;
import io.dockerkit.impl.tar.TarReader;
import io.dockerkit.impl.tar.TarWriter;
import io.dockerkit.impl.transport.Answer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copies into and out of one container. Thread-safe. */
public final class Copies {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Rest rest;
    private final String id;
    private final String shortId;

    /** Makes the copies of a container by its full id. */
    public Copies(Rest rest, String id) {
        this.rest = rest;
        this.id = id;
        this.shortId = ShortId.of(id);
    }

    /** Copies a file or a directory into the container. */
    public void to(Path source, String target, CopySpec spec) {
        LocalSource local = LocalSource.of(source, spec.isFollowLink());
        ContainerPath there = resolve(target);
        String newName =
                CopyRules.newName(
                        source.toString(), local.isDirectory(), there.path(), there.kind());
        String directory = newName == null ? there.path() : CopyRules.parent(there.path());
        String name = newName == null ? local.name() : ByteNames.ofText(newName);
        String line = "docker cp" + spec + " " + source + " " + shortId + ":" + target;
        CopyProgress progress =
                CopyProgress.of(spec.progress(), source.toString(), local.bytes(spec));
        try (TarSource tar = new TarSource(local.path(), name, progress)) {
            put(tar, directory, spec.isArchive(), line);
        } catch (IOException e) {
            throw LocalFiles.failed("read", source, e);
        }
        progress.finish();
    }

    /** Extracts an archive into a directory of the container. */
    public void to(InputStream tar, String directory, CopySpec spec) {
        requireNoProgress(spec);
        if (spec.isFollowLink()) {
            throw new InvalidOptionException(
                    "--follow-link",
                    "an archive",
                    "an archive is extracted as it is; the option is for a path of this machine");
        }
        put(
                tar,
                directory,
                spec.isArchive(),
                "docker cp" + spec + " - " + shortId + ":" + directory);
    }

    private void put(InputStream tar, String directory, boolean owners, String line) {
        Call call =
                rest.put("containers", id, "archive")
                        .query("path", directory)
                        .query("noOverwriteDirNonDir", "true");
        if (owners) {
            call.query("copyUIDGID", "true");
        }
        call.body(tar, "application/x-tar")
                .to("copy into " + directory + " of container " + shortId)
                .as(line)
                .status();
    }

    /** A path in the container, and what there is. */
    private record ContainerPath(String path, CopyRules.Target kind) {}

    /** Finds out what the target is, through a link if it is one. */
    private ContainerPath resolve(String target) {
        Optional<Container.FileStat> found = find(target);
        String path = target;
        if (found.isPresent() && found.get().linkTarget().isPresent()) {
            path = found.get().linkTarget().get();
            found = find(path);
        }
        if (found.isEmpty()) {
            return new ContainerPath(path, CopyRules.Target.MISSING);
        }
        if (found.get().type() == Container.FileStat.Type.OTHER) {
            throw new InvalidOptionException(
                    "target", target, "it is neither a file nor a directory in the container");
        }
        return new ContainerPath(
                path,
                found.get().isDirectory() ? CopyRules.Target.DIRECTORY : CopyRules.Target.FILE);
    }

    private Optional<Container.FileStat> find(String path) {
        try {
            return Optional.of(stat(path));
        } catch (NotFoundException none) {
            requireContainer(none);
            return Optional.empty();
        }
    }

    /** A 404 to HEAD has no words: whether it is the container that is missing must be asked. */
    private void requireContainer(NotFoundException none) {
        try {
            rest.get("containers", id, "json").to("find container " + shortId).read();
        } catch (NotFoundException gone) {
            gone.addSuppressed(none);
            throw gone;
        }
    }

    /** Returns what there is at a path. */
    public Container.FileStat stat(String path) {
        try (Answer answer =
                rest.head("containers", id, "archive")
                        .query("path", path)
                        .to("find " + path + " in container " + shortId)
                        .open()) {
            return PathStats.read(answer.getHeader(PathStats.HEADER));
        }
    }

    private Answer get(String path, String line) {
        return rest.get("containers", id, "archive")
                .query("path", path)
                .to("copy " + path + " from container " + shortId)
                .as(line)
                .openFlowing();
    }

    /** Copies a file or a directory out of the container. */
    public void from(String source, Path target, CopySpec spec) {
        String line = "docker cp" + spec + " " + shortId + ":" + source + " " + target;
        LocalTarget local = LocalTarget.of(target);
        String path = source;
        @Nullable String ownName = null;
        if (spec.isFollowLink()) {
            path = followed(source);
            ownName = ByteNames.ofText(CopyRules.base(source));
        }
        try (Answer answer = get(path, line)) {
            Container.FileStat stat = PathStats.read(answer.getHeader(PathStats.HEADER));
            String newName =
                    CopyRules.newName(
                            source,
                            stat.isDirectory(),
                            ByteNames.shown(local.path()),
                            local.kind());
            Path directory = newName == null ? local.path() : local.parent();
            CopyProgress progress =
                    CopyProgress.of(spec.progress(), source, stat.isFile() ? stat.size() : 0);
            String name = newName == null ? ownName : ByteNames.last(local.path());
            Renaming renaming = new Renaming(ByteNames.ofText(CopyRules.base(path)), name);
            new Untar(directory, renaming, progress, rest.deadline(PAUSE))
                    .extract(answer.getBody());
            progress.finish();
        } catch (FileSystemException e) {
            throw LocalFiles.failed("write", target, e);
        } catch (IOException e) {
            throw unreadable("copy " + source + " to " + ByteNames.shown(target), e);
        }
    }

    private static DockerException unreadable(String what, IOException cause) {
        String message = "cannot " + what + ": " + cause.getMessage();
        return cause instanceof EOFException
                ? new IncompleteStreamException(message, cause)
                : new DockerException(message, cause);
    }

    private String followed(String source) {
        Container.FileStat stat =
                stat(CopyRules.meansContents(source) ? CopyRules.parent(source) : source);
        String target = stat.linkTarget().orElse(source);
        return CopyRules.meansContents(source) && !CopyRules.meansContents(target)
                ? target + "/."
                : target;
    }

    /** Returns what is at a path as an archive, which the caller closes. */
    public InputStream from(String source, CopySpec spec) {
        requireNoProgress(spec);
        String path = spec.isFollowLink() ? followed(source) : source;
        return get(path, "docker cp" + spec + " " + shortId + ":" + source + " -").getBody();
    }

    private static void requireNoProgress(CopySpec spec) {
        if (!spec.progress().equals(Progress.none())) {
            throw new InvalidOptionException(
                    "onProgress",
                    "an archive",
                    "the caller reads or writes the archive and can count its bytes");
        }
    }

    /** Returns what a file holds, through links, if that is no more than so many bytes. */
    public byte[] read(String path, long maxBytes) {
        Checks.keptBytes("maxBytes", maxBytes);
        try (Answer answer = get(followed(path), "docker cp " + shortId + ":" + path + " -")) {
            Container.FileStat stat = PathStats.read(answer.getHeader(PathStats.HEADER));
            if (!stat.isFile()) {
                throw new InvalidOptionException(
                        "path", path, "it is no file, but a " + stat.type() + " in the container");
            }
            // not closed: the answer is
            TarReader tar = new TarReader(answer.getBody());
            TarHead entry = tar.next();
            if (entry == null) {
                throw new DockerException("the engine's archive of " + path + " is empty");
            }
            // the container decides how much there is
            byte[] content =
                    entry.size() > maxBytes
                            ? null
                            : tar.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
            if (content == null || content.length > maxBytes) {
                throw new OutputLimitException(
                        "cannot read "
                                + path
                                + " in container "
                                + shortId
                                + ": it has "
                                + entry.size()
                                + " bytes, and no more than "
                                + maxBytes
                                + " are kept in memory; raise the limit with readBytes(path, maxBytes), or copy it with"
                                + " copyFrom(…)",
                        maxBytes);
            }
            return content;
        } catch (IOException e) {
            throw unreadable("read " + path + " of container " + shortId, e);
        }
    }

    /** Writes a file, through a link if there is one. */
    public void write(String path, byte[] content) {
        ContainerPath there = resolve(path);
        if (there.kind() == CopyRules.Target.DIRECTORY) {
            throw new InvalidOptionException("path", path, "it is a directory in the container");
        }
        CopyRules.newName("the content", false, there.path(), there.kind());
        String name = ByteNames.ofText(CopyRules.base(there.path()));
        put(
                new ByteArrayInputStream(TarWriter.single(name, 0644, content)),
                CopyRules.parent(there.path()),
                false,
                "docker cp - " + shortId + ":" + CopyRules.parent(there.path()));
    }
}
