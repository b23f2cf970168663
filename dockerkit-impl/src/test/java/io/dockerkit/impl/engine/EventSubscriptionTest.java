package io.dockerkit.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.Subscription;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What ends a subscription before its time reaches the program: an exception of its consumer, or of the stream. */
@Timeout(30)
class EventSubscriptionTest {
    private static final String EVENT =
            "{\"Type\":\"container\",\"Action\":\"start\",\"Actor\":{\"ID\":\"c\"},\"time\":1704164646}\n";

    private final IllegalStateException mine = new IllegalStateException("mine");
    private ScriptedEngine engine;
    private Subscription events;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
    }

    /** Subscribes to one event and what follows. */
    private void subscribe(Consumer<EngineEvent> consumer, Behaviour afterwards) {
        engine.on(
                "GET /events",
                peer -> {
                    peer.send(Calls.CHUNKED);
                    peer.send(Integer.toHexString(EVENT.length()) + "\r\n" + EVENT + "\r\n");
                    afterwards.serve(peer);
                });
        events = new EngineCommands(new EngineApi(engine.rest())).events().subscribe(consumer);
    }

    private void subscribeTheFailing() {
        subscribe(
                event -> {
                    throw mine;
                },
                engine.silent("events"));
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private void awaitDone() throws InterruptedException {
        for (int i = 0; i < 1000 && !events.isDone(); i++) {
            Thread.sleep(10);
        }
        assertThat(events.isDone()).isTrue();
    }

    @Test
    void theExceptionReachesWhoeverWaits() throws InterruptedException {
        subscribeTheFailing();
        assertThatThrownBy(events::await).isSameAs(mine);
        assertThatThrownBy(() -> events.await(Duration.ofSeconds(10))).isSameAs(mine);
        assertThat(events.isDone()).isTrue();
        assertThat(engine.told()).isEqualTo("events");
        assertThat(engine.told()).as("the connection is free").isEqualTo("events ended");
        // told already
        assertThatCode(events::close).doesNotThrowAnyException();
    }

    @Test
    void theExceptionReachesWhoeverClosesWithoutHavingWaited() throws InterruptedException {
        subscribeTheFailing();
        awaitDone();
        assertThatThrownBy(events::close).isSameAs(mine);
        assertThatCode(events::close).doesNotThrowAnyException();
    }

    @Test
    void theErrorOfAStreamThatIsCutBeginsWithTheWait() {
        List<EngineEvent> seen = new CopyOnWriteArrayList<>();
        subscribe(seen::add, Peer::close);
        assertThatThrownBy(events::await)
                .isInstanceOf(IncompleteStreamException.class)
                .satisfies(
                        thrown -> {
                            StackTraceElement first = thrown.getStackTrace()[0];
                            assertThat(first.getMethodName()).isEqualTo("await");
                            assertThat(first.getClassName()).isEqualTo(events.getClass().getName());
                        });
        assertThat(seen).hasSize(1);
    }

    @Test
    void anExceptionOfTheConsumerKeepsItsFrames() {
        DockerException thrown = new DockerException("of the consumer");
        StackTraceElement[] frames = thrown.getStackTrace();
        subscribe(
                event -> {
                    throw thrown;
                },
                engine.silent("events"));
        assertThatThrownBy(events::await).isSameAs(thrown);
        assertThat(thrown.getStackTrace()).isEqualTo(frames);
    }
}
