package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.compose.Compose;
import io.dockerkit.junit.DockerKit;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The signatures of all that users see, as they are recorded: a change of the API is in the diff of the commit that makes it.
 * {@code dev/release-check --record-api} records them.
 */
class PublicApiTest {
    /** What the API exports to the implementation only. */
    private static final Set<String> INNER =
            Set.of("io.dockerkit.spi", "io.dockerkit.cli", "io.dockerkit.container.flags");

    private static final Path RECORDED = Path.of("src/test/resources/public-api.txt");

    @Test
    void theApiIsTheRecordedOne() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Class<?> ofModule : List.of(Docker.class, Compose.class, DockerKit.class)) {
            lines.addAll(signatures(ofModule));
        }
        assertThat(lines).hasSizeGreaterThan(1000);
        if (Boolean.getBoolean("record-api")) {
            Files.write(RECORDED, lines);
        }
        assertThat(lines)
                .as("what users see has changed; to record it: dev/release-check --record-api")
                .containsExactlyElementsOf(Files.readAllLines(RECORDED));
    }

    private static List<String> signatures(Class<?> ofModule) throws Exception {
        Path place = Path.of(ofModule.getProtectionDomain().getCodeSource().getLocation().toURI());
        ModuleReference module = ModuleFinder.of(place).findAll().iterator().next();
        Set<String> exported =
                module.descriptor().exports().stream()
                        .filter(exports -> !exports.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet());
        List<String> lines = new ArrayList<>();
        lines.add("module " + module.descriptor().name());
        for (String name : classes(module)) {
            Class<?> type = Class.forName(name);
            if (exported.contains(type.getPackageName()) && isVisible(type)) {
                lines.add("");
                lines.add(head(type));
                members(type).sorted().map(member -> "    " + member).forEach(lines::add);
            }
        }
        lines.add("");
        return lines;
    }

    private static List<String> classes(ModuleReference module) throws IOException {
        try (ModuleReader reader = module.open();
                Stream<String> files = reader.list()) {
            return files.filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return isVisible(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (outer == null || isVisible(outer));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String head(Class<?> type) {
        String kind =
                type.isAnnotation()
                        ? "@interface"
                        : type.isInterface()
                                ? "interface"
                                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        int shown = type.getModifiers() & ~Modifier.INTERFACE;
        if (!kind.equals("class")) {
            shown &= ~(Modifier.ABSTRACT | Modifier.FINAL | Modifier.STATIC);
        }
        Type parent = type.getGenericSuperclass();
        boolean extending = kind.equals("class") && parent != null && !parent.equals(Object.class);
        String components =
                type.isRecord()
                        ? Arrays.stream(type.getRecordComponents())
                                .map(PublicApiTest::component)
                                .collect(Collectors.joining(", ", "(", ")"))
                        : "";
        Type[] interfaces = type.getGenericInterfaces();
        return (Modifier.toString(shown)
                        + " "
                        + kind
                        + " "
                        + type.getName()
                        + parameters(type)
                        + components
                        + (extending ? " extends " + parent.getTypeName() : "")
                        + (interfaces.length == 0 || type.isAnnotation()
                                ? ""
                                : (type.isInterface() ? " extends " : " implements ")
                                        + names(interfaces)))
                .strip();
    }

    private static String parameters(Class<?> type) {
        return type.getTypeParameters().length == 0
                ? ""
                : Arrays.stream(type.getTypeParameters())
                        .map(parameter -> parameter + " extends " + names(parameter.getBounds()))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String component(RecordComponent component) {
        return component.getGenericType().getTypeName() + " " + component.getName();
    }

    private static String names(Type[] types) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
    }

    private static Stream<String> members(Class<?> type) {
        Set<String> shown = new LinkedHashSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field.getModifiers()) && !field.isSynthetic()) {
                shown.add(withoutOwner(field.toGenericString(), type, field.getName()));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isShown(constructor)) {
                shown.add(constructor.toGenericString().replace(type.getName() + "(", "new("));
            }
        }
        for (Class<?> owner : owners(type)) {
            for (Method method : owner.getDeclaredMethods()) {
                if (isShown(method)) {
                    shown.add(
                            withoutOwner(method.toGenericString(), owner, method.getName() + "("));
                }
            }
        }
        return shown.stream().filter(signature -> !isInternal(signature));
    }

    private static String withoutOwner(String text, Class<?> owner, String name) {
        return text.replace(owner.getName() + "." + name, name);
    }

    private static boolean isShown(Executable member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    /** The type, and those above it that users do not see: what these declare is seen as the type's own. */
    private static List<Class<?>> owners(Class<?> type) {
        List<Class<?>> owners = new ArrayList<>(List.of(type));
        for (Class<?> parent = type.getSuperclass();
                parent != null
                        && (INNER.contains(parent.getPackageName())
                                || (!isVisible(parent)
                                        && parent.getName().startsWith("io.dockerkit")));
                parent = parent.getSuperclass()) {
            owners.add(parent);
        }
        return owners;
    }

    /** Some members are public for the implementation, and hidden in the Javadoc. */
    private static boolean isInternal(String signature) {
        return INNER.stream().anyMatch(inner -> signature.contains(inner + "."));
    }
}
