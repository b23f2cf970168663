package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.compose.ComposeService;
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

    private static final ProjectService SHOP_DB = service("shop", "db");
    private static final ProjectService SHOP_CACHE = service("shop", "cache");
    private static final ProjectService STORE_DB = service("store", "db");

    private static ProjectService service(String field, String name) {
        return new ProjectService(
                field,
                name,
                Compose.project(field).service(name),
                () -> publishing(field + "-" + name, 5432));
    }

    void named(Container web, Container other) {}

    static final class OfProjects {
        void named(Container cache, ComposeService db, ComposeService any) {}
    }

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
    void aServiceIsFoundByItsNameAndByThatWithItsProject() {
        Handles handles = Fakes.handles(Map.of("web", WEB), SHOP_DB, SHOP_CACHE);
        for (String name : List.of("db", "shop/db")) {
            assertThat(Injection.into(handles, Container.class, name, 0, "here"))
                    .hasToString("shop-db");
            assertThat(Injection.into(handles, ComposeService.class, name, 0, "here"))
                    .isSameAs(SHOP_DB.handle());
            assertThat(Injection.into(handles, InetSocketAddress.class, name, 0, "here"))
                    .isEqualTo(InetSocketAddress.createUnresolved("docker", 15_432));
            assertThat(Injection.into(handles, int.class, name, 5432, "here")).isEqualTo(15_432);
            assertThat(Injection.into(handles, String.class, name, 0, "here")).isEqualTo("docker");
        }
        assertThat(Injection.into(handles, Container.class, "web", 0, "here")).isEqualTo(WEB);
    }

    @Test
    void aFieldOfTheNameOfAServiceIsMeantByThatName() {
        Handles handles = Fakes.handles(Map.of("db", DB), SHOP_DB);
        assertThat(Injection.into(handles, Container.class, "db", 0, "here")).isEqualTo(DB);
        assertThat(Injection.into(handles, Container.class, "shop/db", 0, "here"))
                .hasToString("shop-db");
    }

    @Test
    void aNameOfTwoServicesIsRefusedWithTheFullNames() {
        Handles handles = Fakes.handles(Map.of(), SHOP_DB, SHOP_CACHE, STORE_DB);
        for (Class<?> type : List.of(Container.class, ComposeService.class, int.class)) {
            assertThatThrownBy(() -> Injection.into(handles, type, "db", 0, "field x of Y"))
                    .isInstanceOf(ParameterResolutionException.class)
                    .hasMessage(
                            "field x of Y: several projects have a service \"db\"; accepted form: @From(\"shop/db\") or"
                                    + " @From(\"store/db\")");
        }
        assertThat(Injection.into(handles, Container.class, "store/db", 0, "here"))
                .hasToString("store-db");
        assertThat(Injection.into(handles, Container.class, "cache", 0, "here"))
                .hasToString("shop-cache");
    }

    @Test
    void theOnlyServiceNeedsNoName() {
        Handles one = Fakes.handles(Map.of(), SHOP_DB);
        assertThat(Injection.into(one, Container.class, "", 0, "here")).hasToString("shop-db");
        assertThat(Injection.into(one, ComposeService.class, "", 0, "here"))
                .isSameAs(SHOP_DB.handle());
        assertThatThrownBy(
                        () ->
                                Injection.into(
                                        Fakes.handles(Map.of("web", WEB), SHOP_DB),
                                        Container.class,
                                        "",
                                        0,
                                        "here"))
                .hasMessage(
                        "here: there is more than one Container with @Start; there are [web, shop/db], and @From(\"…\") names"
                                + " one");
        assertThatThrownBy(() -> Injection.into(one, ComposeService.class, "dbb", 0, "here"))
                .hasMessage(
                        "here: there is no ComposeService \"dbb\" with @Start; there are [shop/db], and @From(\"…\") names"
                                + " one");
        assertThatThrownBy(() -> Injection.into(ONE, ComposeService.class, "web", 0, "here"))
                .hasMessageContaining("there is no ComposeService \"web\"");
    }

    @Test
    void aProjectIsFoundLikeOtherHandles() {
        ComposeProject shop = Compose.project("shop-1");
        ComposeProject store = Compose.project("store-1");
        Handles two = Fakes.handles(Map.of("shop", shop, "store", store));
        assertThat(Injection.into(two, ComposeProject.class, "store", 0, "here")).isSameAs(store);
        assertThat(
                        Injection.into(
                                Fakes.handles(Map.of("shop", shop)),
                                ComposeProject.class,
                                "",
                                0,
                                "here"))
                .isSameAs(shop);
        assertThatThrownBy(() -> Injection.into(two, ComposeProject.class, "", 0, "here"))
                .hasMessageContaining("there is more than one ComposeProject");
    }

    @Test
    void aParameterIsFoundByTheNameOfAService() {
        Handles handles = Fakes.handles(Map.of("web", WEB), SHOP_DB, SHOP_CACHE);
        assertThat(Injection.byNameOrType(handles, parameter(OfProjects.class, 0), "here"))
                .hasToString("shop-cache");
        assertThat(Injection.byNameOrType(handles, parameter(OfProjects.class, 1), "here"))
                .isSameAs(SHOP_DB.handle());
        assertThatThrownBy(
                        () ->
                                Injection.byNameOrType(
                                        handles, parameter(OfProjects.class, 2), "here"))
                .hasMessageContaining("there is more than one ComposeService");
        assertThatThrownBy(
                        () ->
                                Injection.byNameOrType(
                                        Fakes.handles(Map.of(), SHOP_DB, STORE_DB),
                                        parameter(OfProjects.class, 1),
                                        "here"))
                .hasMessageContaining("@From(\"shop/db\") or @From(\"store/db\")");
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
