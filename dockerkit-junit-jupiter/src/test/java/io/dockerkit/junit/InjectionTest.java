package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.network.Network;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;

class InjectionTest {
    private static final Container WEB = publishing("web", 80);
    private static final Container DB = publishing("db", 5432, 9000);

    private static Container publishing(String id, int... ports) {
        List<Port.Binding> bindings =
                java.util.stream.IntStream.of(ports)
                        .mapToObj(
                                port -> new Port.Binding(Port.tcp(port), "0.0.0.0", 30_000 + port))
                        .toList();
        return Fakes.container(id, bindings, InputStream::nullInputStream);
    }

    private static final Handles BOTH = Fakes.handles(Map.of("web", WEB, "db", DB));
    private static final Handles ONE = Fakes.handles(Map.of("web", WEB));

    void named(Container web, Container other) {}

    private static Parameter parameter(Class<?> type, int index) {
        for (var method : type.getDeclaredMethods()) {
            if (method.getName().equals("named")) {
                return method.getParameters()[index];
            }
        }
        throw new IllegalArgumentException();
    }

    @Test
    void anAddressIsWhereTheOnlyTcpPortIsReached() {
        assertThat(Injection.into(BOTH, InetSocketAddress.class, "web", 0, "here"))
                .isEqualTo(InetSocketAddress.createUnresolved("docker", 10_080));
        assertThat(Injection.into(ONE, int.class, "", 0, "here")).isEqualTo(10_080);
        assertThat(Injection.into(ONE, String.class, "", 0, "here")).isEqualTo("docker");
        assertThat(Injection.into(BOTH, int.class, "db", 9000, "here")).isEqualTo(19_000);
    }

    @Test
    void ofSeveralPortsOneHasToBeNamed() {
        assertThatThrownBy(() -> Injection.into(BOTH, int.class, "db", 0, "field x of Y"))
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessage(
                        "field x of Y: the container publishes the TCP ports [5432, 9000]; accepted form: @From(port = …) for"
                                + " one that it publishes");
    }

    @Test
    void otherTypesAreRefused() {
        assertThatThrownBy(() -> Injection.into(ONE, Thread.class, "", 0, "field x of Y"))
                .hasMessageContaining("@From at field x of Y: accepted types are Container");
    }

    @Test
    void ofSeveralContainersOneHasToBeNamed() {
        assertThatThrownBy(() -> Injection.into(BOTH, Container.class, "", 0, "here"))
                .hasMessageStartingWith(
                        "here: there is more than one Container with @Start; there are [")
                .hasMessageEndingWith(", and @From(\"…\") names one");
        assertThatThrownBy(() -> Injection.into(BOTH, Network.class, "", 0, "here"))
                .hasMessageStartingWith("here: there is no Network with @Start; there is none");
        assertThatThrownBy(() -> Injection.into(BOTH, Container.class, "three", 0, "here"))
                .hasMessageStartingWith("here: there is no Container \"three\" with @Start");
    }

    @Test
    void aParameterIsFoundByItsName() {
        assertThat(Injection.byNameOrType(BOTH, parameter(InjectionTest.class, 0), "here"))
                .isEqualTo(WEB);
        assertThat(Injection.byNameOrType(ONE, parameter(InjectionTest.class, 1), "here"))
                .isEqualTo(WEB);
        assertThatThrownBy(
                        () ->
                                Injection.byNameOrType(
                                        BOTH, parameter(InjectionTest.class, 1), "here"))
                .hasMessageNotContaining("-parameters");
    }

    @Test
    void withoutItsNameInTheClassFileTheErrorSaysHowToHaveIt() throws Exception {
        Class<?> type =
                Compiled.withoutParameterNames(
                        "Unnamed",
                        "public class Unnamed { void named(io.dockerkit.container.Container web) {} }");
        Parameter web = parameter(type, 0);
        assertThat(Injection.byNameOrType(ONE, web, "here")).isEqualTo(WEB);
        assertThatThrownBy(() -> Injection.byNameOrType(BOTH, web, Definition.describe(web)))
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessageStartingWith("parameter 1 of named: there is more than one Container")
                .hasMessageEndingWith(
                        "its name is not in the class file: compile the tests with -parameters");
    }
}
