package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.container.AttachSpec;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ContainerQuery;
import io.dockerkit.container.RemoveSpec;
import io.dockerkit.engine.ContextSpec;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.SystemPruneSpec;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.PullSpec;
import io.dockerkit.network.Network;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.ContextBackend;
import io.dockerkit.spi.EngineBackend;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.volume.Volume;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What makes two specs equal: all that their command lines say, and what no flag says. */
class SpecEqualityTest {
    private final ContainerCommands containers =
            new ContainerCommands(NoEngine.backend(ContainerBackend.class));
    private final ImageCommands images = new ImageCommands(NoEngine.backend(ImageBackend.class));
    private final EngineCommands engine = new EngineCommands(NoEngine.backend(EngineBackend.class));

    @Test
    void theOrderOfFlagsAndOfFiltersByDifferentKeysDoesNotCount() {
        ContainerQuery one = containers.query().all().label("a").status("exited").label("b");
        ContainerQuery other = containers.query().status("exited").label("a").all().label("b");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(containers.query().all().label("b").label("a").status("x"));
        SystemPruneSpec prune = engine.prune().all().volumes();
        assertThat(prune).isEqualTo(engine.prune().volumes().all()).isNotEqualTo(engine.prune());
    }

    @Test
    void whatNoFlagSaysCounts() {
        PullSpec pull = images.pull("ubuntu");
        assertThat(pull)
                .isEqualTo(images.pull("ubuntu:latest").timeout(Duration.ofSeconds(1)))
                .isNotEqualTo(pull.credentials("me", "secret"))
                .isNotEqualTo(images.pull("ubuntu:24.04"));
        assertThat(pull.credentials("me", "secret")).isEqualTo(pull.credentials("me", "secret"));
        assertThat(images.pull("team/app").allTags())
                .isNotEqualTo(images.pull("team/app").credentials("me", "secret").allTags())
                .isNotEqualTo(images.pull("team/app"));
        assertThat(RemoveSpec.defaults().link("a")).isNotEqualTo(RemoveSpec.defaults().link("b"));
        assertThat(AttachSpec.defaults().logs()).isNotEqualTo(AttachSpec.defaults());
        assertThat(Image.InspectSpec.defaults().manifests())
                .isNotEqualTo(Image.InspectSpec.defaults());
        assertThat(images.load(Path.of("a.tar")))
                .isEqualTo(images.load(Path.of("a.tar")))
                .isNotEqualTo(images.load(Path.of("b.tar")));
    }

    @Test
    void specsOfDifferentCommandsAreNeverEqual() {
        assertThat(Volume.RemoveSpec.defaults().force())
                .isNotEqualTo(Network.DisconnectSpec.defaults().force());
        assertThat((Object) images.query()).isNotEqualTo(containers.query());
    }

    @Test
    void theLinesAreThoseOfTheCli() {
        assertThat(Volume.RemoveSpec.defaults().force().toCommandLine("data"))
                .isEqualTo("docker volume rm --force data");
        assertThat(Network.DisconnectSpec.defaults().flag("force", "1").toCommandLine("net", "web"))
                .isEqualTo("docker network disconnect --force net web");
        assertThat(Image.RemoveSpec.defaults().noPrune().platform("linux/arm64").toCommandLine("x"))
                .isEqualTo("docker rmi --no-prune --platform linux/arm64 x");
        assertThat(images.query().manifests().toCommandLine()).isEqualTo("docker images --tree");
        assertThat(containers.query().last(3).flag("size", "true").toCommandLine())
                .isEqualTo("docker ps --last 3 --size");
        assertThat(engine.pruneBuildCache().keepStorage("10m").all().toCommandLine())
                .isEqualTo("docker builder prune --force --keep-storage 10485760 --all");
        assertThat(images.load(Path.of("a b.tar")).platform("linux/arm64").toCommandLine())
                .isEqualTo("docker load --input 'a b.tar' --platform linux/arm64");
        assertThat(images.search("nginx").official().limit(5).toCommandLine())
                .isEqualTo("docker search --filter is-official=true --limit 5 nginx");
        assertThat(containers.query().size().label("a").stats().toCommandLine())
                .isEqualTo("docker stats $(docker ps --quiet --filter label=a)");
    }

    @Test
    void aFlagThatAMethodStandsForIsRefusedByName() {
        assertThatThrownBy(() -> images.load(Path.of("x")).flag("input", "y"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("load(Path) names the file");
        assertThatThrownBy(() -> images.pull("x").flag("all-tags", "true"))
                .hasMessageContaining("allTags()");
        assertThatThrownBy(() -> containers.query().flag("format", "{{.ID}}"))
                .hasMessageContaining("call its methods");
        assertThatThrownBy(() -> engine.prune().flag("force", "false"))
                .hasMessageContaining("leave the flag out");
    }

    @Test
    void theEndpointOfAContextComesTogetherInOneFlag() {
        ContextSpec work =
                ContextSpec.create(() -> NoEngine.backend(ContextBackend.class), "work")
                        .ca(Path.of("a,b.pem"))
                        .description("x")
                        .host("tcp://a:1")
                        .docker("host=tcp://b:2,skip-tls-verify=true");
        assertThat(work)
                .hasToString(
                        "docker context create --description x --docker"
                                + " 'host=tcp://b:2,\"ca=a,b.pem\",skip-tls-verify=true' work");
        assertThat(work.flag("docker", "host=tcp://b:2")).isEqualTo(work);
        assertThatThrownBy(() -> work.flag("docker", "nope=1"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("the keys are from, host");
        ContextSpec update =
                ContextSpec.update(() -> NoEngine.backend(ContextBackend.class), "work");
        assertThatThrownBy(() -> update.flag("from", "x"))
                .hasMessageContaining("docker context create has it");
    }
}
