package io.dockerkit.impl.traps;

import static io.dockerkit.lab.Calls.CHUNKED;
import static io.dockerkit.lab.Calls.answers;
import static io.dockerkit.lab.Calls.bytes;
import static io.dockerkit.lab.Calls.frame;
import static io.dockerkit.lab.Calls.join;
import static io.dockerkit.lab.Calls.streams;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.EngineException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.Subscription;
import io.dockerkit.container.LogLine;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docker-java lost or made up in logs; each test is named by the row of the list of traps. */
@Timeout(30)
@Tag("locale")
class LogTrapsTest {
    private ScriptedEngine engine;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private void hasLogs(String head, byte[]... parts) {
        engine.onContainer("GET", "/json", answers("200 OK", "{\"Id\":\"c\"}"))
                .onContainer("GET", "/logs", streams(head, parts));
    }

    @Test
    void t02ALongLineOfMultiByteCharactersIsOneAndNoneIsBroken() {
        String line = "aä€😀".repeat(500) + "\n";
        byte[] payload = bytes(line);
        List<byte[]> frames = new ArrayList<>();
        for (int from = 0; from < payload.length; from += 1023) {
            frames.add(
                    frame(
                            1,
                            Arrays.copyOfRange(
                                    payload, from, Math.min(payload.length, from + 1023))));
        }
        hasLogs("HTTP/1.1 200 OK\r\n\r\n", frames.toArray(new byte[0][]));
        String read = engine.container().logs().execute().stdout();
        assertThat(read.lines()).hasSize(1);
        assertThat(read).isEqualTo(line);
        try (Stream<LogLine> lines = engine.container().logs().lines()) {
            assertThat(lines.map(LogLine::text)).containsExactly(line.strip());
        }
    }

    @Test
    void t04AChunkedStreamThatIsCutIsATypedError() {
        hasLogs(CHUNKED, bytes("b\r\n"), frame(1, bytes("abc")), bytes("\r\n"));
        assertThatThrownBy(() -> engine.container().logs().execute())
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("was cut")
                .hasMessageContaining("11 bytes had come");
    }

    private Subscription follow(Consumer<LogLine> consumer) {
        hasLogs("");
        engine.onContainer(
                "GET",
                "/logs",
                peer -> {
                    peer.send(CHUNKED);
                    byte[] frame = frame(1, bytes("a line\n"));
                    peer.send(join(bytes("%x\r\n".formatted(frame.length)), frame, bytes("\r\n")));
                    engine.silent("logs").serve(peer);
                });
        return engine.container().logs().follow().subscribe(consumer);
    }

    @Test
    void t06AnErrorOfAConsumerReachesWhoWaitsAndFreesTheConnection() throws Exception {
        Subscription logs =
                follow(
                        line -> {
                            throw new StackOverflowError(line.text());
                        });
        assertThatThrownBy(logs::await).isInstanceOf(StackOverflowError.class).hasMessage("a line");
        assertThat(logs.isDone()).isTrue();
        assertThat(engine.told()).isEqualTo("logs");
        assertThat(engine.told()).isEqualTo("logs ended");
    }

    @Test
    void t17NothingComesAfterASubscriptionThatIsClosed() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        Subscription logs =
                follow(
                        line -> {
                            seen.add(line.text());
                            first.countDown();
                        });
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
        logs.close();
        logs.await();
        assertThat(engine.told()).isEqualTo("logs");
        assertThat(engine.told()).isEqualTo("logs ended");
        assertThat(seen).containsExactly("a line");
    }

    @Test
    void t13AnErrorInsideLogsThatBeganWellIsThrown() {
        hasLogs(
                "HTTP/1.1 200 OK\r\n\r\n",
                frame(1, bytes("a line\n")),
                frame(3, bytes("Error grabbing logs: invalid character")));
        assertThatThrownBy(() -> engine.container().logs().execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Error grabbing logs: invalid character");
    }

    @Test
    void t13AnErrorInsideLogsThatComesInPiecesIsThrownWhole() {
        byte[] error = frame(3, bytes("Error grabbing logs: invalid character"));
        // what is in two chunks comes in two reads
        hasLogs(
                CHUNKED,
                bytes("14\r\n"),
                Arrays.copyOf(error, 20),
                bytes("\r\n%x\r\n".formatted(error.length - 20)),
                Arrays.copyOfRange(error, 20, error.length),
                bytes("\r\n0\r\n\r\n"));
        assertThatThrownBy(() -> engine.container().logs().execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Error grabbing logs: invalid character");
    }

    @Test
    void t18TheLogsOfATerminalThatBeginLikeAFrameAreWhole() {
        String written = "\u0001\0\0\0\0\0\0\u0003abc\r\n";
        hasLogs("HTTP/1.1 200 OK\r\n\r\n", bytes(written));
        engine.onContainer(
                "GET", "/json", answers("200 OK", "{\"Id\":\"c\",\"Config\":{\"Tty\":true}}"));
        assertThat(engine.container().logs().execute().stdout()).isEqualTo(written);
    }
}
