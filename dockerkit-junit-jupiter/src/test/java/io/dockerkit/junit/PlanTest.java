package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.Networks;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeService;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.network.NetworkSpec;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

@Tag("locale")
class PlanTest {
    static class Around {
        static Object shop;
    }

    static class Specs {
        @Start static final DetachedSpec db = Containers.run("postgres").detached();
    }

    static class Set {
        @Start static final NetworkSpec shop = Networks.create("shop");

        @Start("docker run --network shop nginx")
        static Container web;
    }

    static class Address {
        @Start static final DetachedSpec db = Containers.run("postgres").detached();

        @From("db")
        static InetSocketAddress address;
    }

    static class Run {
        @Start(lifetime = Lifetime.RUN)
        static final NetworkSpec shop = Networks.create("shop");

        @Start(lifetime = Lifetime.PROGRAM)
        static final DetachedSpec cache = Containers.run("redis").detached();
    }

    static class DerivedOfRun extends Run {
        @Start("docker run --network shop nginx")
        static Container web;
    }

    static class Template {
        @Start("docker run --network shop nginx")
        static Container web;
    }

    static class Filled extends Template {
        @Start static final NetworkSpec shop = Networks.create("shop");
    }

    static class Runs {
        @Start("docker run app")
        static Container web;
    }

    static class Builds extends Runs {
        @Start static final BuildSpec app = Images.build(Dockerfile.inline("FROM busybox"));
    }

    static class Joins {
        @Start("docker run --network shop_default nginx")
        static Container web;
    }

    static class HasProject extends Joins {
        @Start static final Compose shop = Compose.find();
    }

    static class OfService {
        @Start static final Compose shop = Compose.find();

        @From("db")
        static ComposeService db;
    }

    static class Misplaced {
        @Start(value = "docker run nginx", lifetime = Lifetime.METHOD)
        static Container web;
    }

    private static Plan plan(Class<?> type, String... outside) {
        List<Definition> around =
                Stream.of(outside)
                        .map(name -> Fakes.definition(Around.class, name, Networks.create(name)))
                        .toList();
        return Plan.of(type, target -> around.stream().anyMatch(target));
    }

    private static List<String> own(Plan plan) {
        return plan.own().stream().map(Definition::name).toList();
    }

    @Test
    void specsThatAreOnlyReadAreStartedForEachClass() {
        assertThat(plan(Specs.class).shared()).isEmpty();
        assertThat(own(plan(Specs.class))).containsExactly("db");
    }

    @Test
    void whatIsDeclaredBesideAFieldThatIsSetIsShared() {
        assertThat(plan(Set.class).shared())
                .containsOnlyKeys(new Plan.Group(Set.class, Lifetime.CLASS));
        assertThat(plan(Set.class).own()).isEmpty();
        assertThat(plan(Address.class).shared())
                .containsOnlyKeys(new Plan.Group(Address.class, Lifetime.CLASS));
    }

    @Test
    void groupsSeeThoseOfSuperclassesThatLiveAtLeastAsLong() {
        Plan.Group run = new Plan.Group(Run.class, Lifetime.RUN);
        Plan.Group program = new Plan.Group(Run.class, Lifetime.PROGRAM);
        Plan.Group derived = new Plan.Group(DerivedOfRun.class, Lifetime.CLASS);
        assertThat(plan(DerivedOfRun.class).shared()).containsOnlyKeys(run, program, derived);
        assertThat(derived.sees(run)).isTrue();
        assertThat(derived.sees(program)).isTrue();
        assertThat(run.sees(program)).isTrue();
        assertThat(program.sees(run)).isFalse();
        assertThat(run.sees(derived)).isFalse();
        assertThat(run.sees(run)).isFalse();
    }

    @Test
    void whatRefersToSomethingOfTheTestClassOrAroundItCannotBeShared() {
        assertThat(plan(Filled.class).shared()).isEmpty();
        assertThat(own(plan(Filled.class))).containsExactlyInAnyOrder("web", "shop");
        assertThat(own(plan(Template.class, "shop"))).containsExactly("web");
        assertThat(plan(Template.class).shared()).hasSize(1);
    }

    @Test
    void aContainerOfAnImageOfTheTestClassCannotBeShared() {
        assertThat(plan(Builds.class).shared()).isEmpty();
        assertThat(own(plan(Builds.class))).containsExactlyInAnyOrder("web", "app");
        assertThat(plan(Runs.class).shared()).hasSize(1);
    }

    @Test
    void aContainerInANetworkOfAProjectOfTheTestClassCannotBeShared() {
        assertThat(plan(HasProject.class).shared()).isEmpty();
        assertThat(own(plan(HasProject.class))).containsExactlyInAnyOrder("web", "shop");
        assertThat(plan(Joins.class).shared()).hasSize(1);
    }

    @Test
    void aProjectBesideAFieldThatIsSetToItsServiceIsShared() {
        assertThat(plan(OfService.class).own()).isEmpty();
        assertThat(plan(OfService.class).shared())
                .containsOnlyKeys(new Plan.Group(OfService.class, Lifetime.CLASS));
    }

    @Test
    void aStaticFieldDoesNotLiveForOneTest() {
        assertThatThrownBy(() -> plan(Misplaced.class))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("belongs into an instance field");
    }
}
