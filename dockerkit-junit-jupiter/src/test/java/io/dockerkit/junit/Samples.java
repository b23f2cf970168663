package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes as users write them, run by the tests of the extension. */
final class Samples {
    /** What the samples saw, by sample. */
    static final Map<String, Set<String>> SEEN = new ConcurrentHashMap<>();

    private static final String LABEL = " --label io.dockerkit.test=junit ";

    /** Its network does not matter; one of its own is half of what starting a container costs an engine. */
    private static final String SLEEPER = "docker run" + LABEL + "--network host busybox sleep 100";

    private static final String SERVE =
            "sh -c 'mkdir /www; hostname > /www/name; exec httpd -f -p 8080 -h /www'";

    private Samples() {}

    static void see(String sample, String what) {
        SEEN.computeIfAbsent(sample, key -> ConcurrentHashMap.newKeySet()).add(what);
    }

    static Set<String> seen(String sample) {
        return SEEN.getOrDefault(sample, Set.of());
    }

    private static DetachedSpec busybox(String... command) {
        return Containers.run("busybox")
                .label("io.dockerkit.test", "junit")
                .detached()
                .command(command);
    }

    static String get(InetSocketAddress address, String path) throws IOException {
        URI uri = URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
        try (InputStream in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @DockerTest
    static class Lines {
        @Start("docker run -p 8080" + LABEL + "busybox " + SERVE)
        static Container shared;

        @Start(SLEEPER)
        Container own;

        @Test
        void one() throws IOException {
            check();
        }

        @Test
        void two() throws IOException {
            check();
        }

        private void check() throws IOException {
            see("Lines shared", shared.id());
            see("Lines own", own.id());
            assertThat(own.inspect().state().running()).isTrue();
            assertThat(get(shared.address(8080), "/name")).isEqualTo(shared.shortId());
        }
    }

    @DockerTest
    static class Specs {
        @Start static final NetworkSpec shop = Networks.create("shop");
        @Start static final VolumeSpec data = Volumes.create("data");

        @Start
        static final DetachedSpec web =
                busybox("sh", "-c", "echo stored > /data/x; exec httpd -f -p 80 -h /data")
                        .name("front")
                        .network("shop")
                        .volume("data", "/data")
                        .port(80);

        @Start
        static final RunSpec client =
                Containers.parse("docker run" + LABEL + "--network shop busybox sleep 100");

        @From("web")
        static Container front;

        @Test
        void reachEachOtherByTheirNames(
                @From("client") Container client,
                Network shop,
                Volume data,
                @From("web") InetSocketAddress address,
                @From(value = "web", port = 80) int port,
                @From("web") String host)
                throws IOException {
            assertThat(client.exec("wget", "-qO-", "http://front/x").execute().stdout())
                    .isEqualTo("stored\n");
            assertThat(get(address, "/x")).isEqualTo("stored");
            assertThat(port).isEqualTo(address.getPort());
            assertThat(host).isEqualTo(address.getHostString());
            assertThat(front.inspect().networks()).containsKey(shop.inspect().name());
            assertThat(shop.inspect().name()).startsWith("shop-");
            assertThat(data.name()).startsWith("data-");
            see("Specs", front.id());
            see("Specs networks", shop.inspect().id());
            see("Specs volumes", data.name());
        }

        @Nested
        class Inside {
            @Start("docker run --network shop" + LABEL + "busybox sleep 100")
            Container inner;

            @Test
            void seesWhatIsAround(@From("web") Container web) {
                assertThat(web).isEqualTo(front);
                assertThat(inner.exec("wget", "-qO-", "http://front/x").execute().stdout())
                        .isEqualTo("stored\n");
                see("Specs", inner.id());
            }
        }
    }

    abstract static class Base {
        @Start(lifetime = Lifetime.RUN)
        static final DetachedSpec once = busybox("sleep", "100");
    }

    @DockerTest
    static class FirstOfRun extends Base {
        @Test
        void sees(Container once) {
            see("Run", once.id());
        }
    }

    @DockerTest
    static class SecondOfRun extends Base {
        @Test
        void sees(Container once) {
            see("Run", once.id());
        }
    }

    @DockerTest
    static class Parameters {
        @BeforeAll
        static void before(@Start(SLEEPER) Container first) {
            see("Parameters all", first.id());
        }

        @BeforeEach
        void each(@Start(SLEEPER) Container second) {
            see("Parameters each", second.id());
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void inEachInvocation(String value, @Start(SLEEPER) Container third) {
            third.writeString("/value", value);
            assertThat(third.readString("/value")).isEqualTo(value);
            see("Parameters test", third.id());
        }
    }

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class Parallel {
        @Start static final NetworkSpec net = Networks.create("parallel");

        @Start
        final DetachedSpec mine =
                busybox("sleep", "100")
                        .name("mine")
                        .network("parallel")
                        .stopTimeout(java.time.Duration.ZERO);

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6})
        void eachHasItsOwn(int number, Container mine) {
            mine.writeString("/number", String.valueOf(number));
            assertThat(mine.readString("/number")).isEqualTo(String.valueOf(number));
            see("Parallel", mine.id());
        }
    }

    @DockerTest
    static class Failing {
        @Start
        static final DetachedSpec shared =
                busybox("sh", "-c", "echo the shared one speaks; sleep 100")
                        .waitFor(Wait.log("speaks"));

        @Start
        final DetachedSpec own =
                busybox("sh", "-c", "echo so does the own one >&2; sleep 100")
                        .waitFor(Wait.log("own one"));

        @Test
        void fails(@From("own") Container own) {
            see("Failing", own.id());
            fail("on purpose");
        }
    }

    @DockerTest
    static class NeverReady {
        @Start
        static final DetachedSpec neighbour =
                busybox("sh", "-c", "echo neighbour is up; sleep 100")
                        .waitFor(Wait.log("neighbour is up"));

        @Start
        static final DetachedSpec bad = busybox("sh", "-c", "echo no such luck; exit 3").port(80);

        @Test
        void isNotRun() {
            see("NeverReady", "run");
        }
    }

    @DockerTest
    static class Circle {
        @Start
        static final DetachedSpec one = busybox("sleep", "9").name("one").flag("link", "two");

        @Start
        static final DetachedSpec two = busybox("sleep", "9").name("two").flag("link", "one");

        @Test
        void isNotRun() {
            see("Circle", "run");
        }
    }

    @DockerTest
    static class WrongField {
        @Start static final String text = "docker run busybox";

        @Test
        void isNotRun() {
            see("WrongField", "run");
        }
    }

    @DockerTest
    static class WrongLine {
        @Start("docker run --nmae x busybox")
        static Container container;

        @Test
        void isNotRun() {
            see("WrongLine", "run");
        }
    }

    @DockerTest
    static class Unknown {
        @Start static final DetachedSpec one = busybox("sleep", "9");
        @Start static final DetachedSpec two = busybox("sleep", "9");

        @Test
        void asksForAnother(@From("three") Container three) {
            see("Unknown", "run");
        }
    }

    @DockerTest
    static class TimesOut {
        @Start(SLEEPER)
        Container container;

        @Test
        @org.junit.jupiter.api.Timeout(value = 1)
        void hangs() {
            see("TimesOut", container.id());
            container.awaitExit();
        }
    }

    @EnabledIfDocker
    static class OnlyWithDocker {
        @Test
        void runs() {
            see("OnlyWithDocker", "run");
        }
    }
}
