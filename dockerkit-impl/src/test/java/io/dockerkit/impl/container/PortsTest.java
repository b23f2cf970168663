package io.dockerkit.impl.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The port of the host for a port of a container, and what is said where there is none. */
class PortsTest {
    private static final String PUBLISHED =
            """
            {"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"18080"}],
             "53/udp":[{"HostIp":"127.0.0.1","HostPort":"5353"}],
             "443/tcp":null}
            """;

    private static final String ALL =
            "published are 80/tcp -> 0.0.0.0:18080, 53/udp -> 127.0.0.1:5353";

    private static ContainerDetails container(String state, String mode, String ports)
            throws IOException {
        return new JsonContainerDetails(
                JsonText.read(
                        """
                        {"Id":"c0ffee","Name":"/web","State":%s,
                         "HostConfig":{"NetworkMode":"%s"},"NetworkSettings":{"Ports":%s}}
                        """
                                .formatted(state, mode, ports)));
    }

    private static ContainerDetails running(String ports) throws IOException {
        return container("{\"Status\":\"running\",\"Running\":true}", "bridge", ports);
    }

    private static void refused(ContainerDetails details, int port, String message) {
        assertThatThrownBy(() -> Ports.published(details, Port.tcp(port)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    @Test
    void aPortOfTheContainerHasItsPortOfTheHost() throws IOException {
        assertThat(Ports.published(running(PUBLISHED), Port.tcp(80)).hostPort()).isEqualTo(18080);
        assertThat(Ports.published(running(PUBLISHED), Port.udp(53)).hostPort()).isEqualTo(5353);
    }

    @Test
    void aPortOfTheHostIsToldFromTheOneThatIsExpected() throws IOException {
        refused(
                running(PUBLISHED),
                18080,
                "container web does not publish 18080/tcp: expected is a port of the container, and 18080 is"
                        + " the port of the host for 80/tcp: did you mean 80? ("
                        + ALL
                        + ")");
    }

    @Test
    void aUdpPortIsAmongThePublishedOnes() throws IOException {
        refused(
                running(PUBLISHED),
                53,
                "container web does not publish 53/tcp: it publishes 53/udp, which ports() has, and no TCP"
                        + " port of that number ("
                        + ALL
                        + ")");
    }

    @Test
    void aTcpPortIsAmongThePublishedOnesWhereAUdpPortIsAskedFor() throws IOException {
        assertThatThrownBy(() -> Ports.published(running(PUBLISHED), Port.udp(80)))
                .hasMessage(
                        "container web does not publish 80/udp: it publishes 80/tcp, which ports() has, and no"
                                + " UDP port of that number ("
                                + ALL
                                + ")");
        assertThatThrownBy(() -> Ports.published(running("{}"), Port.udp(53)))
                .hasMessageContaining("run it with port(hostPort, Port.udp(53))");
    }

    @Test
    void anExposedPortThatIsNotPublishedSaysWhichAre() throws IOException {
        refused(running(PUBLISHED), 443, "container web does not publish 443/tcp: " + ALL);
    }

    @Test
    void aContainerWithoutPortsSaysHowToPublishOne() throws IOException {
        refused(
                running("{}"),
                80,
                "container web does not publish 80/tcp: it publishes no ports; run it with port(hostPort, 80),"
                        + " or port(0, 80) for any free port of the host");
    }

    @Test
    void aContainerInTheNetworkOfTheHostHasNoneOfItsOwn() throws IOException {
        refused(
                container("{\"Status\":\"running\",\"Running\":true}", "host", "{}"),
                80,
                "container web does not publish 80/tcp: it uses the host's own network, so its ports are ports of the"
                        + " host and are not published");
    }

    @Test
    void aContainerThatDoesNotRunSaysWhyAndWhatToDo() throws IOException {
        refused(
                container(
                        "{\"Status\":\"exited\",\"Running\":false,\"ExitCode\":3}", "bridge", "{}"),
                80,
                "container web does not publish 80/tcp: only running containers publish ports; it exited with code 3;"
                        + " see container.logs(), or start it again with container.start()");
    }
}
