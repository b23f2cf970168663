package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the sources of the API and of the implementation look up by name at run time is declared for native images, and
 * nothing else is. The declarations are read as GraalVM reads them; no image is built here.
 */
class ReachabilityMetadataTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path METADATA =
            RESOURCES.resolve("META-INF/native-image/io.dockerkit/dockerkit-impl");
    private static final Path SERVICES = RESOURCES.resolve("META-INF/services");

    private static final Pattern FOR_NAME = Pattern.compile("Class\\.forName\\(\\s*\"([^\"]+)\"");
    private static final Pattern FOR_OTHER_NAME = Pattern.compile("Class\\.forName\\(\\s*[^\\s\"]");
    private static final Pattern MEMBER =
            Pattern.compile("\\.get(?:Method|Field)\\(\\s*\"([^\"]+)\"");
    private static final Pattern OF_CLASS =
            Pattern.compile("\\b([A-Z]\\w*)\\.class\\s*\\.get(?:Method|Field|Constructor)\\(");
    private static final Pattern RESOURCE =
            Pattern.compile("\\bgetResource(?:AsStream|s)?\\(\\s*\"/?([^\"]+)\"");
    private static final Pattern OTHER_RESOURCE =
            Pattern.compile("\\bgetResource(?:AsStream|s)?\\(\\s*[^\\s\"]");
    private static final Pattern PROXY = Pattern.compile("newProxyInstance\\(");
    private static final Pattern PROXY_OF_BACKEND = Pattern.compile("\\beach\\((\\w+)\\.class");

    /** What would need declarations that these patterns do not find. */
    private static final Pattern ELSE =
            Pattern.compile(
                    "getDeclared(?:Method|Field|Constructor)|setAccessible|ObjectInputStream|ResourceBundle"
                            + "|(?m:^import .*\\.ObjectMapper;$)|\\.loadClass\\(|System\\.load(?:Library)?\\(");

    private static Map<Path, String> sources() throws IOException {
        Map<Path, String> sources = new TreeMap<>();
        for (String module : List.of("../dockerkit-api", "../dockerkit-impl")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
                for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    sources.put(file, Files.readString(file));
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        return sources;
    }

    private static JsonNode metadata(String file) throws IOException {
        return new ObjectMapper().readTree(METADATA.resolve(file).toFile());
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    }

    /** The full name of a type that a source names, by its imports. */
    private static String fullName(String type, String source) {
        List<String> imported =
                all(Pattern.compile("(?m)^import ([\\w.]+\\." + type + ");$"), source);
        return imported.isEmpty() ? "java.lang." + type : imported.get(0);
    }

    private static Set<String> providers() throws IOException {
        Set<String> providers = new TreeSet<>();
        try (Stream<Path> files = Files.list(SERVICES)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(providers::add);
            }
        }
        return providers;
    }

    @Test
    void theDeclaredTypesAreThoseThatTheSourcesLookUpAndTheProvidersOfServices()
            throws IOException {
        Set<String> used = new TreeSet<>(providers());
        for (String source : sources().values()) {
            used.addAll(all(FOR_NAME, source));
            all(OF_CLASS, source).forEach(type -> used.add(fullName(type, source)));
        }
        Set<String> declared = new TreeSet<>();
        metadata("reflect-config.json").forEach(type -> declared.add(type.path("name").asText()));
        assertThat(declared).isEqualTo(used);
    }

    @Test
    void theDeclaredMembersAreThoseThatTheSourcesLookUp() throws IOException {
        Set<String> used = new TreeSet<>();
        boolean constructors = false;
        for (String source : sources().values()) {
            used.addAll(all(MEMBER, source));
            constructors |= source.contains(".getConstructor(");
        }
        if (constructors || !providers().isEmpty()) {
            used.add("<init>");
        }
        Set<String> declared = new TreeSet<>();
        for (JsonNode type : metadata("reflect-config.json")) {
            type.path("methods").forEach(method -> declared.add(method.path("name").asText()));
            type.path("fields").forEach(field -> declared.add(field.path("name").asText()));
        }
        assertThat(declared).isEqualTo(used);
    }

    @Test
    void everyDeclaredMemberExists() throws Exception {
        for (JsonNode type : metadata("reflect-config.json")) {
            String name = type.path("name").asText();
            // the two that newer releases of Java added
            if (Runtime.version().feature() < 22
                    && (name.startsWith("java.lang.Thread") || name.equals("java.io.Console"))) {
                continue;
            }
            Class<?> found = Class.forName(name, false, getClass().getClassLoader());
            for (JsonNode method : type.path("methods")) {
                List<Class<?>> parameters = new ArrayList<>();
                for (JsonNode parameter : method.path("parameterTypes")) {
                    parameters.add(Class.forName(parameter.asText()));
                }
                Class<?>[] types = parameters.toArray(Class<?>[]::new);
                String member = method.path("name").asText();
                assertThat(
                                member.equals("<init>")
                                        ? found.getConstructor(types)
                                        : found.getMethod(member, types))
                        .isNotNull();
            }
            for (JsonNode field : type.path("fields")) {
                assertThat(found.getField(field.path("name").asText())).isNotNull();
            }
        }
    }

    @Test
    void theDeclaredProxiesAreThoseThatTheSourcesMake() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String source : sources().values()) {
            if (!PROXY.matcher(source).find()) {
                continue;
            }
            List<String> backends = all(PROXY_OF_BACKEND, source);
            if (source.contains("\"sun.misc.SignalHandler\"")) {
                used.add("sun.misc.SignalHandler");
            } else {
                assertThat(backends).as("the interfaces of the proxies in %s", source).isNotEmpty();
            }
            backends.forEach(type -> used.add(fullName(type, source)));
        }
        Set<String> declared = new TreeSet<>();
        for (JsonNode proxy : metadata("proxy-config.json")) {
            assertThat(proxy.path("interfaces")).hasSize(1);
            declared.add(proxy.path("interfaces").path(0).asText());
        }
        assertThat(declared).isEqualTo(used);
    }

    @Test
    void theDeclaredResourcesAreTheServicesAndThoseThatTheSourcesRead() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String source : sources().values()) {
            used.addAll(all(RESOURCE, source));
        }
        try (Stream<Path> files = Files.list(SERVICES)) {
            files.forEach(file -> used.add("META-INF/services/" + file.getFileName()));
        }
        Set<String> declared = new TreeSet<>();
        metadata("resource-config.json")
                .path("resources")
                .path("includes")
                .forEach(
                        one ->
                                declared.add(
                                        one.path("pattern").asText().replaceAll("\\\\[QE]", "")));
        assertThat(declared).isEqualTo(used);
    }

    /**
     * The names that are known only at run time: a frame of a stack trace, whose class is not needed, and the jars of the
     * watchdog, which a native image does not start.
     */
    @Test
    void namesThatAreNotInTheSourcesAreLookedUpInTwoPlacesOnly() throws IOException {
        List<Path> places = new ArrayList<>();
        sources()
                .forEach(
                        (file, source) -> {
                            if (FOR_OTHER_NAME.matcher(source).find()
                                    || OTHER_RESOURCE.matcher(source).find()) {
                                places.add(file.getFileName());
                            }
                        });
        assertThat(places)
                .containsExactlyInAnyOrder(
                        Path.of("CallerTrace.java"), Path.of("WatchdogClassPath.java"));
    }

    @Test
    void nothingElseWouldNeedADeclaration() throws IOException {
        List<Path> places = new ArrayList<>();
        sources()
                .forEach(
                        (file, source) -> {
                            if (ELSE.matcher(source).find()) {
                                places.add(file);
                            }
                        });
        assertThat(places).isEmpty();
    }
}
