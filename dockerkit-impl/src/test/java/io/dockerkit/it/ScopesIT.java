package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.ContainerStartException;
import io.dockerkit.Containers;
import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.Images;
import io.dockerkit.InUseException;
import io.dockerkit.Networks;
import io.dockerkit.Scope;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Endurance;
import io.dockerkit.lab.Relay;
import io.dockerkit.network.Network;
import io.dockerkit.volume.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is removed when a scope is closed, and what is not. */
@ExtendWith(Witness.class)
@Timeout(60)
class ScopesIT {
    private static RunSpec busybox(ContainerCommands containers) {
        return Witness.run(containers, "busybox").command("sleep", "600");
    }

    private static DetachedSpec busybox() {
        return busybox(Witness.run("busybox"));
    }

    private static DetachedSpec busybox(RunSpec run) {
        return run.command("sleep", "600").detached();
    }

    @Test
    void aScopedContainerIsRemovedWhenItIsClosed() {
        ScopedContainer handle;
        String volume;
        try (ScopedContainer scoped = busybox().volume("/data").startScoped()) {
            handle = scoped;
            String id = scoped.id();
            assertThat(Witness.container(id).getState().getRunning()).isTrue();
            volume = Witness.container(id).getMounts().get(0).getName();
            assertThat(Volumes.find(volume)).isPresent();
            assertThat(scoped).isEqualTo(Containers.get(id));
        }
        assertThat(Witness.exists(handle.id())).isFalse();
        assertThat(Volumes.find(volume)).isEmpty();
        handle.close();
    }

    @Test
    void theLabelsAreInTheRequestAndNotInTheCommandLine() {
        DetachedSpec spec = busybox().label("mine", "too");
        String line = spec.toCommandLine();
        try (ScopedContainer scoped = spec.startScoped()) {
            Map<String, String> labels = Witness.container(scoped.id()).getConfig().getLabels();
            assertThat(labels)
                    .containsEntry("mine", "too")
                    .containsEntry(
                            "io.dockerkit.scope.pid", String.valueOf(ProcessHandle.current().pid()))
                    .containsKeys(
                            "io.dockerkit.scope",
                            "io.dockerkit.scope.owner",
                            "io.dockerkit.scope.host",
                            "io.dockerkit.scope.user",
                            "io.dockerkit.scope.start",
                            "io.dockerkit.scope.proof");
        }
        assertThat(spec.toCommandLine()).isEqualTo(line).doesNotContain("io.dockerkit.scope");
    }

    @Test
    void aScopeRemovesWhatWasMadeThroughItWhateverUsesWhat() {
        Network network;
        Volume volume;
        Container running;
        Container created;
        try (Scope scope = Scope.open()) {
            network =
                    scope.networks().create(Witness.unique("scoped")).label(KEY, SESSION).execute();
            volume = scope.volumes().create(Witness.unique("scoped")).label(KEY, SESSION).execute();
            running =
                    busybox(scope.containers().run("busybox").label(KEY, SESSION))
                            .network(network.name())
                            .volume(volume.name(), "/data")
                            .start();
            created = busybox(scope.containers()).create();
            scope.containers().run("busybox").label(KEY, SESSION).command("true").execute();
            assertThat(Containers.query().all().label("io.dockerkit.scope", scope.id()).list())
                    .hasSize(3);
        }
        assertThat(Witness.labelled()).isEmpty();
        assertThat(Witness.exists(running.id())).isFalse();
        assertThat(Witness.exists(created.id())).isFalse();
        assertThat(Networks.find(network.id())).isEmpty();
        assertThat(Volumes.find(volume.name())).isEmpty();
    }

    @Test
    void aVolumeThatWasThereBeforeStays() {
        String name = Witness.unique("kept");
        Volumes.create(name).label(KEY, SESSION).execute();
        try (Scope scope = Scope.open()) {
            assertThat(scope.volumes().create(name).execute().name()).isEqualTo(name);
        }
        assertThat(Volumes.find(name)).isPresent();
    }

    @Test
    void scopesWithinScopesAndSideBySideDoNotTouchEachOther() {
        try (Scope outer = Scope.open()) {
            Container first = busybox(outer.containers()).detached().start();
            Container second;
            Container third;
            try (Scope inner = Scope.open();
                    ScopedContainer own = busybox().startScoped()) {
                second = busybox(inner.containers()).detached().start();
                third = own;
            }
            assertThat(Witness.exists(second.id())).isFalse();
            assertThat(Witness.exists(third.id())).isFalse();
            assertThat(Witness.exists(first.id())).isTrue();
        }
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void aScopedContainerOfAScopeGoesWithEither() {
        ScopedContainer later;
        try (Scope scope = Scope.open()) {
            ScopedContainer first = busybox(scope.containers()).detached().startScoped();
            later = busybox(scope.containers()).detached().startScoped();
            first.close();
            assertThat(Witness.exists(first.id())).isFalse();
            assertThat(Witness.exists(later.id())).isTrue();
        }
        assertThat(Witness.exists(later.id())).isFalse();
        later.close();
    }

    static void build(Path directory, String dockerfile, String tag) {
        try {
            Files.writeString(directory.resolve("Dockerfile"), dockerfile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Images.build(directory).tag(tag).execute();
    }

    @Test
    void aContainerOfAnImageThatWasCommittedFromAScopeIsNotTheScopes(@TempDir Path directory) {
        String image = Witness.unique("committed");
        Container stranger;
        Container ofBuilt;
        Container copied;
        Container own;
        try (Scope scope = Scope.open()) {
            own = busybox(scope.containers()).detached().start();
            // by another client, which leaves the labels as they are
            Witness.RAW.commitCmd(own.id()).withRepository(image).withTag("1").exec();
            build(directory, "FROM " + image + ":1\nENV built=yes\n", image + ":2");
            stranger = Containers.run(image + ":1").detached().start();
            ofBuilt = Containers.run(image + ":2").create();
            copied = labelled(Witness.container(own.id()).getConfig().getLabels());
            assertThat(Containers.query().all().label("io.dockerkit.scope", scope.id()).list())
                    .hasSize(4);
        }
        assertThat(Witness.exists(own.id())).isFalse();
        assertThat(List.of(stranger, ofBuilt, copied))
                .allMatch(container -> Witness.exists(container.id()));
        assertThat(stranger.inspect().state().running()).isTrue();
    }

    private static Container labelled(Map<String, String> labels) {
        RunSpec spec = Containers.run("busybox");
        for (Map.Entry<String, String> label : labels.entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec.create();
    }

    @Test
    void aCommitPassesNoLabelOfAScopeOn() {
        String image = Witness.unique("committed");
        try (Scope scope = Scope.open()) {
            Container own = busybox(scope.containers()).label("mine", "too").create();
            own.commit(image + ":1").change("ENV committed=yes").execute();
            Map<String, String> before = Witness.container(own.id()).getConfig().getLabels();
            assertThat(before).containsEntry("io.dockerkit.scope", scope.id());
            Map<String, String> labels =
                    Witness.RAW.inspectImageCmd(image + ":1").exec().getConfig().getLabels();
            assertThat(labels).containsEntry("mine", "too");
            assertThat(labels.entrySet())
                    .filteredOn(label -> label.getKey().startsWith("io.dockerkit.scope"))
                    .hasSize(7)
                    .allMatch(label -> label.getValue().isEmpty());
            assertThat(
                            Containers.run(image + ":1")
                                    .command("env")
                                    .label(KEY, SESSION)
                                    .execute()
                                    .stdout())
                    .contains("committed=yes");
        }
    }

    /** The proof of a volume is its name, so a scope gives one to a volume that has none. */
    @Test
    void volumesWithoutANameAndContainersWithAnIdFileGoWithTheirScope(@TempDir Path directory) {
        Volume volume;
        Container container;
        Path file = directory.resolve("id");
        try (Scope scope = Scope.open()) {
            volume = scope.volumes().create().label(KEY, SESSION).execute();
            container = busybox(scope.containers()).cidfile(file).create();
            assertThat(volume.name()).matches("[0-9a-f]{64}");
            assertThat(file).hasContent(container.id());
            assertThat(Witness.container(container.id()).getHostConfig().getContainerIDFile())
                    .startsWith(file + " dockerkit-");
        }
        assertThat(Volumes.find(volume.name())).isEmpty();
        assertThat(Witness.exists(container.id())).isFalse();
    }

    @Test
    void whatIsGoneAlreadyIsFine() {
        try (Scope scope = Scope.open();
                ScopedContainer own = busybox().startScoped()) {
            Container container = busybox(scope.containers()).detached().start();
            Witness.RAW.removeContainerCmd(container.id()).withForce(true).exec();
            Witness.RAW.removeContainerCmd(own.id()).withForce(true).exec();
        }
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void anInterruptedThreadClosesThemAndStaysInterrupted() {
        Scope scope = Scope.open();
        busybox(scope.containers()).detached().start();
        busybox(scope.containers()).detached().start();
        ScopedContainer own = busybox().startScoped();
        Thread.currentThread().interrupt();
        try {
            own.close();
            scope.close();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void nothingIsMadeInAClosedScope() {
        Scope scope = Scope.open();
        RunSpec spec = busybox(scope.containers());
        scope.close();
        scope.close();
        assertThatThrownBy(spec::create)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> scope.networks().create("x").execute())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scope.volumes().create("xx").execute())
                .isInstanceOf(IllegalStateException.class);
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void whatCannotBeStartedIsNotLeft() {
        assertThatThrownBy(() -> busybox().command("/no/such/program").startScoped())
                .isInstanceOf(ContainerStartException.class);
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void oneFailureDoesNotStopTheOthers() {
        Scope scope = Scope.open();
        Network first =
                scope.networks().create(Witness.unique("used")).label(KEY, SESSION).execute();
        Network second =
                scope.networks().create(Witness.unique("used")).label(KEY, SESSION).execute();
        Network unused =
                scope.networks().create(Witness.unique("free")).label(KEY, SESSION).execute();
        Volume used = scope.volumes().create(Witness.unique("used")).label(KEY, SESSION).execute();
        Container inside = busybox(scope.containers()).detached().start();
        Container outside =
                busybox(Containers.run("busybox").label(KEY, SESSION).network(first.name()))
                        .volume(used.name(), "/data")
                        .start();
        second.connect(outside);

        InUseException failure = catchThrowableOfType(InUseException.class, scope::close);
        assertThat(failure.getSuppressed())
                .hasSize(2)
                .allMatch(other -> other instanceof InUseException);
        assertThat(Witness.exists(inside.id())).isFalse();
        assertThat(Networks.find(unused.id())).isEmpty();

        outside.remove(options -> options.force());
        scope.close();
        assertThat(Networks.find(first.id())).isEmpty();
        assertThat(Networks.find(second.id())).isEmpty();
        assertThat(Volumes.find(used.name())).isEmpty();
    }

    @Test
    void whatIsMadeWhileAScopeIsClosedIsNotLeft() throws InterruptedException {
        for (int round = 0; round < Endurance.count(5, 2); round++) {
            Scope scope = Scope.open();
            RunSpec spec = busybox(scope.containers());
            List<Thread> makers = new ArrayList<>();
            CountDownLatch first = new CountDownLatch(1);
            AtomicInteger refused = new AtomicInteger();
            for (int i = 0; i < 4; i++) {
                makers.add(maker(spec, first, refused));
            }
            makers.forEach(Thread::start);
            first.await();
            scope.close();
            for (Thread maker : makers) {
                maker.join();
            }
            assertThat(refused).hasValue(4);
            assertThat(Witness.labelled()).isEmpty();
        }
    }

    /** Makes one after the other until the scope refuses. */
    private static Thread maker(RunSpec spec, CountDownLatch made, AtomicInteger refused) {
        return new Thread(
                () -> {
                    try {
                        while (true) {
                            spec.create();
                            made.countDown();
                        }
                    } catch (IllegalStateException closed) {
                        refused.incrementAndGet();
                    }
                },
                "test-maker");
    }

    @Test
    void aContainerWhoseAnswerWasLostIsNotLeft() throws Exception {
        Path engine = Path.of(URI.create(Docker.connect().host()).getPath());
        try (Relay relay = new Relay(engine);
                Docker docker = Docker.connect("tcp://127.0.0.1:" + relay.port())) {
            DetachedSpec spec = busybox(docker.containers()).detached();
            relay.lose("201 Created");
            assertThatThrownBy(spec::startScoped).isInstanceOf(DockerException.class);
            assertThat(relay.lost()).isTrue();
            assertThat(Witness.labelled()).isEmpty();

            Scope scope = docker.openScope();
            RunSpec inScope = busybox(scope.containers());
            relay.lose("201 Created");
            assertThatThrownBy(inScope::create).isInstanceOf(DockerException.class);
            assertThat(relay.lost()).isTrue();
            assertThat(Witness.labelled()).hasSize(1);
            scope.close();
            assertThat(Witness.labelled()).isEmpty();
        }
    }

    @Test
    void closingAConnectionClosesItsScopes() {
        Docker docker = Docker.connect();
        Scope scope = docker.openScope();
        busybox(scope.containers()).detached().start();
        docker.close();
        assertThat(Witness.labelled()).isEmpty();
        scope.close();
        docker.close();
    }

    @Test
    void anEngineThatIsGoneIsATypedErrorAndClosingMayBeRepeated() throws Exception {
        Path engine = Path.of(URI.create(Docker.connect().host()).getPath());
        Relay relay = new Relay(engine);
        int port = relay.port();
        try (Docker docker = Docker.connect("tcp://127.0.0.1:" + port)) {
            Scope scope = docker.openScope();
            ScopedContainer own = busybox(docker.containers()).detached().startScoped();
            Container container = busybox(scope.containers()).detached().start();
            relay.close();
            assertThatThrownBy(scope::close).isInstanceOf(DockerUnavailableException.class);
            assertThatThrownBy(own::close).isInstanceOf(DockerUnavailableException.class);
            assertThat(List.of(own.id(), container.id())).allMatch(Witness::exists);
            relay = new Relay(engine, port);
            scope.close();
            own.close();
            assertThat(List.of(own.id(), container.id())).noneMatch(Witness::exists);
        } finally {
            relay.close();
        }
    }
}
