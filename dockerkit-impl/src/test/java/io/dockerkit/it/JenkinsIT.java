package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.ExposedPort;
import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.PortInUseException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.container.Wait;
import io.dockerkit.lab.Ports;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
class JenkinsIT {
    @Test
    void servesItsPageAndTellsItsPassword() throws Exception {
        Images.pull("jenkins/jenkins").execute();
        assertThat(Images.get("jenkins/jenkins").inspect().exposedPorts())
                .containsExactly(Port.tcp(8080), Port.tcp(50000));
        int port = Ports.free();

        Container jenkins =
                Containers.run("jenkins/jenkins")
                        .label(KEY, SESSION)
                        .detached()
                        .port(port, 8080)
                        .start();
        jenkins.waitFor(Wait.http(8080, "/login").timeout(Duration.ofMinutes(2)));

        assertThat(jenkins.hostPort(8080)).isEqualTo(port);
        var bindings =
                Witness.container(jenkins.id()).getHostConfig().getPortBindings().getBindings();
        assertThat(bindings.get(ExposedPort.tcp(8080))[0].getHostPortSpec())
                .isEqualTo(String.valueOf(port));
        URI uri = URI.create("http://127.0.0.1:" + port + "/login");
        HttpResponse<String> page =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(uri).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Jenkins");

        String file = "/var/jenkins_home/secrets/initialAdminPassword";
        String password = jenkins.exec("cat", file).execute().requireSuccess().stdout().strip();
        assertThat(password)
                .matches("[0-9a-f]{32}")
                .isEqualTo(Witness.exec(jenkins.id(), "cat", file).strip());

        assertThatThrownBy(
                        () ->
                                Containers.run("jenkins/jenkins")
                                        .label(KEY, SESSION)
                                        .detached()
                                        .port(port, 8080)
                                        .start())
                .isInstanceOf(PortInUseException.class)
                .hasMessageContaining("port " + port + " of the host is taken")
                .hasMessageContaining(jenkins.inspect().name());
        assertThat(Witness.labelled()).as("nothing half-made is left").hasSize(1);
    }

    @Test
    void aPortThatAProgramHoldsIsTakenToo() throws IOException {
        try (ServerSocket held = new ServerSocket(0)) {
            int port = held.getLocalPort();
            assertThatThrownBy(
                            () ->
                                    Containers.run("ubuntu")
                                            .label(KEY, SESSION)
                                            .interactive()
                                            .detached()
                                            .port(port, 8080)
                                            .start())
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining(String.valueOf(port))
                    .hasMessageContaining("is taken");
        }
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void aPortThatIsNotPublishedSaysWhatIs() {
        Container ubuntu =
                Containers.run("ubuntu")
                        .label(KEY, SESSION)
                        .interactive()
                        .detached()
                        .port(8080)
                        .start();
        assertThatThrownBy(() -> ubuntu.hostPort(9090))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not publish 9090/tcp")
                .hasMessageContaining("8080/tcp -> ");
    }
}
