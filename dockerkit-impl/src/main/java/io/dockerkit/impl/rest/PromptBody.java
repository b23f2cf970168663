package io.dockerkit.impl.rest;

import io.dockerkit.impl.transport.Answer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that should come in one go: each piece of it must come within the limit. Such an answer is not
 * bounded as a whole, since its length is not known. Not thread-safe.
 */
final class PromptBody extends FilterInputStream {
    private final Answer answer;
    private final @Nullable Duration limit;

    PromptBody(Answer answer, @Nullable Duration limit) {
        super(answer.getBody());
        this.answer = answer;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        answer.deadline(limit);
        return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        answer.deadline(limit);
        return super.read(into, offset, length);
    }
}
