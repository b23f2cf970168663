package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Engine;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Networks;
import io.dockerkit.PruneReport;
import io.dockerkit.engine.DiskUsage;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.SystemPruneSpec;
import io.dockerkit.impl.EngineProvider;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.EngineBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Disk usage and system prune of a real engine. A prune here touches only what has a label of its own. */
@ExtendWith(Witness.class)
class SystemIT {
    private static final String LABEL = "io.dockerkit.test.prune";

    @Test
    void theSpaceOfAContainerIsReported() {
        String id =
                Witness.run("busybox")
                        .command("sh", "-c", "head -c 1000000 /dev/zero >/zeros")
                        .execute()
                        .containerId();
        DiskUsage usage = Engine.diskUsage(DiskUsage.Kind.CONTAINERS);
        assertThat(usage.items())
                .filteredOn(item -> item.id().equals(id))
                .singleElement()
                .satisfies(
                        item -> {
                            assertThat(item.size()).isGreaterThanOrEqualTo(1_000_000);
                            assertThat(item.isActive()).isFalse();
                            assertThat(item.created()).isPresent();
                            assertThat(item.at("/Image").text()).contains("busybox");
                        });
        assertThat(usage.totals()).hasSize(1);
        assertThat(usage.reclaimable()).isGreaterThanOrEqualTo(1_000_000);
        assertThat(usage.total(DiskUsage.Kind.CONTAINERS).count()).isEqualTo(usage.items().size());
    }

    @Test
    void theEngineTakesTheOptionsOfABuildCachePrune() {
        PruneReport none =
                Engine.pruneBuildCache()
                        .all()
                        .keepStorage("100g")
                        .filter("id", Witness.unique("none"))
                        .execute();
        assertThat(none.removed()).isEmpty();
        assertThat(Engine.pruneBuildCache().all().dryRun().spaceReclaimed()).isNotNegative();
    }

    /** The engine of this machine, whose build cache, which has no labels, is left alone. */
    private static EngineCommands withoutBuildCache(Rest rest, DockerBackend real) {
        EngineBackend engine =
                proxy(
                        EngineBackend.class,
                        real.engine(),
                        "pruneBuildCache",
                        new PruneReport(List.of("none"), 0));
        DockerBackend nouns = proxy(DockerBackend.class, real, "engine", engine);
        return new EngineCommands(new EngineApi(rest, Logins.none(), nouns));
    }

    private static <T> T proxy(Class<T> type, T real, String replaced, Object result) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals(replaced)) {
                                return result;
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getTargetException();
                            }
                        }));
    }

    @Tag("exclusive")
    @Test
    void aSystemPruneRemovesWhatItsDryRunTells() {
        String mine = Witness.unique("mine");
        String ended =
                Witness.run("busybox").label(LABEL, mine).command("true").execute().containerId();
        String other = Witness.run("busybox").command("true").execute().containerId();
        String network = Witness.unique("net");
        Networks.create(network).label(Witness.KEY, Witness.SESSION).label(LABEL, mine).execute();
        try (DockerBackend real = new EngineProvider().connect(null);
                Rest rest =
                        new Rest(Endpoints.ofThisProcess().find().connect(System.getenv()), null)) {
            SystemPruneSpec prune = withoutBuildCache(rest, real).prune().label(LABEL, mine);
            if (!rest.version().isAtLeast(1, 42)) {
                assertThatThrownBy(prune.volumes()::execute)
                        .isInstanceOf(InvalidOptionException.class)
                        .hasMessageContaining("--volumes");
                assertThat(Witness.exists(ended)).isTrue();
            } else {
                prune = prune.volumes();
            }
            SystemPruneSpec.Report would = prune.dryRun();
            assertThat(Witness.exists(ended)).isTrue();
            SystemPruneSpec.Report did = prune.execute();
            assertThat(did.containers().removed()).containsExactly(ended);
            assertThat(did.networks().removed()).containsExactly(network);
            assertThat(did.volumes().removed()).isEmpty();
            assertThat(did.images().removed()).isEmpty();
            assertThat(would.containers()).isEqualTo(did.containers());
            assertThat(would.networks()).isEqualTo(did.networks());
            assertThat(would.images()).isEqualTo(did.images());
        }
        assertThat(Witness.exists(ended)).isFalse();
        assertThat(Witness.exists(other)).isTrue();
    }
}
