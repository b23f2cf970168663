package io.dockerkit.compose.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that run side by side. */
@Timeout(30)
class TaskGroupTest {
    @Test
    void resultsHaveTheOrderOfTheItems() {
        assertThat(TaskGroup.map(List.of(3, 1, 2), number -> number * 10))
                .containsExactly(30, 10, 20);
        assertThat(TaskGroup.map(List.of(7), number -> number + 1)).containsExactly(8);
        assertThat(TaskGroup.map(List.<Integer>of(), number -> number)).isEmpty();
    }

    @Test
    void allTasksRunAndTheFirstFailureHasTheOthersSuppressed() {
        Throwable failure =
                catchThrowable(
                        () ->
                                TaskGroup.forEach(
                                        List.of("a", "b"),
                                        name -> {
                                            throw new IllegalStateException(name);
                                        }));
        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("a");
        assertThat(failure.getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .contains("allTasksRunAndTheFirstFailureHasTheOthersSuppressed");
        assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly("b");
    }

    @Test
    void theTraceOfAFailureIsThatOfTheCaller() {
        DockerException failure =
                catchThrowableOfType(
                        DockerException.class,
                        () ->
                                TaskGroup.forEach(
                                        List.of("a", "b"),
                                        name -> {
                                            throw new DockerException(name);
                                        }));
        assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("forEach");
        assertThat(failure.getStackTrace()[1].getClassName()).isEqualTo(getClass().getName());
    }

    @Test
    void anInterruptReachesTheTasks() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch told = new CountDownLatch(2);
        AtomicBoolean flag = new AtomicBoolean();
        Throwable[] thrown = new Throwable[1];
        Thread caller =
                new Thread(
                        () -> {
                            thrown[0] =
                                    catchThrowable(
                                            () ->
                                                    TaskGroup.forEach(
                                                            List.of(1, 2),
                                                            number -> sleep(begun, told)));
                            flag.set(Thread.currentThread().isInterrupted());
                        });
        caller.start();
        begun.await();
        caller.interrupt();
        caller.join();
        assertThat(told.getCount()).isZero();
        assertThat(thrown[0]).isInstanceOf(DockerInterruptedException.class);
        assertThat(flag).isTrue();
    }

    private static void sleep(CountDownLatch begun, CountDownLatch told) {
        begun.countDown();
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            told.countDown();
            throw new IllegalStateException("told");
        }
    }

    @Test
    void aTaskBeginsWhenThoseThatItNeedsHaveEnded() {
        List<String> ended = new CopyOnWriteArrayList<>();
        new TaskGroup()
                .inOrder(
                        Map.of(
                                "last",
                                Set.of("first", "second"),
                                "second",
                                Set.of("first"),
                                "first",
                                Set.of()),
                        key -> {
                            rest(key.equals("first") ? 50 : 0);
                            ended.add(key);
                        });
        assertThat(ended).containsExactly("first", "second", "last");
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void afterAFailureAPlainGroupRunsWhatDoesNotNeedIt() {
        List<String> begun = new CopyOnWriteArrayList<>();
        Throwable failure = failureIn(new TaskGroup(), begun);
        assertThat(failure).hasMessage("no disk").hasNoSuppressedExceptions();
        assertThat(begun).containsExactlyInAnyOrder("fails", "slow", "after slow");
    }

    @Test
    void afterAFailureAStoppingGroupBeginsNothingMore() {
        List<String> begun = new CopyOnWriteArrayList<>();
        Throwable failure = failureIn(TaskGroup.stoppingAtFailure(), begun);
        assertThat(failure).hasMessage("no disk").hasNoSuppressedExceptions();
        assertThat(begun).containsExactlyInAnyOrder("fails", "slow");
    }

    private static Throwable failureIn(TaskGroup group, List<String> begun) {
        CountDownLatch both = new CountDownLatch(2);
        return catchThrowable(
                () ->
                        group.inOrder(
                                Map.of(
                                        "fails", Set.of(),
                                        "after it", Set.of("fails"),
                                        "slow", Set.of(),
                                        "after slow", Set.of("slow")),
                                key -> {
                                    begun.add(key);
                                    both.countDown();
                                    if (key.equals("fails")) {
                                        awaitAll(both);
                                        throw new IllegalStateException("no disk");
                                    }
                                    rest(200);
                                }));
    }

    @Test
    void theTasksOfATaskAreOfItsGroup() {
        TaskGroup group = TaskGroup.stoppingAtFailure();
        AtomicBoolean stopped = new AtomicBoolean();
        CountDownLatch waiting = new CountDownLatch(2);
        Runnable waits =
                () -> {
                    waiting.countDown();
                    try {
                        while (true) {
                            group.pause(5);
                        }
                    } catch (TaskGroup.StoppedException told) {
                        stopped.set(true);
                        throw told;
                    }
                };
        Runnable fails =
                () -> {
                    awaitAll(waiting);
                    throw new IllegalStateException("no disk");
                };
        Throwable failure =
                catchThrowable(
                        () -> group.all(List.of(() -> group.all(List.of(waits, waits)), fails)));
        assertThat(failure).hasMessage("no disk").hasNoSuppressedExceptions();
        assertThat(stopped).isTrue();
        assertThat(catchThrowable(() -> group.pause(1)))
                .isInstanceOf(TaskGroup.StoppedException.class);
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
