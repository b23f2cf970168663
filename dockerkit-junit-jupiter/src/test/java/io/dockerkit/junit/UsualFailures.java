package io.dockerkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Test classes that fail in the usual ways, as docs/failures.md shows them. */
final class UsualFailures {
    private static final String REGISTRY = System.getenv("DOCKERKIT_REGISTRY");
    private static final int TAKEN = taken();

    private UsualFailures() {}

    /** A port on which this program listens to its end. */
    @SuppressWarnings("resource")
    private static int taken() {
        try {
            return new ServerSocket(0).getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DockerTest
    static class AnAssertionFails {
        @Start("docker run busybox sh -c 'echo listening; sleep 100'")
        static Container shop;

        @Test
        void countsOrders() {
            shop.waitFor(Wait.log("listening"));
            assertEquals(3, 2, "orders");
        }
    }

    @DockerTest
    static class ItEndsAtOnce {
        @Start("docker run -p 5432 busybox sh -c 'echo no password is set; exit 1'")
        static Container db;

        @Test
        void stores() {}
    }

    @DockerTest
    static class TheImageIsMisspelt {
        @Start
        static final DetachedSpec redis =
                Containers.run(REGISTRY + "/reddis:7").detached().port(6379);

        @Test
        void remembers() {}
    }

    @DockerTest
    static class ThePortIsTaken {
        @Start
        static final DetachedSpec web =
                Containers.run("busybox")
                        .detached()
                        .port(TAKEN, 80)
                        .command("httpd", "-f", "-p", "80");

        @Test
        void serves() {}
    }

    @DockerTest
    static class ItIsNotReadyInTime {
        @Start
        static final DetachedSpec web =
                Containers.run("busybox")
                        .detached()
                        .port(80)
                        .command("sh", "-c", "echo warming up; exec httpd -f -p 80")
                        .waitFor(Wait.http(80, "/health").timeout(Duration.ofSeconds(3)));

        @Test
        void serves() {}
    }

    @DockerTest
    static class ItWantsMoreMemory {
        @Start
        static final DetachedSpec cache =
                Containers.run("busybox")
                        .detached()
                        .memory("8m")
                        .command("sh", "-c", "echo filling; sleep 1; tail /dev/zero")
                        .waitFor(Wait.log("filled"));

        @Test
        void caches() {}
    }

    @DockerTest
    static class TheCommandIsMissing {
        @Start("docker run busybox postgres -c fsync=off")
        static Container db;

        @Test
        void stores() {}
    }

    @DockerTest
    static class TheFlagIsMisspelt {
        @Start("docker run --nmae web busybox")
        static Container web;

        @Test
        void serves() {}
    }

    @DockerTest
    static class TheFieldIsOfAnotherType {
        @Start static final String web = "docker run busybox";

        @Test
        void serves() {}
    }

    @DockerTest
    static class TheNameIsNone {
        @Start("docker run busybox sleep 100")
        static Container web;

        @Test
        void serves(@From("wbe") Container container) {}
    }

    @DockerTest
    static class TheEngineIsNotThere {
        @Start("docker run busybox sleep 100")
        static Container web;

        @Test
        void serves() {}
    }
}
