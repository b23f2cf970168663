package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.network.NetworkSpec;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whose container a field has, when it has it, and for how long. */
@Timeout(60)
class FieldsIT {
    private static final String SLEEP =
            "docker run --label io.dockerkit.test=junit --stop-timeout 0 busybox sleep 100";

    @TempDir Path reports;

    private static DetachedSpec sleeping() {
        return Containers.parse(SLEEP).detached();
    }

    private static void meet(CountDownLatch all) {
        all.countDown();
        try {
            assertTrue(all.await(30, TimeUnit.SECONDS), "they run at the same time");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void runs(Container container) {
        assertThat(container.exec("true").execute().exitCode()).isZero();
    }

    // classes at the same time

    abstract static class Base {
        static final CountDownLatch BOTH = new CountDownLatch(2);

        @Start(SLEEP)
        static Container inherited;

        @Test
        void seesItsOwn(Container inherited) {
            meet(BOTH);
            assertThat(Base.inherited).isEqualTo(inherited);
            runs(inherited);
            Samples.see("Base", inherited.id());
        }
    }

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class First extends Base {}

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class Second extends Base {}

    @Test
    void classesAtTheSameTimeShareWhatAStaticFieldTheyInheritHas() {
        TestKit.succeeds(2, reports, First.class, Second.class);
        assertThat(Samples.seen("Base")).hasSize(1);
        assertThat(Containers.find(Samples.seen("Base").iterator().next())).isEmpty();
    }

    abstract static class SpecBase {
        static final CountDownLatch BOTH = new CountDownLatch(2);

        @Start static final DetachedSpec spec = sleeping();

        @Test
        void seesItsOwn(Container spec) {
            meet(BOTH);
            Samples.see("SpecBase", spec.id());
        }
    }

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class FirstOfSpec extends SpecBase {}

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class SecondOfSpec extends SpecBase {}

    @Test
    void classesAtTheSameTimeHaveEachItsOwnOfASpec() {
        TestKit.succeeds(2, reports, FirstOfSpec.class, SecondOfSpec.class);
        assertThat(Samples.seen("SpecBase")).hasSize(2);
    }

    // nested classes

    abstract static class NestedBase {
        @Start(SLEEP)
        static Container around;
    }

    @DockerTest
    static class Outer extends NestedBase {
        @Test
        void runsBeforeOrAfter() {
            runs(around);
        }

        @Test
        void runsAfterOrBefore() {
            runs(around);
        }

        @Nested
        class Inner extends NestedBase {
            @Test
            void runsInside(Container around) {
                assertThat(NestedBase.around).isEqualTo(around);
                runs(around);
            }
        }
    }

    @Test
    void aNestedClassThatInheritsTheSameFieldLeavesItWithARunningContainer() {
        TestKit.succeeds(3, reports, Outer.class);
    }

    // one instance for all tests of a class

    @DockerTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class OneInstance {
        private final CountDownLatch both = new CountDownLatch(2);

        @Start(SLEEP)
        Container mine;

        @BeforeAll
        void before() {
            Samples.see("OneInstance", mine.id());
        }

        @Test
        void one(Container mine) {
            check(mine);
        }

        @Test
        void two(Container mine) {
            check(mine);
        }

        private void check(Container parameter) {
            meet(both);
            assertThat(mine).isEqualTo(parameter);
            Samples.see("OneInstance", mine.id());
        }
    }

    @Test
    void aFieldOfAnInstanceForAllTestsLivesAsLongAsTheInstance() {
        TestKit.succeeds(2, reports, OneInstance.class);
        assertThat(Samples.seen("OneInstance")).hasSize(1);
        assertThat(Containers.find(Samples.seen("OneInstance").iterator().next())).isEmpty();
    }

    @DockerTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class OneFieldForTwoTests {

        @Start(value = SLEEP, lifetime = Lifetime.METHOD)
        Container mine;

        @Test
        void one() {
            check();
        }

        @Test
        void two() {
            check();
        }

        private void check() {
            Samples.see("OneFieldForTwoTests", mine.id());
            try {
                Thread.sleep(2500);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            runs(mine);
        }
    }

    @Test
    void aFieldThatTwoTestsWantAtTheSameTimeIsRefusedWithTheReason() {
        Throwable failure = TestKit.failure(TestKit.run(reports, OneFieldForTwoTests.class));
        assertThat(failure)
                .hasMessageContaining("the field mine of class")
                .hasMessageContaining("one of")
                .hasMessageContaining("two of")
                .hasMessageContaining("run at the same time")
                .hasMessageContaining("use a parameter with @Start");
    }

    /** Reads static fields when an instance is made, as Spring does with {@code @DynamicPropertySource}. */
    static final class EarlyReader implements TestInstancePostProcessor {
        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            Samples.see("Early reader", Early.db.id());
        }
    }

    @ExtendWith(EarlyReader.class)
    @DockerTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class Early {
        @Start(SLEEP)
        static Container db;

        private final Container ofConstructor;

        Early(@From("db") Container db) {
            this.ofConstructor = db;
        }

        @Test
        void seesThem() {
            assertThat(ofConstructor).isEqualTo(db);
            Samples.see("Early", db.id());
        }
    }

    @Test
    void staticFieldsAreThereForTheConstructorOfAnInstanceForAllTests() {
        TestKit.succeeds(1, reports, Early.class);
        assertThat(Samples.seen("Early reader")).isEqualTo(Samples.seen("Early")).hasSize(1);
    }

    // for the run

    abstract static class RunBase {
        @Start(lifetime = Lifetime.RUN)
        static final NetworkSpec shop = Networks.create("shop").label("io.dockerkit.test", "junit");
    }

    @DockerTest
    static class RunDerived extends RunBase {
        @Start(
                value =
                        "docker run --label io.dockerkit.test=junit --network shop busybox sleep 100",
                lifetime = Lifetime.RUN)
        static Container web;

        @Test
        void isInTheNetworkOfTheBase() {
            assertThat(web.inspect().networks().keySet())
                    .singleElement()
                    .asString()
                    .startsWith("shop-");
        }
    }

    @Test
    void whatLivesForTheRunSeesThatOfTheBaseClass() {
        TestKit.succeeds(1, reports, RunDerived.class);
    }

    // names

    abstract static class Private {
        @Start(SLEEP)
        private static Container same;

        static String inBase() {
            return same.id();
        }
    }

    @DockerTest
    static class PrivateToo extends Private {
        @Start(SLEEP)
        private static Container same;

        @Test
        void areTwo() {
            assertThat(same.id()).isNotEqualTo(inBase());
            runs(same);
        }
    }

    @Test
    void privateFieldsOfTheSameNameAreTwoContainers() {
        TestKit.succeeds(1, reports, PrivateToo.class);
    }

    @DockerTest
    static class ParametersBefore {
        @BeforeEach
        void before(@Start(SLEEP) Container first) {
            Samples.see("ParametersBefore", first.id());
        }

        @Test
        void test(@Start(SLEEP) Container first) {
            Samples.see("ParametersBefore", first.id());
        }
    }

    @Test
    void parametersOfTheSameNameAreTwoContainers() {
        TestKit.succeeds(1, reports, ParametersBefore.class);
        assertThat(Samples.seen("ParametersBefore")).hasSize(2);
    }

    @Test
    void parametersWithoutNamesInTheClassFileAreTwoContainers() throws Exception {
        Class<?> sample =
                Compiled.withoutParameterNames(
                        "NoNames",
                        """
                        import io.dockerkit.container.Container;
                        import io.dockerkit.junit.*;
                        import org.junit.jupiter.api.*;
                        @DockerTest
                        public class NoNames {
                            static final String RUN = "docker run --label io.dockerkit.test=junit busybox sleep 100";
                            String first;
                            @BeforeEach void before(@Start(RUN) Container web) { first = web.id(); }
                            @Test void test(@Start(RUN) Container web) { Assertions.assertNotEquals(first, web.id()); }
                        }
                        """);
        TestKit.succeeds(1, reports, sample);
    }

    // records

    @DockerTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    record OfRecord(@From("db") Container component) {
        @Start(SLEEP)
        static Container db;

        @Test
        void componentIsThatOfTheConstructor() {
            assertThat(component).isEqualTo(db);
        }
    }

    @Test
    void componentsOfARecordAreLeftToItsConstructor() {
        TestKit.succeeds(1, reports, OfRecord.class);
    }
}
