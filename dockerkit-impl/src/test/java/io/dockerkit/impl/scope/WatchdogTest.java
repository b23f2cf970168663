package io.dockerkit.impl.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.lab.Acceptor;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a watchdog ends; {@link WatchdogProcessIT} has it as a process. */
@Timeout(60)
class WatchdogTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir Path directory;
    private final BlockingQueue<Integer> exitCodes = new LinkedBlockingQueue<>();

    /** Runs a watchdog of an owner that says this and ends. */
    private void start(Duration longest, String... lines) {
        byte[] said = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        Acceptor.thread(
                        "test-watchdog",
                        () ->
                                new Watchdog("an-owner", LONG)
                                        .run(
                                                new ByteArrayInputStream(said),
                                                longest,
                                                exitCodes::add))
                .start();
    }

    private static String watch(ScriptedEngine engine) {
        Endpoint endpoint = new Endpoint("test", engine.host(), null);
        return Watchdog.WATCH + " 1 " + WatchedEngine.write(endpoint, ScriptedEngine.API_VERSION);
    }

    private Integer exitCode() throws InterruptedException {
        return exitCodes.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void aRemovalThatHangsEndsInTime() throws Exception {
        try (ScriptedEngine engine = new ScriptedEngine(directory)) {
            engine.on("GET /containers/json", engine.silent("list"));
            start(Duration.ofMillis(300), watch(engine));
            assertThat(engine.told()).isEqualTo("list");
            assertThat(exitCode()).isEqualTo(1);
        }
    }

    @Test
    void anOwnerThatEndsItselfLeavesNothingToRemove() throws Exception {
        try (ScriptedEngine engine = new ScriptedEngine(directory)) {
            start(Duration.ZERO, watch(engine), Watchdog.DONE);
            assertThat(exitCode()).isEqualTo(0);
            assertThat(engine.calls()).isEmpty();
        }
    }
}
