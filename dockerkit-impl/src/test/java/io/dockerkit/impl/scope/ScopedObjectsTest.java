package io.dockerkit.impl.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.DockerException;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.impl.transport.Wire;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a clean-up removes of what an engine lists, and what it does about errors. */
@Timeout(30)
class ScopedObjectsTest {
    private static final List<String> LABELS = List.of("io.dockerkit.scope=s");
    private static final String MARK = "dockerkit-0f5e3c1a-9a68-4d0f-8a4e-3a4c1f6f2b11";

    @TempDir Path directory;
    private CleanUpEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = new CleanUpEngine(directory);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    static String item(String id, String name, String proof) {
        return "{\"Id\":\""
                + id
                + "\",\"Name\":\""
                + name
                + "\",\"Ports\":[{\"PrivatePort\":80}],\"Labels\":{\"a\":\"b\",\"io.dockerkit.scope\":\"s\""
                + ",\"io.dockerkit.scope.proof\":\""
                + proof
                + "\"}}";
    }

    private static String proof(String idFile) {
        return CreationMark.ofContainer(idFile);
    }

    @Test
    void aContainerIsRemovedOnlyIfItsMarkIsThatOfItsLabels() {
        engine.on(
                "GET /containers/json",
                "["
                        + String.join(
                                ",",
                                item("own", "", proof(MARK)),
                                item("cidfile", "", proof("/tmp/id " + MARK)),
                                item("inherited", "", proof(MARK)),
                                item("copied", "", proof(MARK)),
                                item("gone", "", proof(MARK)),
                                item("old", "", ""))
                        + "]");
        engine.container("own", MARK)
                .container("cidfile", "/tmp/id " + MARK)
                .container("inherited", "")
                .container("copied", "dockerkit-11111111-9a68-4d0f-8a4e-3a4c1f6f2b11")
                .container("old", "");
        ScopedObjects.remove(engine.rest(), LABELS);
        assertThat(engine.removed())
                .containsExactlyInAnyOrder(
                        "/containers/own?force=1&v=1", "/containers/cidfile?force=1&v=1");
    }

    @Test
    void aNetworkOrVolumeIsRemovedOnlyUnderTheNameThatItWasCreatedWith() {
        engine.on(
                "GET /networks",
                "["
                        + item("n1", "backend", CreationMark.ofNetwork("backend"))
                        + ","
                        + item("n2", "other", CreationMark.ofNetwork("backend"))
                        + "]");
        engine.on(
                "GET /volumes",
                "{\"Volumes\":["
                        + item("", "data", CreationMark.ofVolume("data"))
                        + ","
                        + item("", "copy", CreationMark.ofVolume("data"))
                        + ","
                        + item("", "net", CreationMark.ofNetwork("net"))
                        + "],\"Warnings\":[]}");
        ScopedObjects.remove(engine.rest(), LABELS);
        assertThat(engine.removed()).containsExactly("/networks/n1", "/volumes/data");
    }

    private void hasContainers(int number) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            items.add(item("c" + i, "", proof(MARK)));
            engine.container("c" + i, MARK);
        }
        engine.on("GET /containers/json", "[" + String.join(",", items) + "]");
        engine.on("GET /networks", "[" + item("n", "n", CreationMark.ofNetwork("n")) + "]");
    }

    /** Returns an API whose wire fails, by the error, at the removal of the one path. */
    private Rest failingAt(String path, Supplier<Throwable> error) {
        Wire wire = new SocketHttpClient(Route.toSocket(engine.socket()), null);
        Object around =
                Proxy.newProxyInstance(
                        Wire.class.getClassLoader(),
                        new Class<?>[] {Wire.class},
                        (proxy, method, arguments) -> {
                            if (arguments != null
                                    && arguments[0] instanceof Request request
                                    && request.method().equals("DELETE")
                                    && request.path().contains(path)) {
                                throw error.get();
                            }
                            return call(method, wire, arguments);
                        });
        return new Rest((Wire) around, "1.41");
    }

    private static Object call(Method method, Object on, Object... arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void anErrorInOneRemovalIsThrownAndStopsNoOther() {
        for (Supplier<Throwable> error :
                List.<Supplier<Throwable>>of(
                        () -> new NoSuchMethodError("JsonNode.properties()"),
                        () -> new OutOfMemoryError("Java heap space"),
                        () -> new StackOverflowError(),
                        () -> new IllegalStateException("a bug"))) {
            engine.removed().clear();
            hasContainers(40);
            DockerException failure =
                    catchThrowableOfType(
                            DockerException.class,
                            () ->
                                    ScopedObjects.remove(
                                            failingAt("/containers/c7?", error), LABELS));
            assertThat(failure).hasMessageStartingWith("cannot remove container c7: ");
            assertThat(failure.getCause()).hasSameClassAs(error.get());
            assertThat(engine.removed())
                    .hasSize(40)
                    .contains("/networks/n")
                    .doesNotContain("/containers/c7?force=1&v=1");
        }
    }

    @Test
    void aScopeThatFailedByAnErrorCanBeClosedAgain() {
        hasContainers(3);
        List<Throwable> errors = new ArrayList<>(List.of(new OutOfMemoryError("once")));
        Scopes scopes = new Scopes(engine.rest(), () -> WatchdogProcessIT.endpoint(engine), null);
        Rest rest = failingAt("/containers/c1?", () -> errors.get(0));
        EngineScope scope = new EngineScope(rest, scopes);
        scope.make(() -> "something");
        assertThat(catchThrowable(scope::close)).isInstanceOf(DockerException.class);
        engine.removed().clear();
        scope.close(() -> ScopedObjects.remove(engine.rest(), LABELS));
        assertThat(engine.removed()).hasSize(4);
        scope.close();
        assertThat(engine.removed()).hasSize(4);
    }

    /** Loads DockerKit anew in a world where nothing of Jackson can be loaded. */
    private static final class WithoutJackson extends URLClassLoader {
        WithoutJackson() {
            super(
                    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(WithoutJackson::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        private static URL url(String place) {
            try {
                return Path.of(place).toUri().toURL();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.fasterxml.")) {
                throw new NoClassDefFoundError(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    /** Called by the test in the other world. */
    @SuppressWarnings("unused")
    static void removeAt(String socket) {
        ScopedObjects.remove(
                new Rest(new SocketHttpClient(Route.toSocket(Path.of(socket)), null), null),
                LABELS);
    }

    @Test
    void itNeedsNothingOfJackson() throws Exception {
        hasContainers(20);
        engine.on("GET /containers/c3/json", "{\"HostConfig\":{}}");
        try (WithoutJackson world = new WithoutJackson()) {
            Method remove =
                    world.loadClass(getClass().getName())
                            .getDeclaredMethod("removeAt", String.class);
            remove.setAccessible(true);
            remove.invoke(null, engine.socket().toString());
        }
        List<String> all =
                IntStream.range(0, 20)
                        .filter(i -> i != 3)
                        .mapToObj(i -> "/containers/c" + i + "?force=1&v=1")
                        .toList();
        assertThat(engine.removed()).hasSize(20).containsAll(all).contains("/networks/n");
    }

    @Test
    void aListThatIsCutOrNoJsonIsAnErrorThatNamesTheCall() {
        engine.on("GET /containers/json", "[{\"Id\":\"c\"");
        DockerException failure =
                catchThrowableOfType(
                        DockerException.class, () -> ScopedObjects.remove(engine.rest(), LABELS));
        assertThat(failure)
                .hasMessage("cannot list the containers of a scope: the JSON ends too early");
        assertThat(engine.removed()).isEmpty();
    }

    @Test
    void anInheritedLabelIsKnownByTheSweepToo() {
        Map<String, String> labels = OwnerLabels.of("s", proof(MARK));
        assertThat(OwnerLabels.read(labels)).isPresent();
        assertThat(labels.keySet()).allMatch(OwnerLabels::isOne);
        assertThat(OwnerLabels.isOne("io.dockerkit.scopes")).isFalse();
    }
}
