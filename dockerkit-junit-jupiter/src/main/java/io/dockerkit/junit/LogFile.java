package io.dockerkit.junit;

import io.dockerkit.DockerException;
import io.dockerkit.container.Container;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The logs of a container, as bytes that flow: nothing is kept in memory but a few pages. Stateless and thread-safe.
 */
final class LogFile {
    /** The most lines that are read for a file. */
    static final int MOST_LINES = 20_000;

    /** The most bytes of a file. */
    static final long MOST_BYTES = 8L << 20;

    private static final int END_LINES = 40;
    private static final int END_BYTES = 16 << 10;
    private static final int PAGE = 16 << 10;

    private LogFile() {}

    /** Returns the last lines that a container has written, or as much of their end as a reader wants to see. */
    static String end(Container container) {
        byte[] end = new byte[END_BYTES];
        long read = 0;
        try (InputStream in = container.logs().tail(END_LINES).open()) {
            byte[] page = new byte[PAGE];
            for (int n = in.read(page); n >= 0; n = in.read(page)) {
                for (int i = 0; i < n; i++) {
                    end[(int) (read++ % END_BYTES)] = page[i];
                }
            }
        } catch (IOException cut) {
            return "(cut: " + cut.getMessage() + ")";
        }
        int length = (int) Math.min(read, END_BYTES);
        byte[] ordered = new byte[length];
        for (int i = 0; i < length; i++) {
            ordered[i] = end[(int) ((read - length + i) % END_BYTES)];
        }
        String text = new String(ordered, StandardCharsets.UTF_8).stripTrailing();
        return read > length ? "… " + text : text;
    }

    /**
     * Writes the end of a container's logs into a file, each line with its time, within the limits of size and time. Where
     * something is missing, the file says so.
     *
     * @param limit how long reading may take
     * @throws IOException if the file cannot be written
     */
    static void write(Container container, Path file, Duration limit) throws IOException {
        Path ring = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel =
                FileChannel.open(
                        ring,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            StringBuilder missing = new StringBuilder();
            long written = fill(channel, container, System.nanoTime() + limit.toNanos(), missing);
            // the channels of an interrupted thread are closed
            boolean interrupted = Thread.interrupted();
            unroll(channel.isOpen() ? channel : FileChannel.open(ring), written, file, missing);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } finally {
            Files.deleteIfExists(ring);
        }
    }

    /** Writes the last {@link #MOST_BYTES} into a ring, and returns how many bytes there were. */
    private static long fill(
            FileChannel ring, Container container, long end, StringBuilder missing) {
        long written = 0;
        try (InputStream in = container.logs().tail(MOST_LINES).timestamps().open()) {
            byte[] page = new byte[PAGE];
            for (int n = in.read(page); n >= 0; n = in.read(page)) {
                int first = (int) Math.min(n, MOST_BYTES - written % MOST_BYTES);
                write(ring, written % MOST_BYTES, page, 0, first);
                write(ring, 0, page, first, n - first);
                written += n;
                if (System.nanoTime() > end) {
                    missing.append("what follows could not be read in time");
                    break;
                }
            }
        } catch (IOException | DockerException cut) {
            missing.append("what follows could not be read: ").append(cut.getMessage());
        }
        return written;
    }

    private static void write(FileChannel ring, long at, byte[] page, int offset, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(page, offset, length);
        for (long position = at; bytes.hasRemaining(); ) {
            position += ring.write(bytes, position);
        }
    }

    /** Writes the bytes of the ring in their order, from the first whole line on. */
    private static void unroll(FileChannel ring, long written, Path file, StringBuilder missing)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            if (written > MOST_BYTES) {
                long from = afterLine(ring, written % MOST_BYTES);
                out.write(
                        note(
                                "only the last "
                                        + (MOST_BYTES >> 20)
                                        + " MiB that were read are kept"));
                copy(ring, from, MOST_BYTES, out);
            }
            copy(ring, 0, written > MOST_BYTES ? written % MOST_BYTES : written, out);
            if (missing.length() > 0) {
                out.write(note(missing.toString()));
            }
        }
    }

    /** Returns where the next line begins, or the place itself where no line ends nearby. */
    private static long afterLine(FileChannel ring, long at) throws IOException {
        byte[] page = new byte[(int) Math.min(PAGE, MOST_BYTES - at)];
        int read = ring.read(ByteBuffer.wrap(page), at);
        for (int i = 0; i < read; i++) {
            if (page[i] == '\n') {
                return at + i + 1;
            }
        }
        return at;
    }

    private static void copy(FileChannel ring, long from, long to, OutputStream out)
            throws IOException {
        for (long at = from; at < to; ) {
            at += ring.transferTo(at, to - at, Channels.newChannel(out));
        }
    }

    private static byte[] note(String text) {
        return ("[DockerKit: " + text + "]\n").getBytes(StandardCharsets.UTF_8);
    }
}
