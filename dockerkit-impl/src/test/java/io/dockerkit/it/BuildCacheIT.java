package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.PruneReport;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.lab.PrivateEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The build cache of an engine of the test's own, which nobody else fills or prunes. */
@Timeout(120)
class BuildCacheIT {
    private static Image build(Docker docker, String content) {
        String dockerfile = "FROM busybox\nRUN echo " + content + " >/a\n";
        return docker.images()
                .build(Dockerfile.inline(dockerfile))
                .builder(BuildSpec.Builder.BUILDKIT)
                .network("none")
                .execute();
    }

    @Test
    void aPruneRemovesTheRecordsThatItsDryRunTells() throws Exception {
        try (PrivateEngine engine = PrivateEngine.start();
                Docker docker = engine.connect()) {
            Image kept = build(docker, "kept");
            build(docker, "dropped").remove();

            PruneReport would = docker.engine().pruneBuildCache().dryRun();
            PruneReport pruned = docker.engine().pruneBuildCache().execute();
            assertThat(would.removed()).isNotEmpty();
            assertThat(pruned.removed()).containsExactlyInAnyOrderElementsOf(would.removed());
            assertThat(pruned.spaceReclaimed()).isEqualTo(would.spaceReclaimed());

            PruneReport wouldAll = docker.engine().pruneBuildCache().all().dryRun();
            PruneReport prunedAll = docker.engine().pruneBuildCache().all().execute();
            assertThat(prunedAll.removed()).containsExactlyInAnyOrderElementsOf(wouldAll.removed());
            assertThat(docker.engine().pruneBuildCache().all().dryRun().removed()).isEmpty();
            assertThat(docker.images().find(kept.id())).isPresent();
        }
    }
}
