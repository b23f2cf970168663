package io.dockerkit.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.dockerkit.container.Wait;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;

/** A whole process: a JVM starts, starts a container, waits until it answers HTTP, and ends, when the container is removed. */
final class FirstContainer {
    private static final int PORT = 8080;
    private static final String PATH = "/hostname";

    /** By DockerKit. */
    static final class Ours {
        public static void main(String[] args) {
            ready(Tests.ours(Wait.http(PORT, PATH)).startScoped().address(PORT).getPort());
            System.exit(0);
        }
    }

    /** By Testcontainers. */
    static final class Testcontainers {
        @SuppressWarnings("resource")
        public static void main(String[] args) {
            GenericContainer<?> container = Tests.theirs(Tests.http());
            container.start();
            ready(container.getMappedPort(PORT));
            System.exit(0);
        }
    }

    /** By docker-java, which has no waits: the program polls. */
    static final class DockerJava {
        public static void main(String[] args) throws Exception {
            ExposedPort port = ExposedPort.tcp(PORT);
            try (DockerClient client = Peers.dockerJava()) {
                String id =
                        client.createContainerCmd("busybox")
                                .withLabels(Map.of(Peers.LABEL, Peers.SESSION))
                                .withCmd(Tests.SERVE.split(" "))
                                .withExposedPorts(port)
                                .withHostConfig(
                                        HostConfig.newHostConfig()
                                                .withPortBindings(
                                                        new PortBinding(
                                                                Ports.Binding.empty(), port)))
                                .exec()
                                .getId();
                client.startContainerCmd(id).exec();
                Ports.Binding[] published =
                        client.inspectContainerCmd(id)
                                .exec()
                                .getNetworkSettings()
                                .getPorts()
                                .getBindings()
                                .get(port);
                int hostPort = Integer.parseInt(published[0].getHostPortSpec());
                while (!answers(hostPort)) {
                    Thread.sleep(10);
                }
                ready(hostPort);
                client.removeContainerCmd(id).withForce(true).exec();
            }
            System.exit(0);
        }

        private static boolean answers(int port) {
            try {
                HttpURLConnection http =
                        (HttpURLConnection)
                                URI.create("http://localhost:" + port + PATH)
                                        .toURL()
                                        .openConnection();
                return http.getResponseCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        }
    }

    private FirstContainer() {}

    static void run(Table table) throws Exception {
        List<Class<?>> programs = List.of(Ours.class, Testcontainers.class, DockerJava.class);
        List<List<Double>> ready = new ArrayList<>();
        Table.Action[] actions = new Table.Action[programs.size()];
        for (int i = 0; i < actions.length; i++) {
            List<Double> times = new ArrayList<>();
            Class<?> program = programs.get(i);
            ready.add(times);
            actions[i] = () -> times.add(Peers.untilFirstLine(program));
        }
        double[] ended = Table.medians(15, actions, Peers::removeAll);
        double[] ms = ready.stream().mapToDouble(FirstContainer::median).toArray();
        String first = "the first container of a JVM, from the JVM's start until it is ready";
        table.times(first, ms[0], ms[1], "Testcontainers", 0.6);
        table.times(first, ms[0], ms[2], "docker-java");
        String removed = "the same until the JVM has ended and removed it";
        table.times(removed, ended[0], ended[1], "Testcontainers");
        table.times(removed, ended[0], ended[2], "docker-java");
    }

    private static double median(List<Double> times) {
        return Table.median(times.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void ready(int port) {
        System.out.println(port);
        System.out.flush();
    }
}
