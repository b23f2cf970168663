package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.Containers;
import io.dockerkit.EngineException;
import io.dockerkit.Networks;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.container.Container;
import io.dockerkit.lab.Endurance;
import io.dockerkit.lab.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The same line, by the docker CLI and by DockerKit, on the same engine: what the engine says of the two containers, as
 * created and as run, is equal but for ids, names, addresses and times. Limits, labels and the like show in what is created;
 * what is run of these lines is compared with {@code --endurance}. Without it, every second line is compared.
 */
@ExtendWith(Witness.class)
class SameAsTheCliIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** In the lines below, with two digits: ports of this run's own. */
    private static final Pattern PORT = Pattern.compile("PORT(\\d\\d)");

    private static final Pattern SHOWS_IN_A_RUN =
            Pattern.compile(
                    "run( -it?)? ubuntu| -(p|P|v|t|a) | --(rm|init|network|mount|restart|entrypoint|health-cmd) ");

    private static final String GOES_ON = "always|unless-stopped";
    private static final String REMOVED = "removed after its end";

    /** What differs between any two containers. */
    private static final Set<String> OWN =
            Set.of(
                    "Id",
                    "Name",
                    "Created",
                    "Hostname",
                    "ResolvConfPath",
                    "HostnamePath",
                    "HostsPath",
                    "LogPath",
                    "StartedAt",
                    "FinishedAt",
                    "SandboxID",
                    "SandboxKey",
                    "EndpointID",
                    "DNSNames",
                    "GraphDriver",
                    "ConsoleSize",
                    "Pid",
                    "IPAddress",
                    "MacAddress",
                    "HostPort",
                    "Log");

    private static final String LINES =
            """
            docker run ubuntu
            docker run -it ubuntu bash
            docker run -i ubuntu cat
            docker run -t ubuntu
            docker run -a stdout ubuntu ls
            docker run --rm ubuntu true
            docker run --rm -i ubuntu cat
            docker run --init ubuntu true
            docker run --entrypoint /bin/sh ubuntu -c "echo hi"
            docker run --entrypoint "" ubuntu ls
            docker run -w /srv -u 1000:1000 ubuntu id
            docker run --group-add audio --group-add 27 ubuntu id
            docker run --stop-signal SIGQUIT --stop-timeout 25 ubuntu
            docker run -h web1 --domainname example.org ubuntu hostname -f
            docker run -e A=1 ubuntu env
            docker run -e "A=a b" -e A=c ubuntu env
            docker run -e NOT_SET_ANYWHERE ubuntu env
            docker run -l app=web -l tier ubuntu true
            docker run -p 8080 ubuntu
            docker run -p PORT80:80 ubuntu
            docker run -p 127.0.0.1:PORT80:80 ubuntu
            docker run -p 127.0.0.1::80 ubuntu
            docker run -p PORT80:80/udp ubuntu
            docker run -p PORT00-PORT02:9000-9002 ubuntu
            docker run -p PORT00-PORT10:80 ubuntu
            docker run -p PORT80:80 -p PORT81:80 ubuntu
            docker run --expose 9000 --expose 7000-7002/udp ubuntu
            docker run -P --expose 80 ubuntu
            docker run -v /tmp:/dst ubuntu true
            docker run -v /tmp:/dst:ro ubuntu true
            docker run -v /tmp:/dst:rw,rslave ubuntu true
            docker run --tmpfs /run --tmpfs /tmp:rw,size=64m,mode=1777 ubuntu true
            docker run --mount type=tmpfs,dst=/t,tmpfs-size=64m,tmpfs-mode=1770 ubuntu true
            docker run --mount type=bind,src=/tmp,dst=/b,bind-propagation=rslave,ro ubuntu true
            docker run --mount type=bind,src=/tmp,dst=/b,readonly ubuntu true
            docker run --read-only --tmpfs /run ubuntu
            docker run --network none ubuntu true
            docker run --network host ubuntu true
            docker run --network bridge ubuntu true
            docker run --network NETWORK ubuntu true
            docker run --network NETWORK --network-alias db --network-alias pg ubuntu true
            docker run --network NETWORK --ip SUBNET.77 ubuntu true
            docker run --network NETWORK --ip SUBNET.78 --link-local-ip 169.254.1.1 ubuntu true
            docker run --dns 8.8.8.8 --dns-search example.com --dns-option ndots:2 ubuntu true
            docker run --add-host db:10.0.0.2 --add-host other:10.0.0.3 ubuntu true
            docker run -m 512m --memory-reservation 256m --memory-swap 1g ubuntu true
            docker run -m 1.5g --memory-swap -1 ubuntu true
            docker run --cpus 1.5 --cpu-shares 512 --cpuset-cpus 0 --cpuset-mems 0 ubuntu true
            docker run --cpu-period 100000 --cpu-quota 50000 ubuntu true
            docker run --pids-limit 100 --oom-score-adj -500 --oom-kill-disable ubuntu true
            docker run --shm-size 128m --ulimit nofile=1024:2048 --ulimit nproc=65535 ubuntu true
            docker run --device /dev/null:/dev/xnull:r ubuntu true
            docker run --device-cgroup-rule 'c 42:* rmw' ubuntu true
            docker run --privileged ubuntu true
            docker run --cap-add NET_ADMIN --cap-drop ALL ubuntu true
            docker run --security-opt no-new-privileges ubuntu true
            docker run --security-opt seccomp=unconfined ubuntu true
            docker run --security-opt systempaths=unconfined ubuntu true
            docker run --uts host --ipc host --pid host ubuntu true
            docker run --ipc shareable --cgroupns private ubuntu true
            docker run --sysctl net.core.somaxconn=1024 --cgroup-parent /dockerkit-test ubuntu true
            docker run --runtime runc ubuntu true
            docker run --health-cmd "true || exit 1" --health-interval 30s --health-timeout 5s --health-retries 3 ubuntu
            docker run --no-healthcheck ubuntu
            docker run --restart unless-stopped ubuntu
            docker run --restart on-failure:5 ubuntu
            docker run --log-driver json-file --log-opt max-size=10m --log-opt max-file=3 ubuntu
            docker run --log-driver none ubuntu
            """;

    private String network;
    private String subnet;
    private int port;

    @BeforeEach
    void makeANetwork() {
        network = Witness.unique("same");
        subnet = Witness.subnet();
        port = Ports.free(81);
        Networks.create(network).subnet(subnet + ".0/24").label(KEY, SESSION).execute();
    }

    @TestFactory
    Stream<DynamicTest> line() {
        List<String> lines = LINES.lines().toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(60);
        return IntStream.range(0, lines.size())
                .filter(number -> Endurance.isFull() || number % 3 == 0)
                .mapToObj(lines::get)
                .map(line -> DynamicTest.dynamicTest(line, () -> compare(line)));
    }

    private void compare(String line) throws IOException, InterruptedException {
        String labelled =
                PORT.matcher(line)
                        .replaceAll(last -> String.valueOf(port + Integer.parseInt(last.group(1))))
                        .replace("NETWORK", network)
                        .replace("SUBNET", subnet)
                        .replaceFirst("docker run", "docker create --label " + KEY + "=" + SESSION);
        String byCli = cli(ShellWords.split(labelled)).strip();
        Container byDockerKit = Containers.parse(labelled).create();

        assertThat(inspect(byDockerKit.id()).toPrettyString())
                .isEqualTo(inspect(byCli).toPrettyString());
        if (Endurance.isFull() || SHOWS_IN_A_RUN.matcher(line).find()) {
            // one after the other, since they want the same ports
            String cli = run(byCli);
            assertThat(run(byDockerKit.id())).isEqualTo(cli);
        }
    }

    /** Starts it, lets it run for a moment, and returns what the engine says then. */
    private static String run(String id) throws IOException, InterruptedException {
        Container container = Containers.get(id);
        try {
            container.start();
            for (int i = 0; i < 10 && container.inspect().state().running(); i++) {
                Thread.sleep(50);
            }
            JsonNode said = inspect(id);
            if (said.at("/HostConfig/AutoRemove").asBoolean()
                    && !said.at("/State/Running").asBoolean()) {
                container.awaitRemoval();
                return REMOVED;
            }
            if (policy(container).matches(GOES_ON)) {
                // between two restarts it is now this, now that: what stays is compared
                container.stop();
                said = ((ObjectNode) inspect(id)).without(List.of("State", "RestartCount"));
            }
            return said.toPrettyString();
        } catch (NotFoundException removed) {
            return REMOVED;
        } catch (EngineException refused) {
            return refused.getClass().getSimpleName();
        } finally {
            container.remove(options -> options.force().volumes());
        }
    }

    private static String policy(Container container) throws IOException {
        return JSON.readTree(container.inspect().json())
                .at("/HostConfig/RestartPolicy/Name")
                .asText();
    }

    private static JsonNode inspect(String id) throws IOException {
        JsonNode said = JSON.readTree(Containers.get(id).inspect().json());
        drop(said);
        return said;
    }

    /** Also the container's own id, by which it is an alias of itself in a network. */
    private static void drop(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(OWN);
            if (object.path("Aliases").isArray()) {
                List<String> kept = new ArrayList<>();
                object.path("Aliases")
                        .forEach(
                                alias -> {
                                    if (!alias.asText().matches("[0-9a-f]{12}")) {
                                        kept.add(alias.asText());
                                    }
                                });
                object.set("Aliases", JSON.valueToTree(kept));
            }
        }
        node.forEach(SameAsTheCliIT::drop);
    }

    private static String cli(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", words, err).isZero();
        return out;
    }
}
