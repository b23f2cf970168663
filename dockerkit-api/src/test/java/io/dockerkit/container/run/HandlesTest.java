package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NoEngine;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.Port;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.image.Image;
import io.dockerkit.network.Network;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.EngineBackend;
import io.dockerkit.volume.Volume;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handle can stand wherever a name can, a port of any protocol wherever a number can, and a file where a stream can. */
class HandlesTest {
    private static final Container DB = handle(Container.class, Map.of("id", "c0ffee"));
    private static final Image APP =
            handle(Image.class, Map.of("id", "sha256:1a2b", "reference", "team/app:1"));
    private static final Network NET = handle(Network.class, Map.of("id", "9e7", "name", "net"));
    private static final Volume DATA = handle(Volume.class, Map.of("name", "data"));

    private final ContainerCommands containers =
            new ContainerCommands(NoEngine.backend(ContainerBackend.class));
    private final EngineCommands engine = new EngineCommands(NoEngine.backend(EngineBackend.class));

    /** Returns a handle that knows no more than this, and asks nobody. */
    private static <H> H handle(Class<H> type, Map<String, String> words) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            String word = words.get(method.getName());
                            assertThat(word).as(method.getName()).isNotNull();
                            return word;
                        }));
    }

    @Test
    void aRunTakesHandlesInPlaceOfNames() {
        assertThat(
                        containers
                                .run(APP)
                                .network(NET)
                                .link(DB, "db")
                                .volume(DATA, "/www")
                                .mount(Mount.volume(DATA).target("/data"))
                                .volumesFrom(DB)
                                .ipc(DB)
                                .pid(DB))
                .isEqualTo(
                        containers
                                .run("sha256:1a2b")
                                .network("net")
                                .link("c0ffee", "db")
                                .volume("data", "/www")
                                .mount(Mount.volume("data").target("/data"))
                                .volumesFrom("c0ffee")
                                .ipc("container:c0ffee")
                                .pid("container:c0ffee"));
        assertThat(containers.run("x").networkContainer(DB).toCommandLine())
                .isEqualTo("docker run --network container:c0ffee x");
        assertThat(containers.run("x").detached().network(NET).volume(DATA, "/d").toCommandLine())
                .isEqualTo("docker run --detach --network net --volume data:/d x");
    }

    @Test
    void queriesAndEventsTakeHandlesInPlaceOfNames() {
        assertThat(containers.query().ancestor(APP).network(NET).volume(DATA).since(DB))
                .isEqualTo(
                        containers
                                .query()
                                .ancestor("sha256:1a2b")
                                .network("9e7")
                                .volume("data")
                                .since("c0ffee"));
        assertThat(containers.query().before(DB)).isEqualTo(containers.query().before("c0ffee"));
        assertThat(engine.events().container(DB).image(APP).network(NET).volume(DATA))
                .isEqualTo(
                        engine.events()
                                .container("c0ffee")
                                .image("team/app:1")
                                .network("9e7")
                                .volume("data"));
    }

    @Test
    void portsOfAnyProtocolArePublishedAndExposed() {
        assertThat(
                        containers
                                .run("dns")
                                .port(53, Port.udp(53))
                                .port(Port.sctp(7))
                                .expose(Port.udp(9))
                                .toCommandLine())
                .isEqualTo(
                        containers
                                .run("dns")
                                .publish("53:53/udp")
                                .publish("7/sctp")
                                .expose("9/udp")
                                .toCommandLine());
    }

    @Test
    void aFileForTheOutputThatCannotBeThereIsRefusedBeforeTheEngineIsAsked(
            @TempDir Path directory) {
        assertThatThrownBy(
                        () -> containers.run("x").stdoutTo(directory.resolve("no/out")).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("stdoutTo")
                .hasMessageContaining("a file in an existing directory");
        assertThatThrownBy(() -> containers.run("x").stderrTo(directory).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("stderrTo");
        assertThatThrownBy(() -> containers.run("x").stdoutTo(directory.resolve("out")).execute())
                .isInstanceOf(NoEngine.Asked.class);
        assertThatThrownBy(() -> containers.run("x").stdoutTo(directory.resolve("out")).detached())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("stdoutTo");
    }
}
