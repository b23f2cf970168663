package io.dockerkit.impl.transport;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * How the end of a body is told: by its length, by chunks, or by the end of the connection.
 *
 * <p>Not thread-safe; holds the place in one body.
 */
abstract class Framing {

    /** Chooses as RFC 9112, section 6.3, says. */
    static Framing of(ResponseHead head, boolean toHead) {
        int status = head.status();
        if (toHead || status == 204 || status == 304) {
            return new Sized(0, head.keepsAlive());
        }
        List<String> encodings = head.all("Transfer-Encoding");
        List<String> lengths = head.all("Content-Length");
        if (chunked(encodings)) {
            // with both, somebody between is confused about where the next answer begins
            return new Chunked(head.keepsAlive() && lengths.isEmpty());
        }
        return lengths.isEmpty()
                ? new UntilClose(false)
                : new Sized(length(lengths), head.keepsAlive());
    }

    private static long length(List<String> lengths) {
        long length = parseLength(lengths.get(0));
        for (String other : lengths) {
            if (length < 0 || parseLength(other) != length) {
                throw Malformed.answer(
                        "expected one Content-Length but received "
                                + Malformed.quote(String.join(", ", lengths)));
            }
        }
        return length;
    }

    /** Returns the framing of a connection that was handed over: its end is not the end of what may be written. */
    static Framing handedOverConnection() {
        return new UntilClose(true);
    }

    private static boolean chunked(List<String> encodings) {
        if (encodings.size() == 1 && encodings.get(0).equalsIgnoreCase("chunked")) {
            return true;
        }
        for (String encoding : encodings) {
            if (!encoding.equalsIgnoreCase("identity")) {
                throw Malformed.answer(
                        "received a transfer encoding that nobody asked for, "
                                + Malformed.quote(String.join(", ", encodings)));
            }
        }
        return false;
    }

    /** Reads a length as HTTP writes it; -1 if it is none. */
    static long parseLength(String text) {
        boolean ok = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; i < text.length(); i++) {
            ok &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return ok ? Long.parseLong(text) : -1;
    }

    /** Reads at least one byte of the body; -1 at its end; {@link EOFException} if the connection ends before it. */
    abstract int read(ReceivedBytes received, byte[] into, int offset, int length)
            throws IOException;

    /** Returns whether the end is known to be reached, without reading on. */
    abstract boolean ended();

    /** Returns whether the connection can be used again once the end is reached. */
    abstract boolean reusable();

    /** Returns whether the connection stays open after the end of what can be read, for writing. */
    boolean handedOver() {
        return false;
    }

    /** Returns the length of the whole body, or -1 if it is not known. */
    long expected() {
        return -1;
    }

    /** A body of known length. */
    private static final class Sized extends Framing {
        private final long length;
        private final boolean reusable;
        private long left;

        Sized(long length, boolean reusable) {
            this.length = length;
            this.left = length;
            this.reusable = reusable;
        }

        @Override
        int read(ReceivedBytes received, byte[] into, int offset, int most) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = received.read(into, offset, (int) Math.min(most, left));
            if (count < 0) {
                throw new EOFException("the connection ended within the body");
            }
            left -= count;
            return count;
        }

        @Override
        boolean ended() {
            return left == 0;
        }

        @Override
        boolean reusable() {
            return reusable;
        }

        @Override
        long expected() {
            return length;
        }
    }

    /** A body in chunks; extensions and trailers are skipped. */
    private static final class Chunked extends Framing {
        private static final int LONGEST_LINE = 16 * 1024;
        private static final int MOST_TRAILERS = 100;

        private final boolean reusable;
        private long left;
        private boolean first = true;
        private boolean ended;

        Chunked(boolean reusable) {
            this.reusable = reusable;
        }

        @Override
        int read(ReceivedBytes received, byte[] into, int offset, int most) throws IOException {
            if (left == 0 && !ended) {
                next(received);
            }
            if (ended) {
                return -1;
            }
            int count = received.read(into, offset, (int) Math.min(most, left));
            if (count < 0) {
                throw new EOFException("the connection ended within a chunk");
            }
            left -= count;
            return count;
        }

        private void next(ReceivedBytes received) throws IOException {
            if (!first) {
                String rest = line(received);
                if (!rest.isEmpty()) {
                    throw Malformed.answer(
                            "expected the end of a chunk but received " + Malformed.quote(rest));
                }
            }
            // a size line that is cut leaves no half-read state behind: the connection is dropped
            left = size(line(received));
            first = false;
            if (left == 0) {
                skipTrailers(received);
                ended = true;
            }
        }

        private static void skipTrailers(ReceivedBytes received) throws IOException {
            for (int count = 0; !line(received).isEmpty(); count++) {
                if (count == MOST_TRAILERS) {
                    throw Malformed.answer("received more than " + MOST_TRAILERS + " trailers");
                }
            }
        }

        /** A bare LF will not do here: a chunk that lacks its last byte would pass for one that ends in CR. */
        private static String line(ReceivedBytes received) throws IOException {
            String line = received.readStrictLine(LONGEST_LINE);
            if (line == null) {
                throw new EOFException("the connection ended before the last chunk");
            }
            return line;
        }

        private static long size(String line) {
            int semicolon = line.indexOf(';');
            String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
            long size = 0;
            boolean ok = !digits.isEmpty() && digits.length() <= 15;
            for (int i = 0; i < digits.length() && ok; i++) {
                int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), 16) : -1;
                ok = digit >= 0;
                size = size * 16 + digit;
            }
            if (!ok) {
                throw Malformed.answer(
                        "expected the size of a chunk but received " + Malformed.quote(line));
            }
            return size;
        }

        @Override
        boolean ended() {
            return ended;
        }

        @Override
        boolean reusable() {
            return reusable;
        }
    }

    /** A body that ends with the connection; whether it is whole only its content can tell. */
    private static final class UntilClose extends Framing {
        private final boolean handedOver;
        private boolean ended;

        UntilClose(boolean handedOver) {
            this.handedOver = handedOver;
        }

        @Override
        int read(ReceivedBytes received, byte[] into, int offset, int most) throws IOException {
            int count = ended ? -1 : received.read(into, offset, most);
            ended = count < 0;
            return count;
        }

        @Override
        boolean ended() {
            return ended;
        }

        @Override
        boolean reusable() {
            return false;
        }

        @Override
        boolean handedOver() {
            return handedOver;
        }
    }
}
