package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    void aTaskBeginsWhenThoseBeforeItHaveEnded() {
        TaskGroup group = new TaskGroup();
        AtomicBoolean first = new AtomicBoolean();
        AtomicBoolean second = new AtomicBoolean();
        var before =
                group.after(
                        List.of(),
                        () -> {
                            try {
                                Thread.sleep(50);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            first.set(true);
                        });
        CompletableFuture<Void> dependent =
                group.after(List.of(before), () -> second.set(first.get()));
        group.await();
        assertThat(dependent).isDone();
        assertThat(second).isTrue();
    }
}
