package io.dockerkit.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NoEngine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.Wait;
import io.dockerkit.container.flags.RunFlags;
import io.dockerkit.container.flags.ServiceFlags;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.ServiceBackend;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service takes of a run, and that each flag of services has an option of its name. */
class RunAsServiceTest {
    private final ServiceCommands services =
            new ServiceCommands(NoEngine.backend(ServiceBackend.class));

    private static RunSpec run(String flags) {
        ContainerCommands containers =
                new ContainerCommands(NoEngine.backend(ContainerBackend.class));
        return containers.parse("docker run " + flags + " nginx");
    }

    private String line(String flags) {
        return services.create("api", run(flags).detached()).toCommandLine();
    }

    @Test
    void theLineOfTheGuideIsAService() {
        DetachedSpec nginx =
                new ContainerCommands(NoEngine.backend(ContainerBackend.class))
                        .run("nginx")
                        .detached()
                        .port(8080, 80);
        assertThat(services.create("api", nginx).replicas(3).toCommandLine())
                .isEqualTo("docker service create --name api --publish 8080:80 --replicas 3 nginx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--env A=b --user nobody --workdir /srv | --env A=b --user nobody --workdir /srv",
                "--cpus 1.5 --memory 64m --pids-limit 9 | --limit-memory 64m --limit-cpu 1.5 --limit-pids 9",
                "--memory-reservation 32m --group-add wheel | --group wheel --reserve-memory 32m",
                "--label tier=front --add-host db:10.0.0.2 | --host db:10.0.0.2 --container-label tier=front",
                "--restart on-failure:3 | --restart-condition on-failure --restart-max-attempts 3",
                "--restart always | --restart-condition any",
                "--restart no | --restart-condition none",
                "--stop-timeout 5 | --stop-grace-period 5s",
                "--volume data:/data:ro | --mount type=volume,src=data,dst=/data,readonly",
                "--volume /srv:/www:rshared | --mount type=bind,src=/srv,dst=/www,bind-propagation=rshared",
                "--volume /cache | --mount type=volume,dst=/cache",
                "--tmpfs /tmp:size=64m,mode=1777 | --mount type=tmpfs,dst=/tmp,tmpfs-size=64m,tmpfs-mode=1777",
                "--quiet | ''"
            })
    void whatHasAnotherNameIsTranslated(String ofRun, String ofService) {
        assertThat(line(ofRun))
                .isEqualTo(
                        ("docker service create --name api " + ofService + " nginx")
                                .replace("  ", " "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rm",
                "--privileged",
                "--name web",
                "--link db",
                "--publish-all",
                "--volume data:/data:z",
                "--tmpfs /tmp:uid=1000",
                "--cpu-shares 512",
                "--device /dev/fuse",
                "--ipc host",
                "--domainname example.com"
            })
    void whatOnlyContainersHaveIsRefusedByName(String flag) {
        assertThatThrownBy(() -> line(flag))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(flag.split(" ", 2)[0]);
    }

    @Test
    void anOptionOfDockerKitsOwnIsRefusedByName() {
        DetachedSpec waiting = run("").detached().waitFor(Wait.port(80));
        assertThatThrownBy(() -> services.create("api", waiting))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("waitFor");
    }

    /** Each flag of a run is taken, translated or refused: none is dropped. */
    @Test
    void noFlagOfARunIsDropped() {
        Set<String> dropped = new TreeSet<>();
        for (Flag flag : RunFlags.TABLE.flags()) {
            if (flag.arity() != Flag.Arity.SWITCH || !flag.refusal().isEmpty()) {
                continue;
            }
            if (flag.name().equals("detach") || flag.name().equals("quiet")) {
                continue;
            }
            String value = flag.isOnByDefault() ? "=false" : "";
            try {
                if (!line("--" + flag.name() + value).contains("--" + flag.name())) {
                    dropped.add(flag.name());
                }
            } catch (InvalidOptionException refused) {
                assertThat(refused).hasMessageContaining("--" + flag.name());
            }
        }
        assertThat(dropped).isEmpty();
    }

    @Test
    void eachFlagHasAnOptionOfItsName() {
        assertThat(without(ServiceFlags.TABLE, ServiceSpec.class))
                // start() is it, and create() has the name
                .containsExactlyInAnyOrder("detach", "quiet", "name");
        assertThat(without(ServiceFlags.UPDATE, ServiceUpdateSpec.class))
                // start() is it, and rollback() of the handle
                .containsExactlyInAnyOrder("detach", "quiet", "rollback");
    }

    private static Set<String> without(FlagTable table, Class<?> spec) {
        Set<String> options =
                Arrays.stream(spec.getMethods())
                        .filter(
                                method ->
                                        !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
                        .filter(method -> method.getParameterCount() > 0 || isOption(method, spec))
                        .map(Method::getName)
                        .collect(Collectors.toSet());
        return table.flags().stream()
                .map(Flag::name)
                .filter(name -> !options.contains(camel(name)))
                .collect(Collectors.toSet());
    }

    private static boolean isOption(Method method, Class<?> spec) {
        return method.getReturnType() == spec || method.getReturnType() == Object.class;
    }

    private static String camel(String flag) {
        StringBuilder name = new StringBuilder();
        for (String word : flag.split("-", -1)) {
            name.append(
                    name.length() == 0
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
