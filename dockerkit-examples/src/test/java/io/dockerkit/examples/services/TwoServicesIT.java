package io.dockerkit.examples.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.junit.DockerTest;
import io.dockerkit.junit.From;
import io.dockerkit.junit.Start;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkSpec;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Two services on one network of their own, which know each other by the names of their fields. */
@DockerTest
@Tag("services")
class TwoServicesIT {
    @Start static final NetworkSpec shop = Networks.create("shop");

    @Start static final DetachedSpec primary = redis("redis-server", "--protected-mode", "no");

    @Start
    static final DetachedSpec replica =
            redis("redis-server", "--protected-mode", "no", "--replicaof", "primary", "6379");

    private static DetachedSpec redis(String... command) {
        return Containers.run("redis").detached().network("shop").port(6379).command(command);
    }

    @Test
    void whatOneIsToldTheOtherKnows(
            @From("primary") InetSocketAddress first, @From("replica") InetSocketAddress second) {
        try (Jedis writer = client(first);
                Jedis reader = client(second)) {
            writer.set("greeting", "hello");
            assertThat(writer.waitReplicas(1, Duration.ofSeconds(30).toMillis())).isEqualTo(1);
            assertThat(reader.get("greeting")).isEqualTo("hello");
        }
    }

    @Test
    void eachReachesTheOtherByItsName(
            @From("primary") Container primary, @From("replica") Container replica, Network shop) {
        assertThat(ping(primary, "replica")).isEqualTo("PONG\n");
        assertThat(ping(replica, "primary")).isEqualTo("PONG\n");
        assertThat(shop.inspect().containers()).containsOnlyKeys(primary.id(), replica.id());
    }

    private static String ping(Container from, String host) {
        return from.exec("redis-cli", "-h", host, "ping").execute().stdout();
    }

    private static Jedis client(InetSocketAddress address) {
        return new Jedis(
                address.getHostString(),
                address.getPort(),
                Math.toIntExact(Duration.ofSeconds(40).toMillis()));
    }
}
