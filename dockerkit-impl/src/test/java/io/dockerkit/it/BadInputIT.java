package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.AmbiguousIdException;
import io.dockerkit.ConflictException;
import io.dockerkit.Containers;
import io.dockerkit.Docker;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.Images;
import io.dockerkit.InUseException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NameInUseException;
import io.dockerkit.Networks;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong on a real engine: each error names the object and what to do, and nothing half-made stays. */
@ExtendWith(Witness.class)
class BadInputIT {
    private static Container running() {
        return Witness.run("ubuntu").interactive().detached().start();
    }

    /** A name that no registry has: the mirror's own where there is one, since it answers for sure. */
    private static String imageThatIsNowhere() {
        String registry = System.getenv("DOCKERKIT_REGISTRY");
        return (registry == null ? "" : registry + "/") + "dockerkit/there-is-none";
    }

    @Test
    void anImageThatDoesNotExist() {
        String image = imageThatIsNowhere();
        assertThatThrownBy(() -> Witness.run(image).execute())
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining(image)
                .hasMessageContaining("check the name and the tag");
        assertThatThrownBy(() -> Images.pull(image).execute())
                .isInstanceOf(ImageNotFoundException.class);
        assertThatThrownBy(() -> Witness.run(image).pull("never").execute())
                .isInstanceOfSatisfying(
                        ImageNotFoundException.class, e -> assertThat(e.status()).isEqualTo(404));
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void aNameInUse() {
        String name = Witness.unique("taken");
        Container first = Witness.run("ubuntu").name(name).create();
        assertThatThrownBy(() -> Witness.run("ubuntu").name(name).execute())
                .isInstanceOf(NameInUseException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("choose another name");
        Container second = Witness.run("ubuntu").create();
        assertThatThrownBy(() -> second.rename(name)).isInstanceOf(NameInUseException.class);
        assertThat(Containers.get(name)).isEqualTo(first);
        Networks.create(name).label(KEY, SESSION).execute();
        assertThatThrownBy(() -> Networks.create(name).label(KEY, SESSION).execute())
                .isInstanceOf(NameInUseException.class)
                .hasMessageContaining(name);
    }

    @Test
    void anIdThatIsNotKnown() {
        assertThatThrownBy(() -> Containers.get("there-is-none"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("there-is-none")
                .hasMessageContaining("Containers.query().all().list()");
        assertThat(Containers.find("there-is-none")).isEmpty();
        assertThatThrownBy(() -> Networks.get("there-is-none"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Networks.list()");
        assertThatThrownBy(() -> Volumes.get("there-is-none"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Volumes.list()");
    }

    @Test
    void aReferenceThatWouldMeanSomethingElseInAPath() {
        for (String bad : List.of("../images", "a/../b", "", " ", "..", "a b", "a?force=1")) {
            assertThatThrownBy(() -> Containers.get(bad))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("invalid value \"" + bad + "\" for container");
            assertThatThrownBy(() -> Volumes.get(bad)).isInstanceOf(InvalidOptionException.class);
            assertThatThrownBy(() -> Images.get(bad)).isInstanceOf(InvalidOptionException.class);
        }
        for (String bad : List.of("../images", "", " ", "..")) {
            assertThatThrownBy(() -> Networks.get(bad)).isInstanceOf(InvalidOptionException.class);
        }
    }

    @Test
    void aPrefixThatFitsSeveral() {
        // of seventeen ids, two begin with the same of sixteen digits
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            ids.add(Witness.run("ubuntu").create().id());
        }
        String first =
                ids.stream()
                        .map(id -> id.substring(0, 1))
                        .filter(p -> ids.stream().filter(id -> id.startsWith(p)).count() > 1)
                        .findFirst()
                        .orElseThrow();
        assertThatThrownBy(() -> Containers.get(first))
                .isInstanceOfSatisfying(
                        AmbiguousIdException.class,
                        e -> assertThat(e.matches()).hasSizeGreaterThan(1))
                .hasMessageContaining("give more of the id");
    }

    @Test
    void aRunningContainerIsNotRemovedUnlessForced() {
        Container container = running();
        assertThatThrownBy(container::remove)
                .isInstanceOf(InUseException.class)
                .hasMessageContaining(container.shortId())
                .hasMessageContaining("stop it first, or remove(options -> options.force())");
        assertThat(Witness.exists(container.id())).isTrue();
        assertThat(container.remove(options -> options.force()).isEmpty()).isFalse();
    }

    @Test
    void aVolumeInUseIsNotRemoved() {
        String name = Witness.unique("used");
        var volume = Volumes.create(name).label(KEY, SESSION).execute();
        String user = Witness.unique("user");
        Witness.run("ubuntu").name(user).volume(name, "/www").create();
        assertThatThrownBy(volume::remove)
                .isInstanceOf(InUseException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("in use by container " + user);
        assertThat(Volumes.find(name)).isPresent();
    }

    @Test
    void aNetworkInUseAndAPredefinedOneAreNotRemoved() {
        String name = Witness.unique("used");
        var network = Networks.create(name).label(KEY, SESSION).execute();
        String user = Witness.unique("user");
        Containers.run("ubuntu")
                .label(KEY, SESSION)
                .name(user)
                .network(name)
                .interactive()
                .detached()
                .start();
        assertThatThrownBy(network::remove)
                .isInstanceOf(InUseException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("connected: container " + user);
        assertThatThrownBy(() -> Networks.get("bridge").remove())
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("belong to the engine and stay");
    }

    @Test
    void aCommandInAContainerThatDoesNotRun() {
        Container stopped = Witness.run("ubuntu").create();
        assertThatThrownBy(() -> stopped.exec("ls").execute())
                .isInstanceOfSatisfying(
                        NotRunningException.class,
                        e ->
                                assertThat(e.commandLine())
                                        .contains("docker exec " + stopped.shortId() + " ls"))
                .hasMessageContaining(stopped.shortId())
                .hasMessageContaining("container.start()");
        assertThatThrownBy(stopped::kill).isInstanceOf(NotRunningException.class);
    }

    @Test
    void aSubnetThatOverlaps() {
        String subnet = Witness.subnet();
        Networks.create(Witness.unique("first"))
                .subnet(subnet + ".0/24")
                .label(KEY, SESSION)
                .execute();
        assertThatThrownBy(
                        () ->
                                Networks.create(Witness.unique("second"))
                                        .subnet(subnet + ".0/28")
                                        .label(KEY, SESSION)
                                        .execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("overlaps")
                .hasMessageContaining("choose another");
    }

    @Test
    void aContainerThatIsConnectedAlready() {
        Container container =
                Containers.run("ubuntu").label(KEY, SESSION).interactive().detached().start();
        assertThatThrownBy(() -> Networks.get("bridge").connect(container))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("already");
        assertThatThrownBy(() -> Networks.get("bridge").connect("there-is-none"))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aPathOfTheHostThatDoesNotExist() {
        String path = "/nowhere/" + Witness.unique("data");
        assertThatThrownBy(
                        () ->
                                Witness.run("ubuntu")
                                        .mount(Mount.bind(path).target("/www"))
                                        .execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(path)
                .hasMessageContaining("make it first");
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void anEngineThatDoesNotRun() throws IOException {
        Path directory = Files.createTempDirectory("no-engine");
        String host = "unix://" + directory.resolve("docker.sock");
        try (Docker docker = Docker.connect(host)) {
            assertThatThrownBy(() -> docker.containers().list())
                    .isInstanceOf(DockerUnavailableException.class)
                    .hasMessageContaining(host)
                    .hasMessageContaining("start the engine");
        } finally {
            Files.delete(directory);
        }
        try (Docker docker = Docker.connect("tcp://127.0.0.1:1")) {
            assertThatThrownBy(() -> docker.engine().ping())
                    .isInstanceOf(DockerUnavailableException.class)
                    .hasMessageContaining("tcp://127.0.0.1:1");
        }
    }
}
