package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.Docker;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Fault;
import io.dockerkit.lab.FaultyProxy;
import io.dockerkit.network.Network;
import io.dockerkit.volume.Volume;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a create makes whose answer does not come: it is looked up by its name, and never asked for twice. */
@ExtendWith(Witness.class)
@Timeout(60)
class LostAnswerIT {
    private static final String CREATE = "POST \\S+/(containers|networks|volumes)/create";

    private final Docker direct = Docker.connect();
    private final FaultyProxy proxy = FaultyProxy.onSocket(direct.host());
    private final Docker docker = Docker.connect(proxy.address());

    @BeforeEach
    void agree() {
        assertThat(docker.engine().version().version()).isNotEmpty();
        proxy.clear();
    }

    @AfterEach
    void close() {
        docker.close();
        proxy.close();
        direct.close();
    }

    private RunSpec busybox() {
        return Witness.run(docker.containers(), "busybox");
    }

    private void loseTheAnswer() {
        proxy.next(CREATE, Fault.of(Fault.Kind.CUT_ANSWER, 0));
    }

    private void heldOnce() {
        assertThat(proxy.struck()).isTrue();
        assertThat(proxy.requests(CREATE)).isOne();
    }

    @Test
    void aContainerWithANameIsFound() {
        String name = Witness.unique("lost");
        loseTheAnswer();
        Container created = busybox().name(name).create();
        heldOnce();
        assertThat(created.id()).isEqualTo(direct.containers().get(name).id());
    }

    @Test
    void aRunWithANameGoesOn() {
        loseTheAnswer();
        assertThat(
                        busybox()
                                .name(Witness.unique("lost"))
                                .rm()
                                .command("echo", "all the same")
                                .execute()
                                .stdout())
                .isEqualTo("all the same\n");
        heldOnce();
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void aContainerWithoutANameIsToldOf() {
        loseTheAnswer();
        DockerUnavailableException lost =
                catchThrowableOfType(
                        DockerUnavailableException.class, () -> busybox().rm().execute());
        heldOnce();
        assertThat(lost.mayHaveBeenCarriedOut()).isTrue();
        assertThat(Witness.labelled()).hasSize(1);
        assertThat(lost)
                .hasMessageContaining("docker ps --all --filter status=created")
                .hasMessageContaining(Witness.labelled().get(0).getId().substring(0, 12));
    }

    @Test
    void aContainerThatHadTheNameBeforeIsNotTakenForIt() {
        String name = Witness.unique("lost");
        Container before =
                direct.containers()
                        .run("busybox")
                        .name(name)
                        .label(KEY, "another")
                        .network("host")
                        .create();
        try {
            loseTheAnswer();
            assertThatThrownBy(() -> busybox().name(name).create())
                    .isInstanceOf(DockerUnavailableException.class)
                    .hasMessageContaining("what has the name now is something else");
            heldOnce();
        } finally {
            before.remove();
        }
    }

    @Test
    void whatTheEngineNeverGotIsNotThere() {
        proxy.next(CREATE, Fault.of(Fault.Kind.CUT_REQUEST, 40));
        assertThatThrownBy(() -> busybox().name(Witness.unique("lost")).create())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("nothing has its name so far");
        heldOnce();
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void aNetworkIsFound() {
        String name = Witness.unique("lost");
        loseTheAnswer();
        Network created = docker.networks().create(name).label(KEY, SESSION).execute();
        heldOnce();
        assertThat(created.id()).isEqualTo(direct.networks().get(name).id());
    }

    @Test
    void aVolumeIsFoundAndOneWithoutANameIsToldOf() {
        String name = Witness.unique("lost");
        loseTheAnswer();
        Volume created = docker.volumes().create(name).label(KEY, SESSION).execute();
        heldOnce();
        assertThat(created.name()).isEqualTo(name);
        assertThat(direct.volumes().get(name).mountpoint()).isEqualTo(created.mountpoint());
        proxy.clear();
        loseTheAnswer();
        assertThatThrownBy(() -> docker.volumes().create().label(KEY, SESSION).execute())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("docker volume ls --filter dangling=true");
        heldOnce();
    }
}
