package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.IncompleteStreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    private void frame(int kind, byte[] payload) {
        stream.writeBytes(
                ByteBuffer.allocate(8).put((byte) kind).putInt(4, payload.length).array());
        stream.writeBytes(payload);
    }

    private FrameReader reader() {
        return new FrameReader(new ByteArrayInputStream(stream.toByteArray()));
    }

    private static byte[] filled(int length, int with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    @Test
    void keptFramesOf1024BytesHaveEachItsOwnBytes() throws IOException {
        for (int i = 1; i <= 3; i++) {
            frame(1, filled(1024, i));
        }
        FrameReader reader = reader();
        List<Frame> kept = new ArrayList<>();
        for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
            kept.add(frame);
        }
        assertThat(kept).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(kept.get(i).payload()).isEqualTo(filled(1024, i + 1));
        }
    }

    @Test
    void kindsAreToldApart() throws IOException {
        frame(1, "out".getBytes(UTF_8));
        frame(2, "err".getBytes(UTF_8));
        frame(1, new byte[0]);
        frame(3, "engine".getBytes(UTF_8));
        FrameReader reader = reader();
        byte[] buffer = new byte[100];
        assertThat(reader.read(buffer, 0, 100)).isEqualTo(3);
        assertThat(reader.kind()).isEqualTo(Frame.Kind.STDOUT);
        assertThat(reader.read(buffer, 0, 100)).isEqualTo(3);
        assertThat(reader.kind()).isEqualTo(Frame.Kind.STDERR);
        assertThat(reader.read(buffer, 0, 100)).isEqualTo(6);
        assertThat(reader.kind()).isEqualTo(Frame.Kind.SYSTEMERR);
        assertThat(reader.read(buffer, 0, 100)).isEqualTo(-1);
    }

    @Test
    void aLongFrameComesInPiecesAndWhole() throws IOException {
        byte[] payload = filled(FrameReader.LARGEST_PIECE * 2 + 5, 7);
        frame(2, payload);
        FrameReader reader = reader();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
            assertThat(frame.kind()).isEqualTo(Frame.Kind.STDERR);
            all.writeBytes(frame.payload());
        }
        assertThat(all.toByteArray()).isEqualTo(payload);
    }

    @Test
    void oneByteAtATimeIsReadAsWell() throws IOException {
        frame(1, "abc".getBytes(UTF_8));
        frame(2, "de".getBytes(UTF_8));
        InputStream slow =
                new ByteArrayInputStream(stream.toByteArray()) {
                    @Override
                    public int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(1, length));
                    }
                };
        FrameReader reader = new FrameReader(slow);
        assertThat(reader.next().payload()).isEqualTo("abc".getBytes(UTF_8));
        assertThat(reader.next().payload()).isEqualTo("de".getBytes(UTF_8));
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 107})
    void aStreamThatIsCutInAFrameSaysHowMuchCame(int length) {
        frame(1, filled(100, 1));
        byte[] cut = Arrays.copyOf(stream.toByteArray(), length);
        FrameReader reader = new FrameReader(new ByteArrayInputStream(cut));
        assertThatThrownBy(reader::next)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining(
                        length < 8 ? length + " of 8 bytes" : (length - 8) + " of 100 bytes");
    }

    @Test
    void theOutputOfATerminalIsNotTakenForFrames() {
        FrameReader reader =
                new FrameReader(new ByteArrayInputStream("\u001b[?2004hroot@".getBytes(UTF_8)));
        assertThatThrownBy(reader::next)
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("the output of a terminal has no frames");
    }
}
