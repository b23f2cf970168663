package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.EngineBackend;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.NetworkBackend;
import io.dockerkit.spi.VolumeBackend;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeCommands;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No method of a facade that returns a spec opens a connection, looks for an engine, or asks one. The methods are found by
 * reflection. Where the docker context does not exist, whatever looks for an engine fails.
 */
@Isolated("sets the default connection of the whole program")
class SpecsAskNobodyTest {
    private static final List<Class<?>> FACADES =
            List.of(
                    Containers.class,
                    Images.class,
                    Networks.class,
                    Volumes.class,
                    Engine.class,
                    Contexts.class);

    private static final InputStream STREAM = new ByteArrayInputStream(new byte[0]);

    @AfterEach
    void useTheEnvironmentsAgain() {
        Docker.setDefault(null);
    }

    private static final Set<Class<?>> HANDLES =
            Set.of(Container.class, Image.class, Network.class, Volume.class);

    private static boolean isSpec(Class<?> type) {
        return type.getSimpleName().matches(".*(Spec|Query)");
    }

    static Stream<Method> makers() {
        return FACADES.stream()
                .flatMap(facade -> Arrays.stream(facade.getMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> isSpec(method.getReturnType()));
    }

    static Stream<Method> doers() {
        return FACADES.stream()
                .filter(facade -> facade != Contexts.class)
                .flatMap(facade -> Arrays.stream(facade.getMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(
                        method ->
                                method.getReturnType().getName().startsWith("io.dockerkit.")
                                        || method.getReturnType() == List.class)
                .filter(method -> !isSpec(method.getReturnType()))
                .filter(method -> method.getParameterCount() == 0);
    }

    @Test
    void theFacadesHaveManyOfBoth() {
        assertThat(makers()).hasSizeGreaterThan(20);
        assertThat(doers()).hasSizeGreaterThan(6);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void aSpecIsMadeReadAndPrintedWhereThereIsNoEngine(Method maker) {
        NoEngine.whereItIsMissing(
                () -> {
                    Object spec = call(null, maker, arguments(maker));
                    assertThat(allByOptions(spec)).isNotEmpty();
                });
    }

    @ParameterizedTest
    @MethodSource("doers")
    void whatActsAtOnceLooksForTheEngine(Method doer) {
        NoEngine.whereItIsMissing(
                () ->
                        assertThatThrownBy(() -> call(null, doer, arguments(doer)))
                                .isInstanceOf(DockerUnavailableException.class)
                                .hasMessageContaining("no such context"));
    }

    /** Reads and prints the spec and all that its options without arguments return. */
    private static Set<Object> allByOptions(Object spec) {
        Set<Object> seen = new LinkedHashSet<>();
        List<Object> open = new ArrayList<>(List.of(spec));
        while (!open.isEmpty() && seen.size() < 200) {
            Object next = open.remove(0);
            if (!seen.add(next)) {
                continue;
            }
            assertThat(next.toString()).isNotBlank();
            for (Method option : next.getClass().getMethods()) {
                boolean returnsSpec = option.getReturnType() == next.getClass();
                if (returnsSpec && option.getParameterCount() == 0 && !option.isBridge()) {
                    try {
                        open.add(call(next, option));
                    } catch (InvalidOptionException notBoth) {
                        // refuses another option that is set
                    }
                }
            }
        }
        return seen;
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> argument(type, method))
                .toArray();
    }

    /** A line for a method that reads one, by what it returns. */
    private static String line(Class<?> spec) {
        return switch (spec.getSimpleName()) {
            case "RunSpec" -> "docker run ubuntu";
            case "ExecSpec" -> "docker exec web ls";
            case "UpdateSpec" -> "docker update --memory 512m web";
            case "NetworkSpec" -> "docker network create net";
            case "BuildSpec" -> "docker build .";
            case "VolumeSpec" -> "docker volume create data";
            default -> throw new AssertionError(spec + ": add a line that it is read from");
        };
    }

    private static Object argument(Class<?> type, Method of) {
        String method = of.getName();
        boolean read = method.startsWith("parse");
        if (type == String.class) {
            return read
                    ? line(of.getReturnType())
                    : method.equals("build") ? "https://host/x.git" : "ubuntu";
        }
        if (type == List.class) {
            return List.of(line(of.getReturnType()).split(" "));
        }
        if (HANDLES.contains(type)) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, asked, given) -> "ubuntu");
        }
        if (type == String[].class) {
            return new String[] {"ubuntu"};
        }
        if (type == Path.class) {
            return Path.of("x");
        }
        if (type == InputStream.class) {
            return STREAM;
        }
        if (type == Dockerfile.class) {
            return Dockerfile.inline("FROM ubuntu");
        }
        if (type == HostContext.class) {
            return new HostContext(Path.of("/"), Map.of());
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == URI.class) {
            return URI.create("http://host/x.tar");
        }
        throw new AssertionError(method + " takes " + type + ": add a value for it");
    }

    private static Object call(@Nullable Object receiver, Method method, Object... arguments) {
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AssertionError(thrown.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** The commands of a connection do the same, over a connection that fails whatever it is asked. */
    @Test
    void theCommandsOfAConnectionMakeSpecsWithoutAskingIt() {
        List<Object> commands =
                List.of(
                        new ContainerCommands(NoEngine.backend(ContainerBackend.class)),
                        new ImageCommands(NoEngine.backend(ImageBackend.class)),
                        new NetworkCommands(NoEngine.backend(NetworkBackend.class)),
                        new VolumeCommands(NoEngine.backend(VolumeBackend.class)),
                        new EngineCommands(NoEngine.backend(EngineBackend.class)));
        int made = 0;
        for (Object of : commands) {
            for (Method maker : of.getClass().getMethods()) {
                if (isSpec(maker.getReturnType())) {
                    assertThat(call(of, maker, arguments(maker))).isNotNull();
                    made++;
                }
            }
        }
        assertThat(made).isGreaterThan(20);
    }

    @Test
    void theFacadesUseTheConnectionThatIsSetAlsoForSpecsThatWereMadeBefore() {
        RunSpec before = Containers.run("ubuntu");
        Docker.setDefault(Docker.connect("red"));
        assertThatThrownBy(before::create).hasMessage("create at red");
        assertThatThrownBy(Images::list).hasMessage("list at red");
        // closing would fail, too: setting another one closes nothing
        Docker.setDefault(Docker.connect("blue"));
        assertThatThrownBy(before::create).hasMessage("create at blue");
        assertThatThrownBy(() -> Docker.logout("docker.io")).hasMessage("logout at blue");
        Docker.setDefault(null);
        assertThatThrownBy(before::create).hasMessage("create");
    }

    @Test
    void aConnectionThatIsSetNeedsNoEnvironment() {
        Docker.setDefault(Docker.connect("red"));
        NoEngine.whereItIsMissing(() -> assertThat(Containers.run("ubuntu")).isNotNull());
        assertThatThrownBy(Engine::info).hasMessage("info at red");
        assertThatThrownBy(Docker.connectContext("work").engine()::info).hasMessage("info at work");
    }
}
