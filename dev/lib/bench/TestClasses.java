package io.dockerkit.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.junit.DockerTest;
import io.dockerkit.junit.From;
import io.dockerkit.junit.Start;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Whole classes of ten tests, by each one's own extension of JUnit, from the start to the end, removal included. */
final class TestClasses {
    private static final int TESTS = 10;

    private TestClasses() {}

    static void run(Table table) throws Exception {
        double[] shared =
                Table.medians(7, () -> run(OursShared.class), () -> run(TheirsShared.class));
        table.times(
                "a class of ten tests with one container", shared[0], shared[1], "Testcontainers");
        double[] each = Table.medians(5, () -> run(OursEach.class), () -> run(TheirsEach.class));
        table.times(
                "a class of ten tests with a container each", each[0], each[1], "Testcontainers");
    }

    private static void run(Class<?> tests) {
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(tests))
                        .filters(EngineFilter.includeEngines("junit-jupiter"))
                        .build(),
                listener);
        if (listener.getSummary().getTestsSucceededCount() != TESTS) {
            listener.getSummary()
                    .printFailuresTo(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
            throw new IllegalStateException("not all tests of " + tests + " went well");
        }
    }

    private static void visit(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address);
        }
    }

    private static DetachedSpec ours() {
        return Tests.ours(Wait.port(8080));
    }

    private static GenericContainer<?> theirs() {
        return Tests.theirs(org.testcontainers.containers.wait.strategy.Wait.forListeningPort());
    }

    @DockerTest
    static class OursShared {
        @Start static final DetachedSpec web = ours();

        @RepeatedTest(TESTS)
        void visits(@From("web") InetSocketAddress address) throws IOException {
            visit(address);
        }
    }

    @Testcontainers
    static class TheirsShared {
        @org.testcontainers.junit.jupiter.Container static final GenericContainer<?> WEB = theirs();

        @RepeatedTest(TESTS)
        void visits() throws IOException {
            visit(new InetSocketAddress(WEB.getHost(), WEB.getMappedPort(8080)));
        }
    }

    @DockerTest
    static class OursEach {
        @Start final DetachedSpec web = ours();

        @RepeatedTest(TESTS)
        void visits(@From("web") InetSocketAddress address) throws IOException {
            visit(address);
        }
    }

    @Testcontainers
    static class TheirsEach {
        @org.testcontainers.junit.jupiter.Container final GenericContainer<?> web = theirs();

        @RepeatedTest(TESTS)
        void visits() throws IOException {
            visit(new InetSocketAddress(web.getHost(), web.getMappedPort(8080)));
        }
    }
}
