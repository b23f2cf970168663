package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.Scope;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Containers of Testcontainers and of DockerKit in one test, on one network, whichever of the two has made it. */
@DockerTest
@Timeout(120)
class BesideTestcontainersIT {
    private static final String[] SERVE = {
        "sh", "-c", "mkdir /www; echo $WHO > /www/who; exec httpd -f -p 80 -h /www"
    };

    @Start
    static final NetworkSpec shop = Networks.create("shop").label("io.dockerkit.test", "junit");

    @Start static final DetachedSpec ours = ours("shop");

    /** Lends Testcontainers a network that it does not remove. */
    private record Lent(String getId) implements org.testcontainers.containers.Network {
        @Override
        public void close() {}
    }

    private static DetachedSpec ours(String network) {
        return Containers.run("busybox")
                .label("io.dockerkit.test", "junit")
                .env("WHO", "DockerKit")
                .detached()
                .network(network)
                .port(80)
                .command(SERVE);
    }

    private static GenericContainer<?> theirs() {
        return new GenericContainer<>(DockerImageName.parse("busybox"))
                .withLabels(Map.of("io.dockerkit.test", "junit"))
                .withEnv("WHO", "Testcontainers")
                .withExposedPorts(80)
                .withCommand(SERVE);
    }

    @Test
    void meetOnANetworkOfDockerKit(Network shop, @From("ours") Container ours) throws Exception {
        try (GenericContainer<?> theirs = theirs()) {
            theirs.withNetwork(new Lent(shop.id())).withNetworkAliases("theirs").start();
            assertThat(who(ours, "theirs")).isEqualTo("Testcontainers\n");
            assertThat(who(theirs, "ours")).isEqualTo("DockerKit\n");
        }
    }

    @Test
    void meetOnANetworkOfTestcontainers() throws Exception {
        try (org.testcontainers.containers.Network network =
                        org.testcontainers.containers.Network.newNetwork();
                Scope scope = Scope.open();
                GenericContainer<?> theirs = theirs()) {
            theirs.withNetwork(network).withNetworkAliases("theirs").start();
            Container mine =
                    ours(network.getId())
                            .on(scope.containers())
                            .networkAlias("mine")
                            .waitFor(Wait.port(80))
                            .start();
            assertThat(who(mine, "theirs")).isEqualTo("Testcontainers\n");
            assertThat(who(theirs, "mine")).isEqualTo("DockerKit\n");
        }
    }

    private static String who(Container asks, String host) {
        return asks.exec("wget", "-qO-", "http://" + host + "/who").execute().stdout();
    }

    private static String who(GenericContainer<?> asks, String host) throws Exception {
        return asks.execInContainer("wget", "-qO-", "http://" + host + "/who").getStdout();
    }
}
