package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient;
import io.dockerkit.impl.concurrent.Alarm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer that came through another transport; thread-safe as {@link Answer} says. */
final class PortAnswer implements Answer, Alarm.Listener {
    private final DockerHttpClient.Response response;
    private final @Nullable StdinPipe stdin;
    private final WireErrors errors;
    private final String what;
    private final Consumer<PortAnswer> onEnd;
    private final Alarm alarm = new Alarm(this);
    private final Body body = new Body();
    private volatile @Nullable Duration patience;
    private volatile Connection.@Nullable End end;

    PortAnswer(
            DockerHttpClient.Response response,
            @Nullable StdinPipe stdin,
            WireErrors errors,
            String what,
            Consumer<PortAnswer> onEnd) {
        this.response = response;
        this.stdin = stdin;
        this.errors = errors;
        this.what = what;
        this.onEnd = onEnd;
    }

    @Override
    public int getStatusCode() {
        return response.getStatusCode();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return response.getHeaders();
    }

    @Override
    public InputStream getBody() {
        return body;
    }

    @Override
    public void deadline(@Nullable Duration fromNow) {
        if (end == null) {
            patience = null;
            alarm.arm(fromNow);
        }
    }

    @Override
    public void patience(@Nullable Duration each) {
        deadline(null);
        patience = each;
    }

    @Override
    public Optional<Duplex> duplex() {
        return stdin == null ? Optional.empty() : Optional.of(new TwoWays(stdin));
    }

    @Override
    public void overdue() {
        end = Connection.End.OVERDUE;
    }

    @Override
    public void endOverdue() {
        closeAll();
    }

    @Override
    public void close() {
        if (end == null) {
            end = Connection.End.CLOSED;
        }
        alarm.cancel();
        closeAll();
    }

    /** Ends it since the wire is closed: who reads hears so. */
    void endWithWire() {
        if (end == null) {
            end = Connection.End.CLIENT_CLOSED;
        }
        alarm.cancel();
        closeAll();
    }

    private void closeAll() {
        onEnd.accept(this);
        if (stdin != null) {
            stdin.breakOff();
        }
        response.close();
    }

    /** The body, with errors of our family. */
    private final class Body extends InputStream {
        private long count;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (ended) {
                return -1;
            }
            requireOpen(null);
            int read;
            Duration each = patience;
            try {
                if (each != null) {
                    alarm.arm(each);
                }
                read = response.getBody().read(into, offset, length);
            } catch (IOException e) {
                requireOpen(e);
                throw errors.cut(end, what, count, -1, e);
            }
            if (each != null) {
                alarm.arm((Duration) null);
            }
            requireOpen(null);
            count += Math.max(0, read);
            if (read < 0) {
                ended = true;
                alarm.cancel();
                onEnd.accept(PortAnswer.this);
            }
            return read;
        }

        private void requireOpen(@Nullable IOException e) throws IOException {
            if (end == Connection.End.CLOSED) {
                throw new IOException("the answer to " + what + " was closed", e);
            }
            if (end != null) {
                throw errors.cut(end, what, count, -1, e);
            }
        }

        @Override
        public void close() {
            PortAnswer.this.close();
        }
    }

    /** The hijacked connection, as far as the transport below lets us have it. */
    private final class TwoWays implements Duplex {
        private final StdinPipe pipe;

        TwoWays(StdinPipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public InputStream input() {
            return body;
        }

        @Override
        public OutputStream output() {
            return pipe.sink();
        }

        @Override
        public void closeOutput() {
            pipe.finish();
        }

        @Override
        public String contentType() {
            return PortAnswer.this.contentType();
        }

        @Override
        public void deadline(@Nullable Duration fromNow) {
            PortAnswer.this.deadline(fromNow);
        }

        @Override
        public void close() {
            PortAnswer.this.close();
        }
    }
}
