package io.dockerkit.spi;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.HostFiles;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where a process's standard input comes from. Text, bytes and files can be fed to any number of runs; a stream is read
 * once. Two are equal when they feed the same bytes, the same file or the same stream.
 *
 * <p>Thread-safe.
 */
public abstract sealed class StdinSource {
    private StdinSource() {}

    /** Feeds this text as UTF-8. */
    public static StdinSource of(String text) {
        return new Bytes(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /** Feeds a copy of these bytes. */
    public static StdinSource of(byte[] bytes) {
        return new Bytes(Objects.requireNonNull(bytes, "bytes").clone());
    }

    /** Feeds what the file holds when the run begins. */
    public static StdinSource of(Path file) {
        return new FileSource(Objects.requireNonNull(file, "file"));
    }

    /** Feeds this stream to its end; it is read by a thread of DockerKit's, once, and is not closed. */
    public static StdinSource of(InputStream stream) {
        return new Stream(Objects.requireNonNull(stream, "stream"));
    }

    /**
     * Checks that it can be read, before anything is asked of the engine.
     *
     * @param argument what messages call it: {@code stdin}
     * @throws InvalidOptionException if the file does not exist or cannot be read, or the stream was read already
     */
    public abstract void check(String argument);

    /** Returns whether it can be read more than once, which a stream cannot. */
    public boolean isRepeatable() {
        return true;
    }

    /** Returns the bytes; the caller closes the stream. Called by implementations. */
    public abstract InputStream open() throws IOException;

    private static final class Bytes extends StdinSource {
        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content;
        }

        @Override
        public void check(String argument) {
            // they are there
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(content, that.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }

        @Override
        public String toString() {
            return content.length + " bytes";
        }
    }

    private static final class FileSource extends StdinSource {
        private final Path file;

        FileSource(Path file) {
            this.file = file;
        }

        @Override
        public void check(String argument) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new InvalidOptionException(
                        argument, file.toString(), "accepted form: a file that can be read");
            }
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof FileSource that && file.equals(that.file);
        }

        @Override
        public int hashCode() {
            return file.hashCode();
        }

        @Override
        public String toString() {
            return HostFiles.text(file);
        }
    }

    private static final class Stream extends StdinSource {
        private final InputStream stream;
        private final AtomicBoolean used = new AtomicBoolean();

        Stream(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public void check(String argument) {
            if (used.getAndSet(true)) {
                throw new InvalidOptionException(
                        argument,
                        stream.toString(),
                        "this stream was read already; a stream can be read once");
            }
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public InputStream open() {
            return new FilterInputStream(stream) {
                @Override
                public void close() {
                    // it is the caller's
                }
            };
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Stream that && stream == that.stream;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(stream);
        }

        @Override
        public String toString() {
            return stream.toString();
        }
    }
}
