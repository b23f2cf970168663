package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Lines and bytes from one buffer, however they come. */
class ReceivedBytesTest {
    /** A link that has received a text: all of it, or one byte for each read. */
    private record Text(byte[] bytes, int[] at, int most) implements Link {
        Text(String text, int most) {
            this(text.getBytes(ISO_8859_1), new int[1], most);
        }

        @Override
        public void connect() {}

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(Math.min(length, most), bytes.length - at[0]);
            System.arraycopy(bytes, at[0], into, offset, count);
            at[0] += count;
            return count == 0 ? -1 : count;
        }

        @Override
        public int readNow(byte[] into, int offset, int length) {
            return 0;
        }

        @Override
        public int write(byte[] from, int offset, int length) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public void shutdownOutput() {}

        @Override
        public void close() {}
    }

    private static ReceivedBytes received(String text, int most) {
        return new ReceivedBytes(new Text(text, most));
    }

    @Test
    void linesAndTheBytesBehindThemAreReadInTurn() throws IOException {
        for (int most : new int[] {1, 3, 1000}) {
            ReceivedBytes received = received("one\r\ntwo\nabcdef\r\n", most);
            assertThat(received.readLine(100)).isEqualTo("one");
            assertThat(received.readLine(100)).isEqualTo("two");
            byte[] body = new byte[6];
            for (int at = 0; at < body.length; ) {
                at += received.read(body, at, body.length - at);
            }
            assertThat(body).asString(ISO_8859_1).isEqualTo("abcdef");
            assertThat(received.readStrictLine(100)).isEmpty();
            assertThat(received.readLine(100)).isNull();
            assertThat(received.count()).isEqualTo(17);
            assertThat(received.finish()).isTrue();
        }
    }

    @Test
    void aLineThatIsCutOrTooLongIsAnError() {
        assertThatThrownBy(() -> received("cut", 1).readLine(100)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> received("long".repeat(30), 7).readLine(100))
                .isInstanceOf(DockerUnavailableException.MalformedAnswer.class)
                .hasMessageContaining("a line of more than 100 bytes");
        assertThatThrownBy(() -> received("bare\n", 100).readStrictLine(100))
                .isInstanceOf(DockerUnavailableException.MalformedAnswer.class)
                .hasMessageContaining("ends in CR and LF");
    }

    @Test
    void bytesThatWereNotAskedForAreLeft() throws IOException {
        ReceivedBytes received = received("line\r\nmore", 100);
        assertThat(received.readLine(100)).isEqualTo("line");
        assertThat(received.finish()).isFalse();
    }

    @Test
    void aReadThatMustNotWaitFailsWhereNothingHasCome() throws IOException {
        ReceivedBytes received = received("later", 100);
        received.stopWaiting();
        assertThatThrownBy(() -> received.read(new byte[1], 0, 1)).isInstanceOf(IOException.class);
        received.finish();
        assertThat(received.isSilent()).isTrue();
    }
}
