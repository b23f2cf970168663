package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.Networks;
import io.dockerkit.Volumes;
import io.dockerkit.container.run.DetachedSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

@Timeout(20)
@Tag("locale")
class ParallelStartTest {
    static Object a;
    static Object b;
    static Object c;
    static Object shop;
    static Object data;

    private final List<String> started = new CopyOnWriteArrayList<>();

    private static Definition definition(String field, Object spec) {
        return Fakes.definition(ParallelStartTest.class, field, spec);
    }

    private void start(Definition definition) {
        started.add(definition.name());
    }

    @Test
    void whatIsReferredToIsStartedBefore() {
        ParallelStart.run(
                List.of(
                        definition("a", Fakes.busybox().flag("link", "b")),
                        definition("b", Fakes.busybox().network("shop").volume("data", "/data")),
                        definition("shop", Networks.create("shop")),
                        definition("data", Volumes.create("data"))),
                this::start);
        assertThat(started).hasSize(4).endsWith("b", "a");
    }

    @Test
    void whatIsNotReferredToIsStartedAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        ParallelStart.run(
                List.of(definition("a", Fakes.busybox()), definition("b", Fakes.busybox())),
                one -> {
                    both.countDown();
                    try {
                        assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void thoseThatWaitForEachOtherAreNamedAndNothingIsStarted() {
        DetachedSpec one = Fakes.busybox().flag("link", "b");
        DetachedSpec other = Fakes.busybox().flag("link", "a");
        assertThatThrownBy(
                        () ->
                                ParallelStart.run(
                                        List.of(
                                                definition("c", Fakes.busybox()),
                                                definition("a", one),
                                                definition("b", other)),
                                        this::start))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("these containers wait for each other: [a, b]");
        assertThat(started).isEmpty();
    }

    @Test
    void theFirstFailureIsThrownWithTheOthersBeside() {
        assertThatThrownBy(
                        () ->
                                ParallelStart.run(
                                        List.of(
                                                definition("a", Fakes.busybox()),
                                                definition("b", Fakes.busybox())),
                                        one -> {
                                            throw new IllegalArgumentException(one.name());
                                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a")
                .satisfies(
                        failure ->
                                assertThat(failure.getSuppressed())
                                        .extracting(Throwable::getMessage)
                                        .containsExactly("b"));
    }

    @Test
    void whatRefersToAFailedOneIsNotStartedAndFailsByTheSame() {
        assertThatThrownBy(
                        () ->
                                ParallelStart.run(
                                        List.of(
                                                definition("a", Fakes.busybox().flag("link", "b")),
                                                definition("b", Fakes.busybox())),
                                        one -> {
                                            start(one);
                                            throw new LinkageError("no such class");
                                        }))
                .isInstanceOf(LinkageError.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
        assertThat(started).containsExactly("b");
    }

    @Test
    void anInterruptEndsTheWait() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(
                            () ->
                                    ParallelStart.run(
                                            List.of(definition("a", Fakes.busybox())),
                                            one -> {
                                                try {
                                                    never.await();
                                                } catch (InterruptedException e) {
                                                    throw new IllegalStateException(e);
                                                }
                                            }))
                    .isInstanceOf(DockerInterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
            never.countDown();
        }
    }
}
