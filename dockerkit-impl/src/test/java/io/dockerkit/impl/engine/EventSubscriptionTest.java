package io.dockerkit.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Subscription;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A consumer of events that throws an exception: it ends the subscription, and the program gets to know. */
@Timeout(30)
class EventSubscriptionTest {
    private static final String EVENT =
            "{\"Type\":\"container\",\"Action\":\"start\",\"Actor\":{\"ID\":\"c\"},\"time\":1704164646}\n";

    private final IllegalStateException mine = new IllegalStateException("mine");
    private ScriptedEngine engine;
    private Subscription events;

    @BeforeEach
    void subscribe(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
        engine.on(
                "GET /events",
                peer -> {
                    peer.send(Calls.CHUNKED);
                    peer.send(Integer.toHexString(EVENT.length()) + "\r\n" + EVENT + "\r\n");
                    engine.silent("events").serve(peer);
                });
        events =
                new EngineCommands(new EngineApi(engine.rest()))
                        .events()
                        .subscribe(
                                event -> {
                                    throw mine;
                                });
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
        awaitDone();
        assertThatThrownBy(events::close).isSameAs(mine);
        assertThatCode(events::close).doesNotThrowAnyException();
    }
}
