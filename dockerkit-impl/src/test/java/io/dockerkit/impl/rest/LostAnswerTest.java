package io.dockerkit.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.EngineException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A creation whose answer is lost is not repeated; what it made is looked up. */
class LostAnswerTest {
    private static final Canned NONE = Canned.json(404, "{\"message\":\"no such network\"}");
    private static final Canned FOUND = Canned.json(200, "{\"Id\":\"n1\"}");

    private final Deque<Canned> answers = new ArrayDeque<>();
    private final CannedWire engine =
            new CannedWire(
                    (call, upgraded) -> answers.size() > 1 ? answers.remove() : answers.element());
    private final Rest rest = new Rest(engine, "1.47");
    private final DockerException lost =
            new DockerUnavailableException("the answer was lost", null, true);

    private LostAnswer lostAnswer() {
        return LostAnswer.of(lost, System.nanoTime());
    }

    private Call question() {
        return rest.get("networks", "net").to("find network net");
    }

    static List<DockerException> noLostAnswers() {
        return List.of(
                new EngineException("refused", 500, "", null),
                new DockerTimeoutException("late", null),
                new DockerInterruptedException("interrupted", null),
                new DockerUnavailableException("never sent", null, false));
    }

    @ParameterizedTest
    @MethodSource("noLostAnswers")
    void whatIsAnsweredGivenUpOrNeverAskedIsThrownAgain(DockerException error) {
        assertThatThrownBy(() -> LostAnswer.of(error, 0)).isSameAs(error);
    }

    @Test
    void whatWasMadeIsFoundEvenIfItIsThereOnlyAfterAMoment() {
        answers.addAll(List.of(NONE, FOUND));
        assertThat(lostAnswer().lookUp(this::question, (said, time) -> true).path("Id").asText())
                .isEqualTo("n1");
        assertThat(engine.calls()).hasSize(2);
    }

    @Test
    void anAnswerThatIsCutIsLostToo() {
        answers.add(FOUND);
        LostAnswer cut = LostAnswer.of(new IncompleteStreamException("cut", null), 0);
        assertThat(cut.lookUp(this::question, (said, time) -> true).path("Id").asText())
                .isEqualTo("n1");
    }

    @Test
    void whatIsSomebodyElsesIsNotTaken() {
        answers.add(FOUND);
        assertThatThrownBy(() -> lostAnswer().lookUp(this::question, (said, time) -> false))
                .isInstanceOfSatisfying(
                        DockerUnavailableException.class,
                        e -> assertThat(e.mayHaveBeenCarriedOut()).isTrue())
                .hasMessageContaining("the answer was lost")
                .hasMessageContaining("something else")
                .hasCause(lost);
    }

    @Test
    void whereNothingIsFoundItSaysSo() {
        answers.add(NONE);
        assertThatThrownBy(() -> lostAnswer().lookUp(this::question, (said, time) -> true))
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("nothing has its name so far");
        assertThat(engine.calls()).hasSize(6);
    }

    @Test
    void aLookThatFailsIsSuppressed() {
        answers.add(Canned.json(500, "{\"message\":\"no\"}"));
        assertThatThrownBy(() -> lostAnswer().lookUp(this::question, (said, time) -> true))
                .hasMessageContaining("looking for it failed too")
                .hasCause(lost)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void anInterruptEndsTheLook() {
        answers.add(NONE);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> lostAnswer().lookUp(this::question, (said, time) -> true))
                    .isInstanceOf(DockerInterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void whatIsOursIsJudgedByTheClockOfTheEngine() {
        Instant engineTime = Instant.parse("2001-02-03T04:05:06Z");
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(engineTime.atOffset(ZoneOffset.UTC));
        byte[] body = "{\"Id\":\"n1\"}".getBytes(StandardCharsets.UTF_8);
        answers.add(new Canned(200, Map.of("Date", date), body));
        AtomicReference<Instant> earliest = new AtomicReference<>(Instant.MAX);
        long began = System.nanoTime() - Duration.ofSeconds(10).toNanos();
        LostAnswer.of(lost, began)
                .lookUp(
                        this::question,
                        (said, time) -> {
                            earliest.set(time);
                            return true;
                        });
        // ten seconds before the engine's now, and the two by which whole seconds blur
        assertThat(earliest.get())
                .isBetween(engineTime.minusSeconds(60), engineTime.minusSeconds(12));
    }
}
