package io.dockerkit.buildkit.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.impl.transport.Duplex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What gRPC writes to a connection that the engine handed over. */
class DuplexSocketTest {
    private final List<byte[]> written = new ArrayList<>();
    private final Ends ends = new Ends();
    private boolean broken;
    private boolean closed;
    private final OutputStream out =
            new DuplexSocket(new RecordingDuplex(), ends).getOutputStream();

    @Test
    void whatIsWrittenGoesOutInOnePieceWhenItIsFlushed() throws IOException {
        out.write(new byte[8192]);
        out.write(new byte[100], 10, 20);
        out.write(7);
        assertThat(written).isEmpty();
        out.flush();
        assertThat(written).hasSize(1);
        assertThat(written.get(0)).hasSize(8192 + 20 + 1).endsWith(0, 7);
        out.flush();
        assertThat(written).hasSize(1);
    }

    @Test
    void muchGoesOutInLargePiecesAndWhole() throws IOException {
        byte[] much = new byte[300_000];
        new Random(1).nextBytes(much);
        out.write(much, 0, 1000);
        out.write(much, 1000, much.length - 1000);
        out.flush();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        written.forEach(all::writeBytes);
        assertThat(all.toByteArray()).isEqualTo(much);
        assertThat(written).hasSize(5);
    }

    @Test
    void closingSendsTheRest() throws IOException {
        out.write(1);
        out.close();
        assertThat(written).hasSize(1);
        assertThat(closed).isTrue();
    }

    @Test
    void aBrokenConnectionFailsTheFlushAndIsToldOf() throws IOException {
        broken = true;
        out.write(1);
        assertThatThrownBy(out::flush).isInstanceOf(IOException.class).hasMessage("Broken pipe");
        assertThat(ends.first()).hasMessage("Broken pipe");
    }

    private final class RecordingDuplex implements Duplex {
        @Override
        public InputStream input() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream output() {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] from, int offset, int length) throws IOException {
                    if (broken) {
                        throw new IOException("Broken pipe");
                    }
                    written.add(Arrays.copyOfRange(from, offset, offset + length));
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public void closeOutput() {
            closed = true;
        }

        @Override
        public String contentType() {
            return "";
        }

        @Override
        public void deadline(Duration fromNow) {
            // none
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
