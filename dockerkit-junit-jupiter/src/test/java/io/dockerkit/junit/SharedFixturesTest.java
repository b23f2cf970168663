package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.network.NetworkSpec;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

@Timeout(20)
class SharedFixturesTest {
    static class Base {
        @Start(lifetime = Lifetime.RUN)
        static final NetworkSpec shop = Networks.create("shop");

        static Container field;
        Container ofInstance;
    }

    static class Derived extends Base {
        @Start(lifetime = Lifetime.RUN)
        static final DetachedSpec web = Containers.run("nginx").detached().network("shop");

        @Start("docker run redis")
        static Container cache;
    }

    private volatile String failing = "";
    private final List<String> started = new CopyOnWriteArrayList<>();
    private final SharedFixtures shared =
            new SharedFixtures(
                    (fixtures, definition) -> {
                        started.add(definition.name());
                        if (definition.name().equals(failing)) {
                            throw new IllegalStateException(failing + " fails");
                        }
                    });

    private static Map<Plan.Group, List<Definition>> groups(Class<?> type) {
        return Plan.of(type, name -> false).shared();
    }

    private static Set<Plan.Group> of(Class<?> type) {
        return groups(type).keySet();
    }

    @Test
    void aGroupIsStartedOnceForAllWhoUseItAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<List<Fixtures>>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Object user = i;
            all.add(threads.submit(() -> shared.acquire(user, groups(Derived.class))));
        }
        Set<List<Fixtures>> seen = new java.util.HashSet<>();
        for (Future<List<Fixtures>> one : all) {
            seen.add(one.get());
        }
        threads.shutdown();
        assertThat(seen).hasSize(1);
        assertThat(started).containsExactlyInAnyOrder("shop", "web", "cache");
    }

    @Test
    void thoseOfABaseClassAreStartedBeforeWhatRefersToThem() {
        shared.acquire("one", groups(Derived.class));
        assertThat(started.indexOf("shop")).isLessThan(started.indexOf("web"));
    }

    @Test
    void whatLivesForClassesEndsWithTheLastOfThemAndWhatLivesForTheRunDoesNot() {
        List<Fixtures> first = shared.acquire("one", groups(Derived.class));
        shared.acquire("two", groups(Derived.class));
        shared.release("one", of(Derived.class));
        assertThat(shared.acquire("three", groups(Derived.class))).isEqualTo(first);
        shared.release("two", of(Derived.class));
        shared.release("three", of(Derived.class));
        started.clear();
        assertThat(shared.acquire("four", groups(Derived.class)))
                .isNotEqualTo(first)
                .contains(first.get(0));
        assertThat(started).containsExactly("cache");
    }

    @Test
    void aFailureForTheRunIsThatOfEachClassAndNotTriedAgain() {
        failing = "web";
        for (int user = 0; user < 2; user++) {
            int number = user;
            assertThatThrownBy(() -> shared.acquire(number, groups(Derived.class)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("web fails");
        }
        assertThat(started).containsOnlyOnce("shop", "web");
        shared.acquire("base", groups(Base.class));
        assertThat(started).containsOnlyOnce("shop");
    }

    private static Field field(String name) throws NoSuchFieldException {
        return Base.class.getDeclaredField(name);
    }

    @Test
    void aFieldIsNotSetToAnotherValueWhileOthersUseIt() throws Exception {
        Container mine = Fakes.container("mine");
        Container other = Fakes.container("other");
        shared.set("one", "the tests of First", field("field"), null, mine);
        shared.set("two", "the tests of Second", field("field"), null, mine);
        assertThatThrownBy(
                        () ->
                                shared.set(
                                        "three", "the tests of Third", field("field"), null, other))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith(
                        "the field field of "
                                + Base.class
                                + " has one value, and the tests of First and the tests of Third run at"
                                + " the same time, each with its own: ")
                .hasMessageContaining("@ResourceLock");
        assertThat(Base.field).isEqualTo(mine);
        shared.release("one", Set.of());
        shared.release("two", Set.of());
        shared.set("three", "the tests of Third", field("field"), null, other);
        assertThat(Base.field).isEqualTo(other);
        shared.set("three", "the tests of Third", field("field"), null, mine);
        assertThat(Base.field).isEqualTo(mine);
    }

    @Test
    void fieldsOfDifferentInstancesAreDifferentPlaces() throws Exception {
        Base one = new Base();
        Base two = new Base();
        shared.set("one", "one", field("ofInstance"), one, Fakes.container("a"));
        shared.set("two", "two", field("ofInstance"), two, Fakes.container("b"));
        assertThat(one.ofInstance.id()).isEqualTo("a");
        assertThat(two.ofInstance.id()).isEqualTo("b");
    }
}
