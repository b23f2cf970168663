package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.cli.Filters;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.container.AttachSpec;
import io.dockerkit.container.CommitSpec;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.CopySpec;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.container.Port;
import io.dockerkit.container.RemoveSpec;
import io.dockerkit.container.StopSpec;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.container.run.Mount;
import io.dockerkit.container.run.UpdateSpec;
import io.dockerkit.engine.Context;
import io.dockerkit.engine.ContextSpec;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.Progress;
import io.dockerkit.image.PushSpec;
import io.dockerkit.network.ConnectSpec;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.network.NetworkDetails;
import io.dockerkit.spi.CommitBackend;
import io.dockerkit.spi.ContextBackend;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.HttpExpectation;
import io.dockerkit.spi.LogsBackend;
import io.dockerkit.spi.PushBackend;
import io.dockerkit.spi.Readiness;
import io.dockerkit.spi.UpdateBackend;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeCommands;
import io.dockerkit.volume.VolumeUpdateSpec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every public method and constructor of the API is given every unfitting value that its parameters can have: null, blank,
 * negative, zero, less than a unit, huge, not a number. Each call succeeds with a value that works, or fails with an {@link
 * InvalidOptionException}; null is a {@link NullPointerException} that names the parameter. The methods are found by
 * reflection, so that a new option is looked at, too.
 */
class AnyArgumentTest {
    /** Zeros and negative numbers that are accepted, each with the meaning that its Javadoc states. */
    private static final Set<String> MEANT =
            Set.of(
                    "port hostPort 0",
                    "pidsLimit number -1",
                    "cpuQuota micros -1",
                    "stars least 0",
                    "ulimit soft -1",
                    "ulimit soft 0",
                    "ulimit hard -1",
                    "oomScoreAdj score -1",
                    "oomScoreAdj score 0",
                    "memorySwappiness percent 0",
                    "stopTimeout time 0 s",
                    "timeout limit 0 s",
                    "tail lines 0",
                    "since ago 0 s",
                    "until ago 0 s",
                    "until age 0 s",
                    "exit code -1",
                    "exited code -1",
                    "exited code 0",
                    "exited code " + Integer.MIN_VALUE,
                    "exit code 0",
                    "exit code " + Integer.MIN_VALUE,
                    "gwPriority priority -1",
                    "gwPriority priority 0",
                    "gwPriority priority " + Integer.MIN_VALUE);

    /** What an engine reports: carried as it is. */
    private static final Set<String> REPORTED =
            Set.of(
                    "BuildProgress",
                    "PruneReport",
                    "Binding",
                    "Result",
                    "Event",
                    "RunResult",
                    "ExecResult");

    /** Packages that only DockerKit's own modules can read. */
    private static final Set<String> NOT_FOR_USERS =
            Set.of("io.dockerkit.cli", "io.dockerkit.container.flags", "io.dockerkit.spi");

    private static final Map<Class<?>, Object> RECEIVERS = receivers();

    private static Map<Class<?>, Object> receivers() {
        ContainerCommands containers =
                new ContainerCommands(NoEngine.backend(io.dockerkit.spi.ContainerBackend.class));
        ImageCommands images =
                new ImageCommands(NoEngine.backend(io.dockerkit.spi.ImageBackend.class));
        NetworkCommands networks =
                new NetworkCommands(NoEngine.backend(io.dockerkit.spi.NetworkBackend.class));
        VolumeCommands volumes =
                new VolumeCommands(NoEngine.backend(io.dockerkit.spi.VolumeBackend.class));
        EngineCommands engine =
                new EngineCommands(NoEngine.backend(io.dockerkit.spi.EngineBackend.class));
        AtomicReference<Wait.HttpCheck> check = new AtomicReference<>();
        Wait http =
                Wait.http(
                        80,
                        "/",
                        options -> {
                            check.set(options);
                            return options;
                        });
        List<Object> all =
                List.of(
                        containers,
                        images,
                        networks,
                        volumes,
                        engine,
                        http,
                        check.get(),
                        containers.run("ubuntu"),
                        containers.run("ubuntu").detached(),
                        containers.query(),
                        containers.prune(),
                        images.pull("ubuntu"),
                        images.build(Path.of("context")),
                        images.query(),
                        images.prune(),
                        images.load(Path.of("x.tar")),
                        images.save("ubuntu"),
                        images.importFrom(Path.of("x.tar")),
                        images.search("nginx"),
                        networks.create("net"),
                        networks.query(),
                        networks.prune(),
                        volumes.create("data"),
                        volumes.query(),
                        volumes.prune(),
                        engine.events(),
                        engine.prune(),
                        engine.pruneBuildCache(),
                        ContextSpec.create(() -> NoEngine.backend(ContextBackend.class), "work"),
                        Docker.connect("unix:///nowhere"),
                        ExecSpec.of(NoEngine.backend(ExecBackend.class), "web", List.of("ls")),
                        LogsSpec.of(NoEngine.backend(LogsBackend.class), "web"),
                        UpdateSpec.of(NoEngine.backend(UpdateBackend.class), "web"),
                        CommitSpec.of(NoEngine.backend(CommitBackend.class), Map.of()),
                        PushSpec.of(NoEngine.backend(PushBackend.class), "ubuntu"),
                        StopSpec.defaults(),
                        Container.StartSpec.defaults(),
                        ContainerDetails.InspectSpec.defaults(),
                        NetworkDetails.InspectSpec.defaults(),
                        VolumeUpdateSpec.of(
                                NoEngine.backend(io.dockerkit.spi.VolumeBackend.class), "data"),
                        RemoveSpec.defaults(),
                        CopySpec.defaults(),
                        AttachSpec.defaults(),
                        Image.RemoveSpec.defaults(),
                        Image.InspectSpec.defaults(),
                        Image.HistorySpec.defaults(),
                        Volume.RemoveSpec.defaults(),
                        Context.RemoveSpec.defaults(),
                        Network.DisconnectSpec.defaults(),
                        ConnectSpec.defaults(),
                        Mount.volume("data"),
                        Filters.none(),
                        new io.dockerkit.spi.LogsRequest(Map.of(), 1024, ""),
                        createRequest(),
                        new Container.ProcessTable(List.of("PID"), List.of(List.of("1"))),
                        new DockerException("x"),
                        new EngineEvent("container", "die", "1", Map.of(), "local", Instant.EPOCH));
        Map<Class<?>, Object> receivers = new HashMap<>();
        all.forEach(one -> receivers.put(one.getClass(), one));
        return receivers;
    }

    private static Object createRequest() {
        return new io.dockerkit.spi.CreateRequest(
                "ubuntu",
                Map.of(),
                Map.of(),
                "missing",
                Progress.none(),
                null,
                io.dockerkit.spi.ProcessStreams.KEPT,
                false,
                "",
                null,
                false,
                Map.of(),
                "");
    }

    /** The public classes of the exported packages; the grammar of lines has rules and tests of its own. */
    private static List<Class<?>> types() throws Exception {
        Path root =
                Path.of(Docker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("io/dockerkit"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                if (name.endsWith("-info.class")) {
                    continue;
                }
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                boolean grammar =
                        NOT_FOR_USERS.contains(type.getPackageName()) && type != Filters.class;
                if (isPublic(type) && !grammar && !Throwable.class.isAssignableFrom(type)) {
                    types.add(type);
                }
            }
        }
        return types;
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return Modifier.isPublic(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (outer == null || isPublic(outer));
    }

    /** What is called with arguments: {@code RunSpec.memory(long)}. */
    private static List<Executable> calls() throws Exception {
        List<Executable> calls = new ArrayList<>();
        for (Class<?> type : types()) {
            if (!Modifier.isAbstract(type.getModifiers())) {
                calls.addAll(List.of(type.getConstructors()));
            }
            for (Method method : type.getMethods()) {
                boolean ours = method.getDeclaringClass().getName().startsWith("io.dockerkit.");
                boolean inherited =
                        Set.of("equals", "compareTo", "valueOf").contains(method.getName());
                boolean called =
                        Modifier.isStatic(method.getModifiers())
                                ? method.getDeclaringClass() == type
                                : !type.isInterface();
                if (ours && called && !inherited && !isAnothersBridge(method)) {
                    calls.add(method);
                }
            }
        }
        return calls.stream()
                .filter(call -> call.getParameterCount() > 0)
                .sorted(Comparator.comparing(AnyArgumentTest::name))
                .toList();
    }

    /** Returns whether javac made the method for one that the class has itself; those for inherited options stay. */
    private static boolean isAnothersBridge(Method method) {
        return method.isBridge()
                && Stream.of(method.getDeclaringClass().getDeclaredMethods())
                        .anyMatch(
                                own ->
                                        !own.isBridge()
                                                && own.getName().equals(method.getName())
                                                && Arrays.equals(
                                                        own.getParameterTypes(),
                                                        method.getParameterTypes()));
    }

    private static String name(Executable call) {
        List<String> parameters = new ArrayList<>();
        for (Parameter parameter : call.getParameters()) {
            parameters.add(parameter.getType().getSimpleName());
        }
        return call.getDeclaringClass().getSimpleName()
                + (call instanceof Method ? "." + call.getName() : "")
                + "("
                + String.join(", ", parameters)
                + ")";
    }

    @Test
    void enoughIsLookedAt() throws Exception {
        assertThat(types()).hasSizeGreaterThan(80);
        assertThat(calls()).hasSizeGreaterThan(400);
    }

    @TestFactory
    Stream<DynamicTest> anyValueIsTakenWithAMeaningOrRefusedByName() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        List<Executable> calls = calls();
        for (Class<?> type : types()) {
            List<Executable> own = new ArrayList<>();
            for (Executable call : calls) {
                boolean on =
                        (call instanceof Method method && !Modifier.isStatic(method.getModifiers()))
                                ? RECEIVERS.containsKey(type)
                                        && method.getDeclaringClass().isAssignableFrom(type)
                                        && has(type, method)
                                : call.getDeclaringClass() == type;
                if (on && !own.contains(call)) {
                    own.add(call);
                }
            }
            if (!own.isEmpty()) {
                tests.add(
                        DynamicTest.dynamicTest(
                                type.getSimpleName() + ", " + own.size() + " calls",
                                () -> assertThat(wrong(type, own)).isEmpty()));
            }
        }
        return tests.stream();
    }

    private static boolean has(Class<?> type, Method method) {
        return Arrays.asList(type.getMethods()).contains(method);
    }

    @Test
    void everyClassWithOptionsIsLookedAt() throws Exception {
        Set<String> without = new TreeSet<>();
        for (Executable call : calls()) {
            if (call instanceof Method method && !Modifier.isStatic(method.getModifiers())) {
                Class<?> type = method.getDeclaringClass();
                boolean reached = RECEIVERS.keySet().stream().anyMatch(type::isAssignableFrom);
                if (!reached) {
                    without.add(type.getName());
                }
            }
        }
        assertThat(without).as("without an object to call: add one to RECEIVERS").isEmpty();
    }

    private static List<String> wrong(Class<?> type, List<Executable> calls) {
        List<String> wrong = new ArrayList<>();
        for (Executable call : calls) {
            Parameter[] parameters = call.getParameters();
            for (int i = 0; i < parameters.length; i++) {
                for (Object value : unfitting(parameters[i])) {
                    Object[] arguments = new Object[parameters.length];
                    for (int j = 0; j < arguments.length; j++) {
                        arguments[j] = j == i ? value : fitting(parameters[j], call);
                    }
                    String outcome = outcome(type, call, parameters[i], value, arguments);
                    if (!outcome.isEmpty()) {
                        wrong.add(
                                name(call)
                                        + " with "
                                        + parameters[i].getName()
                                        + " = "
                                        + shown(value)
                                        + ": "
                                        + outcome);
                    }
                }
            }
        }
        return wrong;
    }

    private static String shown(@Nullable Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : "<" + value + ">";
    }

    /** Returns what is wrong, or nothing. */
    private static String outcome(
            Class<?> type,
            Executable call,
            Parameter parameter,
            @Nullable Object value,
            Object[] arguments) {
        try {
            Object result = invoke(type, call, arguments);
            if (value == null && !isNullable(parameter)) {
                return "null was taken";
            }
            String number = amount(value);
            boolean meant =
                    number.isEmpty()
                            || REPORTED.contains(type.getSimpleName())
                            || MEANT.contains(
                                    call.getName() + " " + parameter.getName() + " " + number)
                            || type.getPackageName().equals("io.dockerkit.spi");
            return meant
                    ? works(result, () -> invoke(type, call, arguments))
                    : number + " was taken, and what it means is not noted";
        } catch (NoEngine.Asked asked) {
            return value == null && !isNullable(parameter) ? "null reached the engine" : "";
        } catch (InvalidOptionException refused) {
            boolean named = refused.getMessage().contains(refused.value());
            return value == null ? "null is " + refused : named ? "" : "not named: " + refused;
        } catch (NullPointerException absent) {
            String message = String.valueOf(absent.getMessage());
            boolean hasNull = value == null || containsNull(value);
            return hasNull
                            && message.contains(parameter.getName())
                            && !message.contains("Cannot invoke")
                    ? ""
                    : "" + absent;
        } catch (RuntimeException | Error other) {
            return "threw " + other;
        }
    }

    private static boolean containsNull(Object value) {
        return (value instanceof Object[] array && Arrays.asList(array).contains(null))
                || (value instanceof List<?> list && list.stream().anyMatch(one -> one == null))
                || (value instanceof Map<?, ?> map
                        && (map.keySet().stream().anyMatch(one -> one == null)
                                || map.values().stream().anyMatch(one -> one == null)));
    }

    private static boolean isNullable(Parameter parameter) {
        return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Returns the text of a number or a time that is not above zero, else nothing. */
    private static String amount(@Nullable Object value) {
        if (value instanceof Number number && !(number.doubleValue() > 0)) {
            return number.toString();
        }
        if (value instanceof Duration time && (time.isNegative() || time.isZero())) {
            return io.dockerkit.cli.Checks.human(time);
        }
        return "";
    }

    private static Object invoke(Class<?> type, Executable call, Object... arguments) {
        try {
            return call instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) call).invoke(RECEIVERS.get(type), arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new AssertionError(cause);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name(call), e);
        }
    }

    /** Whether it is compared by what it holds. */
    private static boolean isValue(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** What was made can be printed, compared with another that was made of the same, and carried out. */
    private static String works(@Nullable Object made, Supplier<@Nullable Object> maker) {
        if (made == null
                || made instanceof Stream
                || !made.getClass().getName().startsWith("io.dockerkit.")) {
            return "";
        }
        assertThat(made.toString()).isNotNull();
        if (isValue(made.getClass())) {
            assertThat(maker.get()).isEqualTo(made).hasSameHashCodeAs(made);
        }
        for (Method terminal : made.getClass().getMethods()) {
            if (terminal.getParameterCount() == 0
                    && terminal.getDeclaringClass().getName().startsWith("io.dockerkit.")
                    && Set.of(
                                    "toCommandLine",
                                    "execute",
                                    "create",
                                    "start",
                                    "list",
                                    "lines",
                                    "stream",
                                    "endpoint")
                            .contains(terminal.getName())
                    && made.getClass().getSimpleName().matches(".*(Spec|Query)")) {
                try {
                    terminal.invoke(made);
                } catch (InvocationTargetException thrown) {
                    Throwable cause = thrown.getCause();
                    boolean fine =
                            cause instanceof NoEngine.Asked
                                    || cause instanceof InvalidOptionException;
                    if (!fine) {
                        return terminal.getName() + "() threw " + cause;
                    }
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(terminal.toString(), e);
                }
            }
        }
        return "";
    }

    private static List<@Nullable Object> unfitting(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == boolean.class) {
            return List.of(true, false);
        }
        if (type == int.class) {
            return List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        }
        if (type == long.class) {
            return List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
        }
        if (type == double.class) {
            return List.of(
                    Double.NaN,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    -1.0,
                    0.0,
                    Double.MIN_VALUE,
                    Double.MAX_VALUE,
                    1.0 / 3);
        }
        if (type == char.class) {
            return List.of('\0');
        }
        List<@Nullable Object> values = new ArrayList<>();
        values.add(null);
        if (type == String.class) {
            values.addAll(
                    List.of(
                            "",
                            " ",
                            "\t",
                            "=",
                            "a=b",
                            "a:b",
                            ":",
                            "/",
                            "-1",
                            "9".repeat(30),
                            "NaN",
                            "\u0660",
                            "a\nb"));
        } else if (type == Duration.class) {
            values.addAll(
                    List.of(
                            Duration.ZERO,
                            Duration.ofNanos(1),
                            Duration.ofMillis(500),
                            Duration.ofSeconds(-1),
                            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                            Duration.ofSeconds(Long.MIN_VALUE)));
        } else if (type == Instant.class) {
            values.addAll(List.of(Instant.MIN, Instant.EPOCH, Instant.MAX));
        } else if (type == Path.class) {
            values.add(Path.of(""));
        } else if (type == String[].class) {
            values.add(new String[] {null});
            values.add(new String[] {});
            values.add(new String[] {""});
        } else if (type == Wait[].class) {
            values.add(new Wait[] {null});
            values.add(new Wait[] {});
        } else if (type == List.class) {
            values.add(Collections.singletonList(null));
            values.add(List.of());
        } else if (type == Map.class
                && parameter
                        .getParameterizedType()
                        .getTypeName()
                        .contains("String, java.lang.String")) {
            values.add(Collections.singletonMap("a", null));
            values.add(Collections.singletonMap(null, "a"));
            values.add(Map.of());
        }
        return values;
    }

    private static @Nullable Object fitting(Parameter parameter, Executable call) {
        Class<?> type = parameter.getType();
        Map<Class<?>, Object> values = new LinkedHashMap<>();
        values.put(boolean.class, true);
        values.put(int.class, 80);
        values.put(long.class, 100L);
        values.put(double.class, 1.5);
        values.put(String.class, text(call.getName(), parameter.getName()));
        values.put(Duration.class, Duration.ofSeconds(5));
        values.put(Instant.class, Instant.EPOCH.plusSeconds(5));
        values.put(Path.class, Path.of("file"));
        values.put(URI.class, URI.create("https://example.com/a.tar"));
        values.put(String[].class, new String[] {"ls"});
        values.put(byte[].class, new byte[0]);
        values.put(Wait[].class, new Wait[] {Wait.healthy()});
        values.put(List.class, List.of());
        values.put(Map.class, Map.of());
        values.put(Optional.class, Optional.empty());
        values.put(Class.class, String.class);
        values.put(Object.class, "a client");
        values.put(Pattern.class, Pattern.compile("x"));
        values.put(Credentials.class, Credentials.of("me", "secret"));
        values.put(Path[].class, new Path[] {Path.of("x")});
        values.put(ImageReference.class, ImageReference.parse("ubuntu"));
        values.put(Port.class, Port.tcp(80));
        values.put(HostContext.class, new HostContext(Path.of("/"), Map.of()));
        values.put(io.dockerkit.spi.ProcessStreams.class, io.dockerkit.spi.ProcessStreams.KEPT);
        values.put(PushBackend.class, NoEngine.backend(PushBackend.class));
        values.put(Readiness.class, new Readiness.Healthy());
        values.put(HttpExpectation.class, new HttpExpectation(0, "", Map.of()));
        values.put(
                Supplier.class,
                (Supplier<Object>)
                        () -> {
                            throw new NoEngine.Asked("a supplier");
                        });
        values.put(InputStream.class, new ByteArrayInputStream(new byte[0]));
        values.put(OutputStream.class, OutputStream.nullOutputStream());
        values.put(PrintStream.class, new PrintStream(OutputStream.nullOutputStream()));
        if (values.containsKey(type)) {
            return values.get(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (RECEIVERS.containsKey(type)) {
            return RECEIVERS.get(type);
        }
        return type.isInterface() ? unused(type) : null;
    }

    private static Object unused(Class<?> type) {
        return type.getSimpleName().equals("UnaryOperator")
                ? java.util.function.UnaryOperator.identity()
                : Proxy.newProxyInstance(
                        AnyArgumentTest.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "equals" -> proxy == arguments[0];
                                    case "hashCode" -> 1;
                                    // the id or the name of a handle
                                    default ->
                                            method.getReturnType() == String.class
                                                    ? method.getName() + "1"
                                                    : null;
                                });
    }

    private static String text(String call, String parameter) {
        return switch (parameter) {
            case "address" -> call.equals("ip6") ? "2001:db8::1" : "10.0.0.2";
            case "device" -> "/dev/sda";
            case "size" -> "64m";
            case "path", "target" -> "/www";
            case "source" -> "data";
            case "protocol" -> "tcp";
            case "image", "reference" -> "ubuntu";
            case "commandLine" -> "docker run ubuntu";
            case "name" -> call.equals("ulimit") ? "nofile" : "name";
            default -> parameter + "1";
        };
    }
}
