package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users see: a type more, or a type of the inner packages in a signature, is a decision and no accident. */
class ExportedTypesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path LIST = Path.of("src/test/resources/exported-types.txt");
    private static final int MOST = 110;

    /** What builds add to the nouns of Docker; runs and builds share their limits. */
    private static final Set<String> BUILDKIT =
            Set.of("BuildProgress", "Dockerfile", "LimitOptions");

    /** Members that only the implementation calls; the Javadoc does not show them. */
    private static final Set<String> HIDDEN =
            Set.of(
                    "CommitSpec.of",
                    "ConfigCommands",
                    "ContainerCommands",
                    "ContainerCommands.backend",
                    "DetachedSpec.line",
                    "EngineCommands",
                    "EventsSpec.of",
                    "ExecSpec.of",
                    "ImageCommands",
                    "LogsSpec.of",
                    "LogsSpec.ofService",
                    "NetworkCommands",
                    "NodeCommands",
                    "NodeUpdateSpec.of",
                    "PushSpec.of",
                    "RunSpec.of",
                    "SaveSpec.of",
                    "SecretCommands",
                    "ServiceCommands",
                    "ServiceQuery.of",
                    "ServiceRollbackSpec.of",
                    "ServiceScaleSpec.of",
                    "ServiceUpdateSpec.of",
                    "StackCommands",
                    "SwarmCommands",
                    "TaskQuery.of",
                    "UpdateSpec.of",
                    "VolumeCommands",
                    "VolumeUpdateSpec.of",
                    "Wait.request");

    @Test
    void everyExportedTypeIsListed() throws Exception {
        List<String> names =
                exported().stream().map(type -> type.getName().replace('$', '.')).sorted().toList();
        assertThat(names)
                .as("what users see: add it to, or remove it from, %s", LIST)
                .containsExactlyElementsOf(Files.readAllLines(LIST));
    }

    @Test
    void thereAreAtMost110AndWhatBuildKitAdds() throws Exception {
        List<Class<?>> outermost =
                exported().stream()
                        .filter(type -> type.getDeclaringClass() == null)
                        .filter(type -> !BUILDKIT.contains(type.getSimpleName()))
                        .filter(type -> !isOfASwarm(type))
                        .toList();
        assertThat(outermost).hasSizeBetween(80, MOST);
    }

    private static final Set<String> OF_A_SWARM =
            Set.of(
                    "Configs",
                    "Nodes",
                    "Secrets",
                    "Services",
                    "Stacks",
                    "ServiceUpdateException",
                    "Swarm",
                    "Tasks");

    /** A swarm has eight nouns; whoever has one engine sees none of their types. */
    @Test
    void aSwarmAddsAtMost45() throws Exception {
        assertThat(exported().stream().filter(type -> type.getDeclaringClass() == null))
                .filteredOn(ExportedTypesTest::isOfASwarm)
                .hasSizeBetween(30, 45);
    }

    private static boolean isOfASwarm(Class<?> type) {
        return type.getPackageName().equals("io.dockerkit.swarm")
                || OF_A_SWARM.contains(type.getSimpleName());
    }

    @Test
    void noInnerTypeIsInASignatureThatUsersSee() throws Exception {
        Set<String> exports = Set.copyOf(exportedPackages());
        Set<String> leaking = new TreeSet<>();
        for (Class<?> type : exported()) {
            List<Executable> members = new ArrayList<>(List.of(type.getDeclaredConstructors()));
            members.addAll(List.of(type.getMethods()));
            for (Executable member : members) {
                if (Modifier.isPublic(member.getModifiers()) && leaks(member, exports)) {
                    String name =
                            type.getSimpleName()
                                    + (member instanceof Method ? "." + member.getName() : "");
                    leaking.add(name);
                    assertThat(Files.readString(source(type))).as(name).contains("@hidden");
                }
            }
        }
        assertThat(leaking).containsExactlyInAnyOrderElementsOf(HIDDEN);
    }

    private static boolean leaks(Executable member, Set<String> exports) {
        List<Class<?>> types = new ArrayList<>(Arrays.asList(member.getParameterTypes()));
        types.addAll(Arrays.asList(member.getExceptionTypes()));
        if (member instanceof Method method) {
            types.add(method.getReturnType());
        }
        return types.stream()
                .map(Class::getPackageName)
                .anyMatch(name -> name.startsWith("io.dockerkit") && !exports.contains(name));
    }

    private static Path source(Class<?> type) {
        return SOURCES.resolve(
                type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java");
    }

    /** The packages that each module can read. */
    private static List<String> exportedPackages() throws IOException {
        List<String> packages =
                Pattern.compile("(?m)^ +exports ([\\w.]+);")
                        .matcher(Files.readString(SOURCES.resolve("module-info.java")))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList();
        assertThat(packages).hasSizeGreaterThan(5);
        return packages;
    }

    private static List<Class<?>> exported() throws IOException, URISyntaxException {
        Path root =
                Path.of(Docker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> types = new ArrayList<>();
        for (String name : exportedPackages()) {
            try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
                for (Path file : files.toList()) {
                    String simple = file.getFileName().toString();
                    if (simple.endsWith(".class") && !simple.endsWith("-info.class")) {
                        Class<?> type =
                                Class.forName(name + "." + simple.replaceFirst("\\.class$", ""));
                        if (isPublic(type)) {
                            types.add(type);
                        }
                    }
                }
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
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
}
