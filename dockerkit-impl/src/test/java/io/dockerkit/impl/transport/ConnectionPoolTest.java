package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which connections are kept for the next call. */
@Timeout(30)
class ConnectionPoolTest {
    private static Connection used(ConnectionPool pool) throws IOException {
        Connection connection = pool.create();
        connection.begin();
        connection.release();
        return connection;
    }

    @Test
    void aConnectionThatWasIdleForTooLongIsEndedAndNotUsed() throws IOException {
        ConnectionPool pool = new ConnectionPool(() -> new ScriptedLink(false, List.of()), 4, -1);
        Connection connection = used(pool);
        assertThat(pool.takeIdle()).isNull();
        assertThat(connection.ended()).isEqualTo(Connection.End.CLOSED);
    }

    @Test
    void theConnectionUsedLastIsUsedFirstAndNoMoreAreKeptThanWanted() throws IOException {
        long hour = TimeUnit.HOURS.toNanos(1);
        ConnectionPool pool = new ConnectionPool(() -> new ScriptedLink(false, List.of()), 2, hour);
        Connection first = used(pool);
        Connection second = used(pool);
        Connection third = used(pool);
        assertThat(third.ended()).isEqualTo(Connection.End.CLOSED);
        assertThat(pool.takeIdle()).isSameAs(second);
        assertThat(pool.takeIdle()).isSameAs(first);
        assertThat(pool.takeIdle()).isNull();
    }

    /** An engine that answers a long request before it has come, and leaves the connection open. */
    private static final class Refusing implements Link {
        private final ScriptedLink answers =
                new ScriptedLink(
                        false,
                        List.of(
                                List.of(
                                        "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig"
                                                .getBytes(US_ASCII))));
        private boolean refused;

        @Override
        public void connect() throws IOException {
            answers.connect();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return answers.read(into, offset, length);
        }

        @Override
        public int readNow(byte[] into, int offset, int length) throws IOException {
            return answers.readNow(into, offset, length);
        }

        @Override
        public int write(byte[] from, int offset, int length) throws IOException {
            if (refused) {
                throw new IOException("Broken pipe");
            }
            refused = true;
            return answers.write(from, offset, length);
        }

        @Override
        public void shutdownOutput() throws IOException {
            answers.shutdownOutput();
        }

        @Override
        public void close() {
            answers.close();
        }
    }

    @Test
    void aConnectionWhoseRequestWasNotAllTakenIsNotUsedAgain() throws IOException {
        Deque<Refusing> made = new ArrayDeque<>();
        Link.Dialer dialer =
                () -> {
                    made.add(new Refusing());
                    return made.getLast();
                };
        try (SocketHttpClient client =
                new SocketHttpClient(Route.over("unix://x", dialer), null, 4)) {
            Request request =
                    Request.builder()
                            .method(Request.Method.POST)
                            .path("/x")
                            .bodyBytes(new byte[100_000])
                            .build();
            try (Answer answer = client.execute(request)) {
                assertThat(answer.getStatusCode()).isEqualTo(413);
                assertThat(answer.getBody().readAllBytes()).hasSize(3);
            }
            assertThat(client.idleConnections()).isZero();
            assertThat(made).hasSize(1);
            assertThat(made.getFirst().answers.closed()).isTrue();
        }
    }
}
