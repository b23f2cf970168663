package io.dockerkit.impl.image;

import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.copy.TarFormat;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.StdinSource;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request whose streams can be given to a second builder if the first one refuses to build, and whose Dockerfile messages
 * can name the lines of. A Dockerfile that comes as a stream is read at once; of an archive, only the first block is. Each
 * try has what is left of the build's time.
 *
 * <p>For one build. Not thread-safe.
 */
final class RepeatableRequest implements Closeable {
    /** How much of an archive a builder may read before it refuses. */
    private static final int MOST_READ = 64 * 1024;

    private final BuildRequest request;
    private final String dockerfile;
    private final @Nullable BufferedInputStream archive;
    private final Deadline deadline;

    private RepeatableRequest(
            BuildRequest request, String dockerfile, @Nullable BufferedInputStream archive) {
        this.request = request;
        this.dockerfile = dockerfile;
        this.archive = archive;
        this.deadline = Deadline.in(request.timeout());
    }

    /**
     * Reads what can be read only once.
     *
     * @throws io.dockerkit.InvalidOptionException if a stream was read before
     */
    static RepeatableRequest of(BuildRequest request) throws IOException {
        StdinSource text = request.dockerfileContent();
        if (text != null) {
            text.check("--file");
            byte[] bytes = all(text);
            BuildRequest other = request.reading(request.source(), StdinSource.of(bytes));
            return withArchive(other, new String(bytes, StandardCharsets.UTF_8));
        }
        return request.source() instanceof BuildRequest.Directory
                ? new RepeatableRequest(request, BuildContext.text(request), null)
                : withArchive(request, "");
    }

    private static RepeatableRequest withArchive(BuildRequest request, String dockerfile)
            throws IOException {
        if (!(request.source() instanceof BuildRequest.Archive source)) {
            return new RepeatableRequest(request, dockerfile, null);
        }
        source.content().check("context");
        BufferedInputStream in = new BufferedInputStream(source.content().open());
        in.mark(MOST_READ);
        byte[] head = in.readNBytes(TarFormat.LENGTH);
        in.reset();
        if (TarFormat.isArchive(head)) {
            return new RepeatableRequest(request, dockerfile, in);
        }
        try (in) {
            byte[] bytes = in.readAllBytes();
            return new RepeatableRequest(
                    request.reading(
                            new BuildRequest.Archive(StdinSource.of(bytes)),
                            request.dockerfileContent()),
                    new String(bytes, StandardCharsets.UTF_8),
                    null);
        }
    }

    private static byte[] all(StdinSource source) throws IOException {
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        }
    }

    /** Returns the request for the next builder, which has what is left of the time. */
    BuildRequest next() throws IOException {
        BufferedInputStream in = archive;
        BuildRequest next = request.within(deadline.left());
        if (in == null) {
            return next;
        }
        in.reset();
        return next.reading(new BuildRequest.Archive(StdinSource.of(in)), next.dockerfileContent());
    }

    /** Returns until when all tries together may last. */
    Deadline deadline() {
        return deadline;
    }

    /** Returns whether all of it can be built once more after a pause: it is no stream, and there is time. */
    boolean isRepeatableAfter(Duration pause) {
        return archive == null && deadline.atMost(pause).equals(pause);
    }

    /** Returns the text of the Dockerfile, or the empty text if it is not known here. */
    String dockerfile() {
        return dockerfile;
    }

    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
    }
}
