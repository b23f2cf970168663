package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.Container;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.it.ScopedProgram.Ending;
import io.dockerkit.lab.Endurance;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many programs are killed at once, each with five containers: twenty with {@code --endurance}, and four without. */
@ExtendWith(Witness.class)
@Timeout(600)
class ManyKilledProgramsIT {
    private static final int PROGRAMS = Endurance.count(20, 4);
    private static final int AT_ONCE = 4;
    private static final int CONTAINERS = 5;

    /** On a machine that has nothing else to do it takes some ten seconds, see docs/scopes.md. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void allThatTheyHadIsGoneAndNothingElse() throws Exception {
        List<ScopedProgram> programs = new ArrayList<>();
        try (ScopedProgram survivor = ScopedProgram.start(Ending.NEVER, 2).awaitReady();
                ScopedContainer ours = busybox().startScoped()) {
            Container free = busybox().start();
            for (int i = 0; i < PROGRAMS; i += AT_ONCE) {
                programs.addAll(batch());
            }
            Set<String> doomed =
                    programs.stream().flatMap(p -> p.ids().stream()).collect(Collectors.toSet());
            assertThat(doomed).hasSize(PROGRAMS * CONTAINERS);
            assertThat(listed()).containsAll(doomed);

            long killed = System.nanoTime();
            programs.forEach(program -> program.process().destroyForcibly());
            for (String id : doomed) {
                ScopedProgram.awaitGone(id, LONGEST);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - killed);

            System.out.printf(
                    Locale.ROOT,
                    "%d containers of %d killed programs were gone after %s%n",
                    doomed.size(),
                    PROGRAMS,
                    took);
            assertThat(listed()).doesNotContainAnyElementsOf(doomed);
            assertThat(listed())
                    .contains(ours.id(), free.id())
                    .containsAll(survivor.ids())
                    .hasSize(4);
            assertThat(took).isLessThan(LONGEST);
        } finally {
            programs.forEach(ScopedProgram::close);
        }
    }

    private static io.dockerkit.container.run.DetachedSpec busybox() {
        return Witness.run("busybox").command("sleep", "600").detached();
    }

    private static List<ScopedProgram> batch() throws IOException {
        List<ScopedProgram> batch = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            batch.add(ScopedProgram.start(Ending.NEVER, CONTAINERS));
        }
        for (ScopedProgram program : batch) {
            program.awaitReady();
        }
        return batch;
    }

    private static Set<String> listed() {
        return Witness.labelled().stream()
                .map(com.github.dockerjava.api.model.Container::getId)
                .collect(Collectors.toSet());
    }
}
