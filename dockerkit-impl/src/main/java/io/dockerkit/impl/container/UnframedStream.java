package io.dockerkit.impl.container;

import io.dockerkit.impl.transport.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The bytes of a multiplexed stream without its frames, both streams in the order written. For one thread at a time. */
final class UnframedStream extends InputStream {
    private final Answer answer;
    private final Output output;

    UnframedStream(Answer answer, String what) {
        this.answer = answer;
        this.output = new Output(answer.getBody(), false, what);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        return length == 0 ? 0 : output.read(into, offset, length);
    }

    @Override
    public void close() {
        answer.close();
    }
}
