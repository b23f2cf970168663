package io.dockerkit.examples.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.junit.DockerTest;
import io.dockerkit.junit.Start;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Redis over its client Jedis. */
@DockerTest
@Tag("services")
class RedisIT {
    @Start("docker run -p 6379 redis")
    static Container redis;

    @Test
    void setsAndGets() {
        try (Jedis client = client()) {
            assertThat(client.get("greeting")).isNull();
            assertThat(client.set("greeting", "hello")).isEqualTo("OK");
            assertThat(client.get("greeting")).isEqualTo("hello");
            assertThat(client.incr("visits")).isEqualTo(1);
            assertThat(client.incr("visits")).isEqualTo(2);
        }
        assertThat(redis.exec("redis-cli", "get", "visits").execute().stdout()).isEqualTo("2\n");
    }

    @Test
    void whatIsSavedIsThereAfterARestart() {
        try (Jedis client = client()) {
            client.set("kept", "yes");
            assertThat(client.save()).isEqualTo("OK");
        }
        redis.restart();
        redis.waitFor(Wait.port(6379));
        try (Jedis client = client()) {
            assertThat(client.get("kept")).isEqualTo("yes");
        }
    }

    private static Jedis client() {
        InetSocketAddress address = redis.address(6379);
        return new Jedis(address.getHostString(), address.getPort());
    }
}
