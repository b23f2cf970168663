package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static io.dockerkit.it.Witness.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Containers;
import io.dockerkit.Docker;
import io.dockerkit.Images;
import io.dockerkit.NameInUseException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.DetachedSpec.IfExists;
import io.dockerkit.image.Image;
import io.dockerkit.lab.Endurance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Witness.class)
@Timeout(120)
class EnsureIT {
    private static DetachedSpec sleeper() {
        return Witness.run("busybox").env("UNIQUE", unique("e")).detached().command("sleep", "100");
    }

    @Test
    void theSecondTimeFindsTheFirst() {
        DetachedSpec spec = sleeper().name(unique("ensured"));
        Container first = spec.ensure();
        assertThat(spec.ensure()).isEqualTo(first);
        assertThat(first.inspect().labels()).containsKey("io.dockerkit.fingerprint");
        assertThat(Witness.labelled()).hasSize(1);
    }

    @Test
    void whatStoppedOrWasPausedGoesOn() {
        DetachedSpec spec = sleeper().name(unique("ensured"));
        Container first = spec.ensure();
        first.kill();
        first.awaitExit();
        assertThat(spec.ensure()).isEqualTo(first);
        assertThat(first.inspect().state().running()).isTrue();
        first.pause();
        assertThat(spec.ensure()).isEqualTo(first);
        assertThat(first.inspect().state().paused()).isFalse();
    }

    @Test
    void aChangedSpecReplacesIt() {
        DetachedSpec spec = sleeper().name(unique("ensured"));
        Container first = spec.ensure();
        Container second = spec.env("CHANGED", "yes").ensure();
        assertThat(second).isNotEqualTo(first);
        assertThat(Witness.exists(first.id())).isFalse();
        assertThat(second.inspect().env()).containsEntry("CHANGED", "yes");
    }

    @Test
    void aChangedImageReplacesIt() {
        String tag = unique("ensured-image") + ":1";
        Container source = sleeper().start();
        source.commit(tag).change("LABEL " + KEY + "=" + SESSION).execute();
        DetachedSpec spec =
                Witness.run(tag).name(unique("ensured")).detached().command("sleep", "100");
        Container first = spec.ensure();
        source.writeString("/new", "file");
        source.commit(tag).change("LABEL " + KEY + "=" + SESSION).execute();
        Container second = spec.ensure();
        assertThat(second).isNotEqualTo(first);
        assertThat(second.readString("/new")).isEqualTo("file");
        assertThat(second.inspect().imageId()).isEqualTo(Images.get(tag).inspect().id());
    }

    @Test
    void withoutANameTheFingerprintNamesIt() {
        DetachedSpec spec = sleeper();
        Container first = spec.ensure();
        assertThat(first.inspect().name()).matches("dockerkit-[0-9a-f]{12}");
        assertThat(spec.ensure()).isEqualTo(first);
        assertThat(spec.env("OTHER", "1").ensure()).isNotEqualTo(first);
        assertThat(Witness.exists(first.id())).isTrue();
    }

    @Test
    void whatWasMadeOtherwiseIsLeftAlone() {
        DetachedSpec spec = sleeper().name(unique("mine"));
        Container mine = spec.start();
        assertThatThrownBy(spec::ensure)
                .isInstanceOf(NameInUseException.class)
                .hasMessageContaining(mine.shortId())
                .hasMessageContaining("ifExists(IfExists.REPLACE)");
        assertThat(mine.inspect().state().running()).isTrue();
        assertThatThrownBy(spec::start).isInstanceOf(NameInUseException.class);
    }

    /** A label that an image passes on, or that was copied, makes no container one of ensure(). */
    @Test
    void whatInheritedTheFingerprintIsLeftAlone() {
        String name = unique("mine");
        DetachedSpec spec = sleeper().name(name);
        Container first = spec.ensure();
        String label = first.inspect().labels().get("io.dockerkit.fingerprint");
        String image = unique("ensured-image");
        Witness.RAW.commitCmd(first.id()).withRepository(image).withTag("1").exec();
        first.remove(options -> options.force());
        Container mine = Containers.run(image + ":1").name(name).detached().start();
        assertThat(mine.inspect().labels()).containsEntry("io.dockerkit.fingerprint", label);
        assertThatThrownBy(spec::ensure).isInstanceOf(NameInUseException.class);
        assertThatThrownBy(spec.env("CHANGED", "yes")::ensure)
                .isInstanceOf(NameInUseException.class);
        assertThat(mine.inspect().state().running()).isTrue();
    }

    @Test
    void onDemandItIsReplaced() {
        DetachedSpec spec = sleeper().name(unique("mine"));
        Container mine = spec.start();
        Container other = spec.ifExists(IfExists.REPLACE).start();
        assertThat(other).isNotEqualTo(mine);
        assertThat(Witness.exists(mine.id())).isFalse();
        assertThat(spec.ifExists(IfExists.REPLACE).start()).isNotEqualTo(other);
        assertThat(Witness.labelled()).hasSize(1);
    }

    @Test
    void aNameIsNotTakenForTheBeginningOfAnId() {
        Container other = sleeper().start();
        String name = other.id().substring(0, 6);
        Container named = sleeper().name(name).ensure();
        assertThat(named).isNotEqualTo(other);
        assertThat(named.inspect().name()).isEqualTo(name);
    }

    @Test
    void itIsWaitedForEachTime() {
        DetachedSpec spec =
                sleeper()
                        .name(unique("ensured"))
                        .command("sh", "-c", "sleep 0.5; echo ready; sleep 100")
                        .waitFor(Wait.log("ready"));
        Container first = spec.ensure();
        assertThat(first.logs().execute().stdout()).isEqualTo("ready\n");
        assertThat(spec.ensure()).isEqualTo(first);
    }

    @Test
    void linesOfAnEarlierRunDoNotCountForOneThatIsStartedAgain() {
        DetachedSpec spec =
                sleeper()
                        .name(unique("ensured"))
                        .command(
                                "sh",
                                "-c",
                                "test -e /seen && sleep 1; touch /seen; echo ready; sleep 100")
                        .waitFor(Wait.log("ready"));
        Container first = spec.ensure();
        first.kill();
        first.awaitExit();
        assertThat(spec.ensure()).isEqualTo(first);
        // the second run's line was waited for
        assertThat(first.logs().execute().stdout()).isEqualTo("ready\nready\n");
    }

    @Test
    void manyAtOnceGetTheSameOne() throws Exception {
        DetachedSpec old = sleeper().name(unique("raced"));
        Container replaced = old.ensure();
        Set<String> ids = new TreeSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                tasks.add(() -> old.env("NEW", "yes").ensure().id());
            }
            for (Future<String> done : threads.invokeAll(tasks)) {
                ids.add(done.get());
            }
        } finally {
            threads.shutdown();
        }
        assertThat(ids).hasSize(1).doesNotContain(replaced.id());
        assertThat(Witness.labelled()).hasSize(1);
    }

    @Test
    void twoConnectionsThatRaceGetTheSameOne() throws Exception {
        for (int round = 0; round < Endurance.count(5, 2); round++) {
            assertThat(idsOfARace(sleeper().name(unique("raced")))).hasSize(1);
        }
    }

    /** An engine gives the name away first, then copies what the image has at its volume, and shows the container last. */
    @Test
    void whoeverLosesARaceWaitsForAContainerThatTakesLongToMake(@TempDir Path context)
            throws Exception {
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM busybox
                RUN mkdir /data && for i in 1 2; do head -c 50000000 /dev/zero > /data/$i; done
                VOLUME /data
                """);
        Image slow = Images.build(context).label(KEY, SESSION).execute();
        DetachedSpec spec =
                Witness.run(slow.id()).name(unique("raced")).detached().command("sleep", "100");
        assertThat(idsOfARace(spec)).hasSize(1);
    }

    private static Set<String> idsOfARace(DetachedSpec spec) throws Exception {
        String line = spec.toCommandLine();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tasks.add(
                        () -> {
                            try (Docker docker = Docker.connect()) {
                                return docker.containers().parse(line).detached().ensure().id();
                            }
                        });
            }
            Set<String> ids = new TreeSet<>();
            for (Future<String> done : threads.invokeAll(tasks)) {
                ids.add(done.get());
            }
            return ids;
        } finally {
            threads.shutdown();
        }
    }
}
