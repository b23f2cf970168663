package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.impl.transport.Fuzz.Mutation;
import io.dockerkit.impl.transport.LinkedClient.Outcome;
import io.dockerkit.lab.Endurance;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole, cut and broken answers over a real socket, where the kernel joins and cuts the pieces once more. */
@Timeout(60)
class SocketFuzzTest {
    private static final int MUTATIONS = Endurance.count(100, 30);
    private static final Outcome OK = new Outcome(200, "OK", "");

    private final Fuzz fuzz = new Fuzz();
    private ScriptedEngine server;
    private SocketHttpClient client;
    private volatile List<byte[]> answer = List.of();
    private volatile boolean endsAfter;

    static List<SampleAnswer> samples() {
        return SampleAnswer.ALL;
    }

    @BeforeEach
    void listen(@TempDir Path directory) throws IOException {
        server = new ScriptedEngine(directory, this::serve);
        client = new SocketHttpClient(Route.toSocket(server.socket()), null);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        fuzz.close();
    }

    /** Answers {@code /ok} with OK, and all else as the test says. */
    private void serve(Peer peer) throws IOException {
        while (true) {
            boolean ok = peer.request().startsWith("GET /ok");
            for (byte[] piece : ok ? List.of(LinkedClient.OK) : answer) {
                peer.send(piece);
            }
            if (!ok && endsAfter) {
                return;
            }
        }
    }

    private Outcome ask(SocketHttpClient over, SampleAnswer sample) {
        boolean upgrade = sample.framing() == SampleAnswer.Framing.HAND_OVER;
        return LinkedClient.ask(over, fuzz.random(), upgrade);
    }

    private void checkNextCall() throws IOException {
        Request request = Request.builder().method(Request.Method.GET).path("/ok").build();
        try (Answer next = client.execute(request)) {
            String body = new String(next.getBody().readAllBytes(), ISO_8859_1);
            assertThat(new Outcome(next.getStatusCode(), body, "")).isEqualTo(OK);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anAnswerIsWholeInTwoWritesOrMany(SampleAnswer sample) {
        byte[] bytes = sample.bytes();
        Outcome whole = new Outcome(sample.status(), new String(sample.body(), ISO_8859_1), "");
        endsAfter = !sample.keepsAlive();
        for (int i = 0; i <= bytes.length; i++) {
            int at = i;
            fuzz.check(
                    () -> sample + " cut at " + at,
                    () -> {
                        answer = Fuzz.cut(bytes, at);
                        assertThat(ask(client, sample)).isEqualTo(whole);
                        answer = fuzz.pieces(bytes, at + 1);
                        assertThat(ask(client, sample)).isEqualTo(whole);
                        checkNextCall();
                    });
        }
        if (sample.keepsAlive()) {
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aBrokenAnswerIsATypedErrorOrAnAnswerAndTheNextCallIsWell(SampleAnswer sample) {
        byte[] bytes = sample.bytes();
        endsAfter = true;
        for (int i = 0; i < MUTATIONS; i++) {
            Mutation mutation = fuzz.mutation(bytes.length);
            fuzz.check(
                    () -> sample + " with " + mutation,
                    () -> {
                        answer = List.of(mutation.of(bytes));
                        Outcome outcome = ask(client, sample);
                        checkNextCall();
                        // bytes that come late cannot be told from the next answer: a client each
                        answer = fuzz.pieces(mutation.of(bytes), 20);
                        try (SocketHttpClient other =
                                new SocketHttpClient(Route.toSocket(server.socket()), null)) {
                            assertThat(ask(other, sample)).isEqualTo(outcome);
                        }
                        assertThat(outcome.failed()).isEqualTo(outcome.status() == 0);
                    });
        }
        assertThat(server.connections()).isGreaterThan(MUTATIONS);
    }
}
