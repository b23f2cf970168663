package io.dockerkit;

import io.dockerkit.cli.Filters;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The public methods and constructors of the API that take arguments, found by reflection. Stateless and thread-safe. */
final class PublicCalls {
    /** Packages that only DockerKit's own modules can read. */
    private static final Set<String> NOT_FOR_USERS =
            Set.of("io.dockerkit.cli", "io.dockerkit.container.flags", "io.dockerkit.spi");

    private PublicCalls() {}

    /** The public classes of the exported packages; the grammar of lines has rules and tests of its own. */
    static List<Class<?>> types() throws Exception {
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
    static List<Executable> all() throws Exception {
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
                .sorted(Comparator.comparing(PublicCalls::name))
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

    /** Returns the name of a call, with the types of its parameters. */
    static String name(Executable call) {
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

    /** Returns the calls that are made on a type, or on its {@linkplain Receivers object}. */
    static List<Executable> on(Class<?> type, List<Executable> calls) {
        List<Executable> own = new ArrayList<>();
        for (Executable call : calls) {
            boolean on =
                    (call instanceof Method method && !Modifier.isStatic(method.getModifiers()))
                            ? Receivers.ALL.containsKey(type)
                                    && method.getDeclaringClass().isAssignableFrom(type)
                                    && has(type, method)
                            : call.getDeclaringClass() == type;
            if (on && !own.contains(call)) {
                own.add(call);
            }
        }
        return own;
    }

    private static boolean has(Class<?> type, Method method) {
        return Arrays.asList(type.getMethods()).contains(method);
    }
}
