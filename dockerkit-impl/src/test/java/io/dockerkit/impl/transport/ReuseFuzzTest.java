package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.impl.transport.Fuzz.Mutation;
import io.dockerkit.impl.transport.LinkedClient.Outcome;
import io.dockerkit.lab.Endurance;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection is used again only where it is sure that the next bytes on it begin the next answer. */
class ReuseFuzzTest {
    private static final int MUTATIONS = Endurance.count(1000, 100);
    private static final Outcome OK = new Outcome(200, "OK", "");

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

    @ParameterizedTest
    @MethodSource("samples")
    void anAnswerThatIsClosedEarlyDoesNotSpoilTheNextCall(SampleAnswer sample) {
        for (int i = 0; i < MUTATIONS; i++) {
            Mutation mutation = fuzz.mutation(sample.bytes().length);
            boolean broken = i % 2 == 1;
            byte[] bytes = broken ? mutation.of(sample.bytes()) : sample.bytes();
            List<byte[]> pieces = fuzz.pieces(bytes, 60);
            int read = fuzz.random().nextInt(20);
            fuzz.check(
                    () -> sample + (broken ? " with " + mutation : "") + " closed after " + read,
                    () -> {
                        boolean keeps = sample.keepsAlive();
                        List<byte[]> next = List.of(LinkedClient.OK);
                        try (LinkedClient engine = engine(false, List.of(pieces, next))) {
                            boolean failed = engine.askAndCloseAfter(read).failed();
                            assertThat(engine.ask()).isEqualTo(OK);
                            if (failed || !broken) {
                                int links = keeps && !failed ? 1 : 2;
                                assertThat(engine.connections()).isEqualTo(links);
                            }
                        }
                    });
        }
    }

    @Test
    void bytesThatNobodyAskedForAreNotTakenForTheNextAnswer() {
        byte[] twice =
                (new String(LinkedClient.OK, ISO_8859_1) + "HTTP/1.1 500 No\r\n\r\n")
                        .getBytes(ISO_8859_1);
        for (int at = 0; at <= twice.length; at++) {
            List<byte[]> pieces = Fuzz.cut(twice, at);
            fuzz.check(
                    () -> "cut after " + pieces.get(0).length,
                    () -> {
                        try (LinkedClient engine =
                                engine(false, List.of(pieces, List.of(LinkedClient.OK)))) {
                            assertThat(engine.ask()).isEqualTo(OK);
                            assertThat(engine.ask()).isEqualTo(OK);
                            assertThat(engine.connections()).isEqualTo(2);
                        }
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anAnswerThatIsClosedBeforeItHasAllComeIsNotFollowedByAnother(SampleAnswer sample) {
        byte[] bytes = sample.bytes();
        for (int i = 0; i < bytes.length; i++) {
            int at = i;
            fuzz.check(
                    () -> sample + " closed when " + at + " bytes had come",
                    () -> {
                        List<byte[]> come = Fuzz.cut(bytes, at).subList(0, 1);
                        List<byte[]> late = List.of(Fuzz.cut(bytes, at).get(1), LinkedClient.OK);
                        try (LinkedClient engine = engine(false, List.of(come, late))) {
                            engine.askAndCloseAfter(0);
                            assertThat(engine.ask()).isEqualTo(OK);
                            assertThat(engine.connections()).isEqualTo(2);
                        }
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: x, Close\r\n\r\nOK",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nOK",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n"
            })
    void anAnswerThatPromisesNoOtherIsFollowedByNone(String answer) {
        List<byte[]> first = List.of(answer.getBytes(ISO_8859_1));
        try (LinkedClient engine = engine(false, List.of(first, List.of(LinkedClient.OK)))) {
            assertThat(engine.ask()).isEqualTo(OK);
            assertThat(engine.ask()).isEqualTo(OK);
            assertThat(engine.connections()).isEqualTo(2);
        }
    }
}
