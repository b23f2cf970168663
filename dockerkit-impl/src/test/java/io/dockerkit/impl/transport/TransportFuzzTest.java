package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.impl.transport.Fuzz.Mutation;
import io.dockerkit.impl.transport.LinkedClient.Outcome;
import io.dockerkit.lab.Endurance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Valid answers give the same however they are cut into pieces; broken ones give a typed error or an answer, at once, and
 * never spoil the next call.
 */
class TransportFuzzTest {
    private static final int MUTATIONS = Endurance.count(1000, 100);

    private final Fuzz fuzz = new Fuzz();

    @AfterEach
    void close() {
        fuzz.close();
    }

    static List<SampleAnswer> samples() {
        return SampleAnswer.ALL;
    }

    private LinkedClient engine(boolean ends, List<List<byte[]>> answers) {
        return new LinkedClient(fuzz.random(), new ScriptedLink(ends, answers));
    }

    private static Outcome ask(LinkedClient engine, SampleAnswer sample) {
        return sample.framing() == SampleAnswer.Framing.HAND_OVER
                ? engine.askToUpgrade()
                : engine.ask();
    }

    private static Outcome expected(SampleAnswer sample) {
        return new Outcome(sample.status(), new String(sample.body(), ISO_8859_1), "");
    }

    private static Outcome ok() {
        return new Outcome(200, "OK", "");
    }

    private static String bytesOf(List<byte[]> pieces) {
        return pieces.stream()
                .map(piece -> Malformed.quote(piece, 0, piece.length))
                .toList()
                .toString();
    }

    /** The answer, and an OK after it over the same connection if the answer allows that. */
    private void checkWhole(SampleAnswer sample, List<byte[]> pieces) {
        fuzz.check(
                () -> sample + " in " + bytesOf(pieces),
                () -> {
                    boolean keeps = sample.keepsAlive();
                    List<List<byte[]>> script =
                            keeps ? List.of(pieces, List.of(LinkedClient.OK)) : List.of(pieces);
                    try (LinkedClient engine = engine(!keeps, script)) {
                        assertThat(ask(engine, sample)).isEqualTo(expected(sample));
                        assertThat(engine.ask()).isEqualTo(ok());
                        assertThat(engine.connections()).isEqualTo(keeps ? 1 : 2);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anAnswerIsWholeWhereverItIsCutInTwo(SampleAnswer sample) {
        byte[] bytes = sample.bytes();
        for (int at = 0; at <= bytes.length; at++) {
            checkWhole(sample, Fuzz.cut(bytes, at));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anAnswerIsWholeInAnyPieces(SampleAnswer sample) {
        for (int most = 1; most <= 40; most++) {
            checkWhole(sample, fuzz.pieces(sample.bytes(), most));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anAnswerThatIsCutShortIsAnErrorThatSaysHowMuchCame(SampleAnswer sample) {
        byte[] bytes = sample.bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            int head = headLength(bytes);
            fuzz.check(
                    () -> sample + " cut after " + cut.length,
                    () -> {
                        try (LinkedClient engine = engine(true, List.of(fuzz.pieces(cut, 30)))) {
                            Outcome outcome = ask(engine, sample);
                            assertThat(outcome.error()).startsWith(errorOfCut(sample, cut, head));
                            assertThat(outcome.body()).isEqualTo(bodyOfCut(sample, cut, head));
                            assertThat(engine.ask()).isEqualTo(ok());
                            assertThat(engine.connections()).isEqualTo(2);
                        }
                    });
        }
    }

    private static int headLength(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int status = text.lastIndexOf("HTTP/1.1 200");
        int crlf = text.indexOf("\r\n\r\n", Math.max(0, status));
        return crlf < 0 ? text.indexOf("\n\n") + 2 : crlf + 4;
    }

    private static boolean endsWithConnection(SampleAnswer sample) {
        return sample.framing() == SampleAnswer.Framing.END_OF_CONNECTION
                || sample.framing() == SampleAnswer.Framing.HAND_OVER;
    }

    private static String errorOfCut(SampleAnswer sample, byte[] cut, int head) {
        if (cut.length < head) {
            return DockerUnavailableException.class.getName()
                    + ": the engine at test://engine ended";
        }
        int came = 0;
        for (int i = 0; i < cut.length; i++) {
            came += sample.indexInBody(i) < 0 ? 0 : 1;
        }
        return endsWithConnection(sample)
                ? ""
                : IncompleteStreamException.class.getName()
                        + ": the answer to GET /x was cut: "
                        + came
                        + (sample.framing() == SampleAnswer.Framing.LENGTH
                                ? " of " + sample.body().length
                                : "")
                        + " bytes had come";
    }

    private static String bodyOfCut(SampleAnswer sample, byte[] cut, int head) {
        return cut.length < head || !endsWithConnection(sample)
                ? ""
                : new String(cut, head, cut.length - head, ISO_8859_1);
    }

    /** The outcome of a broken answer; the call after it is well, over another connection if there was an error. */
    private Outcome outcome(SampleAnswer sample, List<byte[]> pieces, boolean ends, boolean warm) {
        List<List<byte[]>> script = new ArrayList<>();
        if (warm) {
            script.add(List.of(LinkedClient.OK));
        }
        script.add(pieces);
        if (!ends) {
            script.add(List.of(LinkedClient.OK));
        }
        try (LinkedClient engine = engine(ends, script)) {
            if (warm) {
                assertThat(engine.ask()).isEqualTo(ok());
            }
            Outcome outcome = ask(engine, sample);
            assertThat(engine.ask()).isEqualTo(ok());
            if (outcome.failed() || ends) {
                assertThat(engine.connections()).isEqualTo(2);
                assertThat(engine.firstIsClosed()).isTrue();
            }
            return outcome;
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anAnswerBrokenAnywhereIsATypedErrorOrAnAnswerAndTheNextCallIsWell(SampleAnswer sample) {
        for (int at = 0; at < sample.bytes().length; at++) {
            for (Mutation mutation : Fuzz.allAt(at)) {
                boolean ends = fuzz.random().nextBoolean();
                fuzz.check(
                        () -> sample + " with " + mutation + (ends ? ", ended" : ", silent"),
                        () -> checkBroken(sample, mutation, ends));
            }
        }
    }

    private void checkBroken(SampleAnswer sample, Mutation mutation, boolean ends) {
        byte[] broken = mutation.of(sample.bytes());
        boolean warm = fuzz.random().nextBoolean();
        Outcome outcome = outcome(sample, List.of(broken), ends, warm);
        checkBody(sample, mutation, outcome, ends);
        for (int most : new int[] {1, 30}) {
            assertThat(outcome(sample, fuzz.pieces(broken, most), ends, warm))
                    .as("in pieces of at most %s", most)
                    .isEqualTo(outcome);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anAnswerBrokenInManyPlacesIsATypedErrorOrAnAnswer(SampleAnswer sample) {
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] broken = sample.bytes();
            List<Mutation> all = new ArrayList<>();
            for (int left = 2 + fuzz.random().nextInt(5); left > 0; left--) {
                Mutation mutation = fuzz.mutation(broken.length);
                all.add(mutation);
                broken = mutation.of(broken);
            }
            List<byte[]> pieces = fuzz.pieces(broken, 50);
            boolean ends = fuzz.random().nextBoolean();
            fuzz.check(() -> sample + " with " + all, () -> outcome(sample, pieces, ends, false));
        }
    }

    /** What is changed in the body is seen as it came; between chunks it is an error or means nothing. */
    private static void checkBody(
            SampleAnswer sample, Mutation mutation, Outcome outcome, boolean ended) {
        int index = sample.indexInBody(mutation.at());
        boolean untilEnd = endsWithConnection(sample);
        boolean chunks = sample.framing() == SampleAnswer.Framing.CHUNKS;
        if (chunks && index < 0 && mutation.at() >= headLength(sample.bytes())) {
            // a size that became 0 ends the body: nobody can tell
            boolean right = expected(sample).body().startsWith(outcome.body());
            assertThat(outcome.failed() || right).as(outcome.toString()).isTrue();
        }
        if (index < 0 || (untilEnd && !ended)) {
            return;
        }
        String body =
                new String(
                        new Mutation(mutation.kind(), index, mutation.with()).of(sample.body()),
                        ISO_8859_1);
        if (mutation.kind() == Fuzz.Kind.FLIP || untilEnd) {
            assertThat(outcome).isEqualTo(new Outcome(sample.status(), body, ""));
        } else if (chunks) {
            assertThat(outcome.failed()).isTrue();
        } else {
            int length = sample.body().length;
            if (mutation.kind() == Fuzz.Kind.INSERT) {
                assertThat(outcome.body()).isEqualTo(body.substring(0, length));
            } else {
                assertThat(outcome.error())
                        .startsWith(IncompleteStreamException.class.getName())
                        .contains((length - 1) + " of " + length + " bytes");
            }
        }
    }
}
