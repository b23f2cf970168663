package io.dockerkit.impl.image;

import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.cli.Checks;
import io.dockerkit.image.Image;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.concurrent.TimeLimit;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.ArchiveRequest;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.StdinSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy of images from one engine to another: the answer to a save is the body of a load. One thread reads from the one
 * connection and writes to the other, so the faster engine waits for the slower one.
 *
 * <p>For one copy.
 */
final class ImageCopy {
    private final Archives from;
    private final List<String> references;
    private final ImageBackend to;
    private final ArchiveRequest request;
    private final String doing;

    ImageCopy(Archives from, List<String> references, ImageBackend to, ArchiveRequest request) {
        this.from = from;
        this.references = references;
        this.to = to;
        this.request = request;
        this.doing = "copy " + String.join(", ", references) + " to " + to.host();
    }

    List<Image> run() {
        Duration timeout = request.timeout();
        if (timeout == null) {
            return copy();
        }
        return TimeLimit.call(
                timeout,
                this::copy,
                over ->
                        new DockerTimeoutException(
                                "gave up to " + doing + " after " + Checks.human(timeout), over));
    }

    private List<Image> copy() {
        try (Answer saved = from.save(references, saving())) {
            Source source =
                    new Source(
                            Archives.counted(
                                    saved.getBody(),
                                    String.join(" ", references),
                                    Archives.Verb.COPY,
                                    request.progress()));
            try {
                return to.load(StdinSource.of(source), loading());
            } catch (RuntimeException e) {
                throw source.causeOf(e);
            }
        }
    }

    /** Returns what this engine is asked for; the time-out is that of both together. */
    private ArchiveRequest saving() {
        return new ArchiveRequest(
                request.platform(), request.needs(), Progress.none(), null, request.commandLine());
    }

    /** Returns what the other engine is asked for. */
    private ArchiveRequest loading() {
        return new ArchiveRequest(
                null,
                Map.of(),
                request.progress(),
                null,
                request.commandLine() + " | docker --host " + to.host() + " load");
    }

    /** The archive as it comes. It keeps the error that ended it, which is the cause of what the other side reports then. */
    private final class Source extends FilterInputStream {
        private @Nullable RuntimeException failure;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (DockerException e) {
                failure = e;
                throw e;
            }
        }

        RuntimeException causeOf(RuntimeException error) {
            RuntimeException first = failure;
            return first == null ? error : first;
        }

        @Override
        public String toString() {
            return String.join(", ", references) + ", copied to " + to.host();
        }
    }
}
