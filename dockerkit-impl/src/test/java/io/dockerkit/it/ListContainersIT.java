package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.RAW;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import io.dockerkit.Containers;
import io.dockerkit.container.ContainerSummary;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
class ListContainersIT {
    @Test
    void runningAndAllAreWhatTheOtherClientSees() {
        var ended = Witness.run("hello-world").execute();
        var running = Witness.run("ubuntu").interactive().detached().start();

        Witness.awaitListed(1, "exited");
        List<ContainerSummary> up = Containers.query().label(KEY, SESSION).list();
        List<ContainerSummary> all = Containers.query().all().label(KEY, SESSION).list();

        assertThat(up).extracting(ContainerSummary::id).containsExactly(running.id());
        assertThat(Containers.list()).extracting(ContainerSummary::id).contains(running.id());
        assertThat(all)
                .extracting(ContainerSummary::id)
                .containsExactly(running.id(), ended.containerId());
        assertThat(all).extracting(ContainerSummary::state).containsExactly("running", "exited");
        assertThat(all.stream().map(c -> "/" + c.name()).toList())
                .isEqualTo(Witness.labelled().stream().map(c -> c.getNames()[0]).toList());
        assertThat(all).allSatisfy(c -> assertThat(c.name()).matches("[a-z]+_[a-z]+\\d*"));
    }

    @Test
    void theFieldsOfALineAreThoseOfTheEngine() {
        var started =
                Containers.run("ubuntu")
                        .label(KEY, SESSION)
                        .detached()
                        .port(8080)
                        .command("sleep", "60")
                        .start();

        ContainerSummary line = Containers.query().label(KEY, SESSION).list().get(0);

        Container raw = RAW.listContainersCmd().withIdFilter(List.of(started.id())).exec().get(0);
        assertThat(line.image()).isEqualTo("ubuntu").isEqualTo(raw.getImage());
        assertThat(line.imageId()).isEqualTo(raw.getImageId());
        assertThat(line.commandLine()).isEqualTo(raw.getCommand()).isEqualTo("sleep 60");
        assertThat(line.created().getEpochSecond()).isEqualTo(raw.getCreated());
        assertThat(line.status()).startsWith("Up ");
        assertThat(line.networks()).containsExactly("bridge");
        assertThat(line.ports().get(0).hostPort()).isEqualTo(raw.getPorts()[0].getPublicPort());
        assertThat(line.labels()).containsEntry(KEY, SESSION);
        assertThat(line.container()).isEqualTo(started);
        assertThat(line.at("/HostConfig/NetworkMode").text()).isIn("default", "bridge");
    }

    @Tag("core")
    @Test
    void lastGivesTheNewestAlone() {
        Witness.run("hello-world").execute();
        var second = Witness.run("hello-world").execute();

        assertThat(Containers.query().last(1).label(KEY, SESSION).list())
                .extracting(ContainerSummary::id)
                .containsExactly(second.containerId());
    }

    @Test
    void filtersLeaveWhatTheyName() {
        String name = Witness.unique("filtered");
        var one = Witness.run("ubuntu").name(name).interactive().detached().start();
        Witness.run("hello-world").execute();

        assertThat(Containers.query().all().label(KEY, SESSION).ancestor("ubuntu").list())
                .hasSize(1);
        Witness.awaitListed(1, "exited");
        assertThat(Containers.query().all().label(KEY, SESSION).status("exited").list()).hasSize(1);
        assertThat(Containers.query().name(name).list())
                .extracting(ContainerSummary::container)
                .containsExactly(one);
    }
}
