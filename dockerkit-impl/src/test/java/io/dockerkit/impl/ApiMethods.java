package io.dockerkit.impl;

import io.dockerkit.Docker;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The methods of handles, specs and commands that may send a request, found by reflection. Stateless and thread-safe. */
final class ApiMethods {
    /** Specs that are given to a method and have none that sends anything. */
    private static final Set<String> OPTIONS_OF_A_CALL =
            Set.of(
                    "AttachSpec",
                    "ConnectSpec",
                    "CopySpec",
                    "DisconnectSpec",
                    "HistorySpec",
                    "InspectSpec",
                    "LeaveSpec",
                    "RemoveSpec",
                    "StartSpec",
                    "StopSpec");

    private ApiMethods() {}

    /** Returns the methods, {@code Container.start} for instance. */
    static Set<String> all() throws Exception {
        Set<String> methods = new TreeSet<>();
        for (Class<?> type : classesOfTheApi()) {
            boolean looked =
                    type.getSimpleName()
                            .matches(
                                    "\\w+(Commands|Spec|Query)|AllTags|Container|Image|Network|Volume|Node|Service|Stack|Secret|Config|Task");
            boolean inner = type.getPackageName().equals("io.dockerkit.spi");
            if (looked && !inner && !OPTIONS_OF_A_CALL.contains(type.getSimpleName())) {
                methods.addAll(methods(type));
            }
        }
        return methods;
    }

    /** The classes beside {@link Docker}: of a directory, or of a jar where the build has made one. */
    private static List<Class<?>> classesOfTheApi() throws Exception {
        Path place =
                Path.of(Docker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return classesBelow(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return classesBelow(jar.getPath("/"));
        }
    }

    private static List<Class<?>> classesBelow(Path root) throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("io/dockerkit"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                if (!name.endsWith("-info.class")) {
                    String type = name.substring(0, name.length() - ".class".length());
                    classes.add(Class.forName(type, false, Docker.class.getClassLoader()));
                }
            }
        }
        return classes;
    }

    /** The public methods that are no option, which return the spec or another one, and no word about the spec itself. */
    private static Set<String> methods(Class<?> type) {
        Set<String> found = new TreeSet<>();
        String name =
                type.getSimpleName().equals("AllTags")
                        ? type.getDeclaringClass().getSimpleName() + ".AllTags"
                        : type.getSimpleName();
        for (Method method : type.getMethods()) {
            boolean option =
                    (method.getGenericReturnType() instanceof TypeVariable<?> self
                                    && self.getName().equals("S"))
                            || method.getReturnType()
                                    .getSimpleName()
                                    .matches("\\w+(Spec|Query)|AllTags");
            boolean word =
                    Set.of("equals", "hashCode", "toString", "toCommandLine")
                            .contains(method.getName());
            boolean inherited = method.getDeclaringClass() == Object.class;
            if (!option
                    && !word
                    && !inherited
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isBridge()
                    && !method.isSynthetic()) {
                found.add(name + "." + method.getName());
            }
        }
        return found;
    }
}
