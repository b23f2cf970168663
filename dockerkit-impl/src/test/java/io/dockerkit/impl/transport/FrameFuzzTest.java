package io.dockerkit.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.DockerException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.impl.transport.Fuzz.Mutation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames of all sizes, cut into all pieces, are what was sent; broken ones are typed errors after what came well. */
class FrameFuzzTest {
    /** The first byte of a frame counts from here. */
    private static final List<Frame.Kind> KINDS =
            List.of(Frame.Kind.STDIN, Frame.Kind.STDOUT, Frame.Kind.STDERR, Frame.Kind.SYSTEMERR);

    private static final int[] SIZES = {
        0, 0, 1, 2, 7, 8, 9, 1023, 1024, 1025, 32 * 1024, 64 * 1024
    };

    private final Fuzz fuzz = new Fuzz();

    @AfterEach
    void close() {
        fuzz.close();
    }

    /** A stream that gives one piece a read. */
    private static final class Pieces extends InputStream {
        private final Deque<ByteBuffer> pieces = new ArrayDeque<>();

        Pieces(List<byte[]> all) {
            all.forEach(piece -> pieces.add(ByteBuffer.wrap(piece)));
        }

        @Override
        public int read() {
            throw new AssertionError("nobody should read single bytes");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            while (!pieces.isEmpty() && !pieces.peek().hasRemaining()) {
                pieces.remove();
            }
            if (pieces.isEmpty()) {
                return -1;
            }
            int count = Math.min(length, pieces.peek().remaining());
            pieces.peek().get(into, offset, count);
            return count;
        }
    }

    private static byte[] stream(List<Frame> frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            byte[] head = new byte[8];
            head[0] = (byte) KINDS.indexOf(frame.kind());
            ByteBuffer.wrap(head).putInt(4, frame.payload().length);
            out.writeBytes(head);
            out.writeBytes(frame.payload());
        }
        return out.toByteArray();
    }

    private List<Frame> frames(int number, int most) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Frame.Kind kind = KINDS.get(fuzz.random().nextInt(KINDS.size()));
            int size =
                    fuzz.random().nextInt(3) == 0
                            ? fuzz.random().nextInt(most + 1)
                            : Math.min(most, SIZES[fuzz.random().nextInt(SIZES.length)]);
            frames.add(new Frame(kind, fuzz.bytes(size)));
        }
        return frames;
    }

    /** Checks next() frame by frame, against frames of which none is longer than a piece. */
    private static void checkNext(List<Frame> frames, List<byte[]> pieces) throws IOException {
        FrameReader reader = new FrameReader(new Pieces(pieces));
        for (Frame frame : frames) {
            Frame next = reader.next();
            assertThat(next).isNotNull();
            assertThat(next.kind()).isEqualTo(frame.kind());
            assertThat(Arrays.equals(next.payload(), frame.payload())).isTrue();
        }
        assertThat(reader.next()).isNull();
    }

    /** What was read of each kind, in order; next to each other, the same kind is one. */
    private static final class Runs {
        private final List<Frame.Kind> kinds = new ArrayList<>();
        private final List<ByteArrayOutputStream> runs = new ArrayList<>();

        void add(Frame.Kind kind, byte[] bytes, int count) {
            if (count > 0) {
                if (kinds.isEmpty() || kinds.get(kinds.size() - 1) != kind) {
                    kinds.add(kind);
                    runs.add(new ByteArrayOutputStream());
                }
                runs.get(runs.size() - 1).write(bytes, 0, count);
            }
        }

        void check(Runs expected) {
            assertThat(kinds).isEqualTo(expected.kinds);
            for (int i = 0; i < runs.size(); i++) {
                assertThat(
                                Arrays.equals(
                                        runs.get(i).toByteArray(),
                                        expected.runs.get(i).toByteArray()))
                        .isTrue();
            }
        }
    }

    private static Runs runs(List<Frame> frames) {
        Runs runs = new Runs();
        frames.forEach(frame -> runs.add(frame.kind(), frame.payload(), frame.payload().length));
        return runs;
    }

    /** Reads by read() and next() in turn, in reads of all lengths. */
    private Runs readAll(FrameReader reader, int longest, boolean mixed) throws IOException {
        Runs runs = new Runs();
        byte[] into = new byte[longest + 1];
        while (true) {
            if (mixed && fuzz.random().nextInt(4) == 0) {
                Frame next = reader.next();
                if (next == null) {
                    return runs;
                }
                runs.add(next.kind(), next.payload(), next.payload().length);
            } else {
                int offset = fuzz.random().nextInt(longest);
                int most = 1 + fuzz.random().nextInt(longest - offset);
                int count = reader.read(into, offset, most);
                if (count < 0) {
                    return runs;
                }
                assertThat(count).isBetween(1, most);
                runs.add(reader.kind(), Arrays.copyOfRange(into, offset, offset + count), count);
            }
        }
    }

    @Test
    void framesAreWholeWhereverTheStreamIsCutInTwo() {
        List<Frame> frames = frames(12, 40);
        byte[] stream = stream(frames);
        for (int i = 0; i <= stream.length; i++) {
            int at = i;
            fuzz.check(
                    () -> "cut at " + at,
                    () -> {
                        List<byte[]> pieces = Fuzz.cut(stream, at);
                        checkNext(frames, pieces);
                        readAll(new FrameReader(new Pieces(pieces)), 50, true).check(runs(frames));
                    });
        }
    }

    @Test
    void framesOfAllSizesAreWholeInAnyPieces() {
        for (int i = 0; i < 150; i++) {
            int round = i;
            fuzz.check(
                    () -> "round " + round,
                    () -> {
                        boolean small = round % 3 == 0;
                        List<Frame> frames = frames(10, small ? 1025 : 64 * 1024);
                        byte[] stream = stream(frames);
                        int most = 1 + fuzz.random().nextInt(small ? 20 : 80_000);
                        List<byte[]> pieces = fuzz.pieces(stream, most);
                        checkNext(frames, pieces);
                        readAll(new FrameReader(new Pieces(pieces)), 70_000, round % 2 == 0)
                                .check(runs(frames));
                    });
        }
    }

    @Test
    void aStreamThatIsCutWithinAFrameIsIncomplete() {
        List<Frame> frames = frames(12, 40);
        byte[] stream = stream(frames);
        List<Integer> ends = new ArrayList<>(List.of(0));
        for (int i = 1; i <= frames.size(); i++) {
            ends.add(stream(frames.subList(0, i)).length);
        }
        for (int i = 0; i < stream.length; i++) {
            int length = i;
            fuzz.check(
                    () -> "cut after " + length,
                    () -> {
                        List<byte[]> pieces = fuzz.pieces(Arrays.copyOf(stream, length), 20);
                        String failure = failureOf(pieces);
                        if (ends.contains(length)) {
                            assertThat(failure).isEmpty();
                        } else {
                            assertThat(failure)
                                    .startsWith(IncompleteStreamException.class.getName());
                        }
                    });
        }
    }

    private String failureOf(List<byte[]> pieces) throws IOException {
        try {
            readAll(new FrameReader(new Pieces(pieces)), 30, true);
            return "";
        } catch (DockerException typed) {
            return typed.getClass().getName() + ": " + typed.getMessage();
        }
    }

    @Test
    void aBrokenHeadIsATypedErrorAfterTheFramesBeforeIt() {
        for (int i = 0; i < 3000; i++) {
            List<Frame> before = frames(1 + fuzz.random().nextInt(4), 30);
            List<Frame> after = frames(1 + fuzz.random().nextInt(4), 30);
            byte[] good = stream(before);
            Mutation mutation = fuzz.mutation(8);
            byte[] broken = mutation.of(stream(after));
            fuzz.check(
                    () -> "frames " + before.size() + " well, then " + mutation,
                    () -> {
                        byte[] all = Arrays.copyOf(good, good.length + broken.length);
                        System.arraycopy(broken, 0, all, good.length, broken.length);
                        String whole = failureOf(List.of(all));
                        assertThat(failureOf(fuzz.pieces(all, 9))).isEqualTo(whole);
                        assertThat(whole)
                                .matches(
                                        "(?s)|io.dockerkit.(IncompleteStreamException|DockerUnavailableException.MalformedAnswer): .*");
                        FrameReader reader = new FrameReader(new Pieces(fuzz.pieces(all, 40)));
                        for (Frame frame : before) {
                            assertThat(reader.next().payload()).isEqualTo(frame.payload());
                        }
                    });
        }
    }

    @Test
    void aBrokenKindOrPaddingIsNeverTakenForAFrame() {
        byte[] stream = stream(List.of(new Frame(Frame.Kind.STDOUT, new byte[] {'a'})));
        for (int at = 0; at < 4; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] broken = stream.clone();
                broken[at] = (byte) value;
                boolean well = at == 0 ? value < 4 : value == 0;
                String what = "byte " + at + " is " + value;
                fuzz.check(
                        () -> what,
                        () -> assertThat(failureOf(List.of(broken)).isEmpty()).isEqualTo(well));
            }
        }
    }
}
