package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.image.Image;
import io.dockerkit.junit.DockerTest;
import io.dockerkit.junit.From;
import io.dockerkit.junit.Start;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Builds an image from a Dockerfile, and tests what runs in it: its answers, its exit codes and its files. */
@DockerTest
class TestAnImageIT {
    @Start("docker build src/test/shop")
    static Image shop;

    @Start("docker run -p 8080 shop")
    static Container web;

    @Test
    void servesItsPage(@From("web") InetSocketAddress address) throws Exception {
        String page = "http://" + address.getHostString() + ":" + address.getPort() + "/";
        try (InputStream body = URI.create(page).toURL().openStream()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("Welcome to the shop\n");
        }
    }

    @Test
    void saysByItsExitCodeThatTheStockIsTooSmall() {
        RunResult enough = Containers.run(shop).rm().command("check-stock", "10").execute();
        RunResult tooMany = Containers.run(shop).rm().command("check-stock", "11").execute();
        assertThat(enough.exitCode()).isZero();
        assertThat(tooMany.exitCode()).isEqualTo(3);
        assertThat(tooMany.stderr()).isEqualTo("only 10 are in stock\n");
    }

    @Test
    void hasItsFilesAndItsPort() {
        assertThat(web.readString("/www/index.html")).isEqualTo("Welcome to the shop\n");
        assertThat(web.stat("/bin/check-stock").permissions()).isEqualTo(0755);
        assertThat(shop.inspect().exposedPorts()).hasToString("[8080/tcp]");
    }
}
