package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Networks;
import io.dockerkit.Volumes;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.compose.PublishedPorts;
import io.dockerkit.compose.UpSpec;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.volume.VolumeSpec;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

@Tag("locale")
class DefinitionTest {
    static final class Sample {
        @Start("docker run -p 80 nginx")
        static Container web;

        @Start static final DetachedSpec db = Containers.run("postgres").detached().name("main");
        @Start static final RunSpec once = Containers.run("busybox");
        @Start static final NetworkSpec net = Networks.create("shop");
        @Start static final VolumeSpec data = Volumes.create("stored");

        @Start("docker build --tag team/app:1 --tag shop .")
        static Image image;

        @Start static final BuildSpec tool = Images.build(Dockerfile.inline("FROM busybox"));

        @Start("docker run busybox")
        static Image notBuilt;

        @Start static final Compose shop = Compose.load(Path.of("compose.yaml"));
        @Start static final UpSpec up = Compose.find().up("db").ports(PublishedPorts.AS_WRITTEN);

        @Start(lifetime = Lifetime.PROGRAM)
        static final Compose late = Compose.find();

        @Start("docker compose up")
        static final Compose withLine = Compose.find();

        @Start static ComposeProject handle;

        @Start static final DetachedSpec none = null;
        @Start static final String text = "docker run busybox";

        @Start("docker run busybox")
        static final DetachedSpec both = Containers.run("busybox").detached();

        @Start static Container noLine;

        @Start("docker run busybox")
        static final Container constant = null;

        @Start("docker run --nmae x busybox")
        static Container wrong;

        void method(
                @Start("docker run busybox") Container first,
                @Start("docker run busybox") String text,
                @Start(value = "docker run busybox", lifetime = Lifetime.RUN) Container run,
                @Start Compose project) {}
    }

    private static Definition of(String field) throws NoSuchFieldException {
        return Definition.of(Sample.class.getDeclaredField(field), null);
    }

    private static Definition parameter(Class<?> type, int index) {
        Method method =
                Stream.of(type.getDeclaredMethods())
                        .filter(it -> it.getName().equals("method"))
                        .findFirst()
                        .orElseThrow();
        return Definition.of(method.getParameters()[index]);
    }

    @Test
    void theNameOfTheSpecCountsElseThatOfTheField() throws Exception {
        assertThat(of("web").plainName()).isEqualTo("web");
        assertThat(of("db").plainName()).isEqualTo("main");
        assertThat(of("once").spec()).isEqualTo(Containers.run("busybox").detached());
        assertThat(of("net").plainName()).isEqualTo("shop");
        assertThat(of("data").plainName()).isEqualTo("stored");
        assertThat(parameter(Sample.class, 0).plainName()).isEqualTo("first");
    }

    @Test
    void anImageIsNamedByItsFieldOrItsTags() throws Exception {
        Definition image = of("image");
        assertThat(image.spec()).isEqualTo(Images.parse("docker build -t team/app:1 -t shop ."));
        assertThat(Stream.of("image", "image:latest", "team/app:1", "shop", "shop:latest"))
                .allMatch(image::builds);
        assertThat(Stream.of("team/app", "shop:2", "team/app:1@sha256:" + "0".repeat(64), "app"))
                .noneMatch(image::builds);
        assertThat(image.isCalled("image")).isFalse();
        assertThat(of("tool").builds("tool")).isTrue();
        assertThat(of("web").builds("web")).isFalse();
        assertThatThrownBy(() -> of("notBuilt"))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith("@Start at the field notBuilt of " + Sample.class + ": ");
    }

    @Test
    void aProjectIsNamedByItsField() throws Exception {
        Definition shop = of("shop");
        assertThat(shop.spec()).isEqualTo(Compose.load(Path.of("compose.yaml")));
        assertThat(shop.isProject()).isTrue();
        assertThat(shop.plainName()).isEqualTo("shop");
        assertThat(Stream.of("shop_default", "shop_data")).allMatch(shop::owns);
        assertThat(Stream.of("shop", "shops_default", "default")).noneMatch(shop::owns);
        assertThat(shop.isCalled("shop")).isFalse();
        assertThat(of("web").isProject()).isFalse();
        assertThat(of("web").owns("web_default")).isFalse();
    }

    @Test
    void aComposeGetsRandomPortsAndAWaitAndAnUpSpecStaysAsItIs() throws Exception {
        assertThat(ComposeProjects.up(of("shop").spec()))
                .isEqualTo(
                        Compose.load(Path.of("compose.yaml"))
                                .up()
                                .ports(PublishedPorts.RANDOM)
                                .waitHealthy(Duration.ofMinutes(5)));
        assertThat(ComposeProjects.up(of("up").spec())).isSameAs(Sample.up);
    }

    @Test
    void mistakesNameTheFieldAndTheReason() {
        String where = "of " + Sample.class + ": ";
        assertRefused("none", "@Start at the field none " + where + "the field is null");
        assertRefused(
                "text", "@Start at the field text " + where + "its value is a java.lang.String");
        assertRefused("both", where + "a command line belongs at a Container or an Image");
        assertRefused("noLine", where + "the command line is missing");
        assertRefused("withLine", where + "a command line belongs at a Container or an Image");
        assertRefused(
                "late",
                where
                        + "a project cannot outlive the program; accepted form: lifetime = Lifetime.RUN");
        assertRefused("handle", "a BuildSpec, a Compose or an UpSpec");
        assertRefused("constant", where + "a field that gets the container must not be final");
    }

    private static void assertRefused(String field, String message) {
        assertThatThrownBy(() -> of(field))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aLineThatDockerRefusesNamesTheField() {
        assertThatThrownBy(() -> of("wrong"))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith("@Start at the field wrong of " + Sample.class + ": ")
                .hasMessageContaining("did you mean --name?")
                .hasCauseInstanceOf(InvalidOptionException.class);
    }

    @Test
    void aParameterMustBeAContainerOfItsMethod() {
        assertThatThrownBy(() -> parameter(Sample.class, 1))
                .hasMessage(
                        "@Start at the parameter text of method: the parameter must be a Container or an Image");
        assertThatThrownBy(() -> parameter(Sample.class, 2))
                .hasMessageContaining("what a parameter starts lives as long as its method");
        assertThatThrownBy(() -> parameter(Sample.class, 3))
                .hasMessage(
                        "@Start at the parameter project of method: the parameter must be a Container or an Image");
    }

    @Test
    void parametersWithoutNamesInTheClassFileAreNamedByTheirMethod() throws Exception {
        Class<?> type =
                Compiled.withoutParameterNames(
                        "NoNamesAtAll",
                        """
                        import io.dockerkit.container.Container;
                        import io.dockerkit.junit.Start;
                        public class NoNamesAtAll {
                            void method(String other, @Start("docker run busybox") Container web) {}
                        }
                        """);
        assertThat(parameter(type, 1).plainName()).isEqualTo("method-1");
        assertThat(parameter(type, 1).where()).isEqualTo("@Start at the parameter 2 of method");
    }
}
