package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.Subscription;
import io.dockerkit.compose.ComposeLogLine;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The logs of all services of a project as one stream. */
@ExtendWith(Witness.class)
@Timeout(60)
class ComposeLogsIT {
    private static List<String> texts(List<ComposeLogLine> lines) {
        return lines.stream().map(ComposeLogLine::toString).toList();
    }

    private static void eventually(Runnable assertion) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    @Tag("core")
    void linesOfAllContainersComeInTheOrderOfTime() {
        LabelledProject shop = LabelledProject.create();
        Container web = shop.start("web", 1, "", "echo one; sleep 4; echo three >&2", run -> run);
        Container job = shop.start("job", 1, "", "echo two; sleep 6; echo four", run -> run);
        web.awaitExit();
        job.awaitExit();
        ComposeProject project = shop.handle();
        List<ComposeLogLine> lines = project.logs().execute();
        assertThat(texts(lines))
                .containsExactly("web-1 | one", "job-1 | two", "web-1 | three", "job-1 | four");
        assertThat(lines.get(2).source()).isEqualTo(LogLine.Source.STDERR);
        assertThat(lines.get(2).service()).isEqualTo("web");
        assertThat(lines.get(2).container()).isEqualTo(shop.name() + "-web-1");
        assertThat(lines.get(2).time()).isEmpty();
        assertThat(project.logs("job").text()).isEqualTo("job-1  | two\njob-1  | four\n");
        assertThat(texts(project.logs().tail(1).execute()))
                .containsExactly("web-1 | three", "job-1 | four");
        Instant third = project.logs("web").timestamps().execute().get(1).time().orElseThrow();
        assertThat(texts(project.logs().since(third).execute()))
                .containsExactly("web-1 | three", "job-1 | four");
        assertThat(texts(project.logs().until(third.minusMillis(1)).execute()))
                .containsExactly("web-1 | one", "job-1 | two");
        assertThat(project.service("web").logs().index(1).execute()).hasSize(2);
        assertThatThrownBy(() -> project.logs("web").index(2).execute())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("service web has no container 2");
        assertThatThrownBy(() -> project.logs().index(1))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("it is about one service");
        assertThat(project.logs("none").execute()).isEmpty();
    }

    @Test
    void followedLinesEndWhenAllContainersHaveExited() {
        LabelledProject shop = LabelledProject.create();
        shop.start("old", 1, "", "echo old", run -> run).awaitExit();
        shop.start("web", 1, "", "echo a; sleep 2; echo c", run -> run);
        shop.start("job", 1, "", "sleep 1; echo b", run -> run);
        try (Stream<ComposeLogLine> lines = shop.handle().logs().follow().lines()) {
            assertThat(lines.map(ComposeLogLine::toString))
                    .containsExactlyInAnyOrder(
                            "old-1 | old", "web-1 | a", "job-1 | b", "web-1 | c");
        }
    }

    @Test
    void containersThatAreStartedLaterJoin() {
        LabelledProject shop = LabelledProject.create();
        Container web = shop.start("web", "");
        ComposeProject project = shop.handle();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (Subscription subscription =
                project.logs("web", "late").follow().subscribe(line -> seen.add(line.toString()))) {
            eventually(() -> assertThat(seen).containsExactly("web-1 | up"));
            // it runs on: the lines end when no container runs, as at a moment of a restart
            shop.start("late", "");
            shop.start("other", 1, "", "echo other", run -> run).awaitExit();
            eventually(() -> assertThat(seen).contains("late-1 | up"));
            web.restart();
            eventually(
                    () ->
                            assertThat(seen)
                                    .containsExactly(
                                            "web-1 | up",
                                            "late-1 | up",
                                            "web-1 | bye",
                                            "web-1 | up"));
            project.stop();
            assertThat(subscription.await(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(seen).hasSize(6);
        assertThat(seen.subList(4, 6)).containsExactlyInAnyOrder("web-1 | bye", "late-1 | bye");
    }

    @Test
    void closingEndsTheThreadThatWaitsForALine() throws InterruptedException {
        LabelledProject shop = LabelledProject.create();
        shop.start("web", "");
        Leftovers leftovers = Leftovers.sinceNow();
        Stream<ComposeLogLine> lines = shop.handle().logs().follow().lines();
        Iterator<ComposeLogLine> iterator = lines.iterator();
        assertThat(iterator.next().text()).isEqualTo("up");
        boolean[] more = {true};
        Thread waiting = new Thread(() -> more[0] = iterator.hasNext());
        waiting.start();
        Thread.sleep(300);
        lines.close();
        waiting.join(10_000);
        assertThat(waiting.isAlive()).isFalse();
        assertThat(more[0]).isFalse();
        eventually(
                () ->
                        assertThat(leftovers.threads())
                                .extracting(Thread::getName)
                                .noneMatch(name -> name.startsWith("dockerkit-compose-logs"))
                                .noneMatch(name -> name.startsWith("dockerkit-compose-events")));
    }

    @Test
    void aConsumerThatFailsEndsTheSubscription() {
        LabelledProject shop = LabelledProject.create();
        shop.start("web", "");
        try (Subscription subscription =
                shop.handle()
                        .logs()
                        .follow()
                        .subscribe(
                                line -> {
                                    throw new IllegalStateException("not this: " + line.text());
                                })) {
            assertThatThrownBy(subscription::await)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("not this: up");
        }
    }
}
