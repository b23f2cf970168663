package io.dockerkit.impl.copy;

import io.dockerkit.DockerException;
import io.dockerkit.Json;
import io.dockerkit.container.Container;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.JsonTree;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code X-Docker-Container-Path-Stat}, whose mode is that of Go. Stateless and thread-safe. */
final class PathStats {
    static final String HEADER = "X-Docker-Container-Path-Stat";

    private static final long DIRECTORY = 1L << 31;
    private static final long LINK = 1L << 27;
    private static final long OTHER = 1L << 26 | 1L << 25 | 1L << 24 | 1L << 21 | 1L << 19;
    private static final long SET_USER_ID = 1L << 23;
    private static final long SET_GROUP_ID = 1L << 22;
    private static final long STICKY = 1L << 20;

    private PathStats() {}

    static Container.FileStat read(@Nullable String header) {
        if (header == null) {
            throw new DockerException("the engine's answer has no header " + HEADER);
        }
        try {
            Json said = JsonTree.lenient(JsonText.read(Base64.getDecoder().decode(header)));
            long mode = said.at("/mode").number();
            String target = said.at("/linkTarget").text();
            return new ReportedFile(
                    said.at("/name").text(),
                    said.at("/size").number(),
                    type(mode),
                    permissions(mode),
                    time(said.at("/mtime").text()),
                    target.isEmpty() ? Optional.empty() : Optional.of(target));
        } catch (IOException | IllegalArgumentException e) {
            throw new DockerException("the engine's header " + HEADER + " cannot be read", e);
        }
    }

    private static Container.FileStat.Type type(long mode) {
        if ((mode & DIRECTORY) != 0) {
            return Container.FileStat.Type.DIRECTORY;
        }
        if ((mode & LINK) != 0) {
            return Container.FileStat.Type.SYMBOLIC_LINK;
        }
        return (mode & OTHER) != 0 ? Container.FileStat.Type.OTHER : Container.FileStat.Type.FILE;
    }

    private static int permissions(long mode) {
        int bits = (int) (mode & 0777);
        bits |= (mode & SET_USER_ID) != 0 ? 04000 : 0;
        bits |= (mode & SET_GROUP_ID) != 0 ? 02000 : 0;
        bits |= (mode & STICKY) != 0 ? 01000 : 0;
        return bits;
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException none) {
            return Instant.EPOCH;
        }
    }
}
