package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.lab.PrivateEngine;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.Stack;
import io.dockerkit.swarm.StackSpec;
import io.dockerkit.swarm.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack on a swarm of one node, on an engine of its own: deployed, changed, pruned, removed. */
class StackIT {
    /** Containers of this engine have no network but that of the host. */
    private static final String FILE =
            """
            version: "3.8"
            x-all: &all
              image: IMAGE
              command: ["sh", "-c", "trap 'exit 0' TERM; echo started; sleep 600 & wait"]
              stop_grace_period: 1s
              networks: [outside]
            services:
              web:
                <<: *all
                environment: {LEVEL: "${LEVEL:-info}"}
                secrets: [pw]
                configs: [{source: site, target: /etc/site.conf, mode: 0440}]
                deploy: {replicas: 2, update_config: {monitor: 100ms}}
              old:
                <<: *all
                deploy: {update_config: {monitor: 100ms}}
            networks:
              outside: {external: true, name: host}
            secrets:
              pw: {file: ./pw.txt}
            configs:
              site: {file: ./site.conf, labels: {team: core}}
            """;

    @TempDir static Path directory;

    private static PrivateEngine engine;
    private static Docker docker;

    @BeforeAll
    static void begin() throws IOException {
        engine = PrivateEngine.start();
        docker = engine.connect();
        String address;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + socket.getLocalPort();
        }
        docker.swarm().init().listenAddr(address).advertiseAddr(address).execute();
        Files.writeString(directory.resolve("pw.txt"), "s3cret");
        Files.writeString(directory.resolve("site.conf"), "server {}");
        Files.writeString(
                directory.resolve("shop.yaml"), FILE.replace("IMAGE", PrivateEngine.IMAGE));
        Files.writeString(directory.resolve("less.yaml"), "version: \"3.8\"\nservices: {}\n");
    }

    @AfterAll
    static void end() {
        docker.close();
        engine.close();
    }

    private static StackSpec shop() {
        return docker.stacks()
                .deploy("shop", directory.resolve("shop.yaml"))
                .resolveImage("never")
                .detach(false)
                .timeout(Duration.ofMinutes(2));
    }

    @Test
    void aStackIsDeployedChangedPrunedAndRemoved() throws IOException {
        Stack shop = shop().execute();
        assertThat(docker.stacks().list()).containsExactly(shop);
        assertThat(shop.services())
                .extracting(Service::name)
                .containsExactlyInAnyOrder("shop_web", "shop_old");
        assertThat(shop.tasks()).hasSize(3).allMatch(task -> task.state().equals("running"));
        Service web = docker.services().get("shop_web");
        assertThat(web.at("/Spec/TaskTemplate/ContainerSpec/Env/0").text()).isEqualTo("LEVEL=info");
        assertThat(docker.secrets().get("shop_pw").labels())
                .containsEntry("com.docker.stack.namespace", "shop");
        assertThat(docker.configs().get("shop_site").labels()).containsEntry("team", "core");

        long version = web.at("/Version/Index").number();
        shop().execute();
        assertThat(docker.services().get("shop_web").at("/Spec").toString())
                .as("the same file changes nothing")
                .isEqualTo(web.at("/Spec").toString());
        assertThat(docker.services().get("shop_web").at("/Version/Index").number())
                .isGreaterThanOrEqualTo(version);
        assertThat(shop.tasks()).hasSize(3);

        String text = Files.readString(directory.resolve("shop.yaml"));
        Files.writeString(
                directory.resolve("shop.yaml"),
                text.replace("replicas: 2", "replicas: 1")
                        .replaceFirst("(?s)  old:.*?networks:", "networks:"));
        shop().prune().execute();
        assertThat(shop.services()).extracting(Service::name).isEqualTo(List.of("shop_web"));
        assertThat(docker.services().get("shop_web").replicas()).hasValue(1);

        assertThatThrownBy(() -> shop.remove(Duration.ZERO))
                .isInstanceOf(InvalidOptionException.class);
        assertThat(shop.remove(Duration.ofMinutes(2)).removed())
                .containsExactly("shop_web", "shop_pw", "shop_site");
        assertThat(shop.tasks()).noneMatch(Task::isRunning);
        assertThat(docker.containers().query().label("com.docker.stack.namespace", "shop").list())
                .isEmpty();
        assertThat(docker.stacks().find("shop")).isEmpty();
        assertThat(shop.remove().removed()).isEmpty();
    }
}
