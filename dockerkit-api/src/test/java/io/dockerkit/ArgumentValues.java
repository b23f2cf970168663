package io.dockerkit;

import io.dockerkit.cli.ImageReference;
import io.dockerkit.container.Port;
import io.dockerkit.container.Wait;
import io.dockerkit.spi.HttpExpectation;
import io.dockerkit.spi.PushBackend;
import io.dockerkit.spi.Readiness;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values for the parameters of public methods, fitting and unfitting. Stateless and thread-safe. */
final class ArgumentValues {
    private ArgumentValues() {}

    /** Returns values of a parameter that most methods must refuse, null first where there is one. */
    static List<@Nullable Object> unfitting(Parameter parameter) {
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

    /** Returns a value that the call takes. */
    static @Nullable Object fitting(Parameter parameter, Executable call) {
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
        if (Receivers.ALL.containsKey(type)) {
            return Receivers.ALL.get(type);
        }
        return type.isInterface() ? unused(type) : null;
    }

    private static Object unused(Class<?> type) {
        return type.getSimpleName().equals("UnaryOperator")
                ? java.util.function.UnaryOperator.identity()
                : Proxy.newProxyInstance(
                        ArgumentValues.class.getClassLoader(),
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
