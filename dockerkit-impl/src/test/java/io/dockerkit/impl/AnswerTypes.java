package io.dockerkit.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.ApiObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The types that answers of the engine are read into, found by reflection. Stateless and thread-safe. */
final class AnswerTypes {
    private AnswerTypes() {}

    /** Returns what makes an answer of a document, by the name of the type. */
    static Map<String, Function<JsonNode, Object>> all() throws Exception {
        Map<String, Function<JsonNode, Object>> answers = new TreeMap<>();
        Path root =
                Path.of(
                        ApiObject.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.walk(root.resolve("io/dockerkit/impl"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                Class<?> type =
                        name.endsWith("-info.class")
                                ? Object.class
                                : Class.forName(
                                        name.substring(0, name.length() - 6),
                                        false,
                                        ApiObject.class.getClassLoader());
                if (ApiObject.class.isAssignableFrom(type)
                        && !Modifier.isAbstract(type.getModifiers())) {
                    answers.put(type.getName(), document -> made(type, document));
                }
            }
        }
        answers.put("version", document -> made("engine.EngineApi", "version", document));
        answers.put("event", document -> made("engine.EngineApi", "event", document));
        answers.put("top", document -> made("container.Reports", "processes", document));
        answers.put(
                "diff",
                document -> {
                    ArrayNode list = JsonText.object().putArray("list");
                    list.add(document);
                    return made("container.Reports", "changes", list);
                });
        return answers;
    }

    private static Object made(Class<?> type, JsonNode document) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] arguments =
                Arrays.stream(constructor.getParameterTypes())
                        .map(parameter -> parameter == JsonNode.class ? document : null)
                        .toArray();
        return called(() -> constructor.newInstance(arguments));
    }

    private static Object made(String type, String method, JsonNode document) {
        return called(
                () -> {
                    Method maker =
                            Class.forName("io.dockerkit.impl." + type)
                                    .getDeclaredMethod(method, JsonNode.class);
                    maker.setAccessible(true);
                    return maker.invoke(null, document);
                });
    }

    private interface Reflective {
        Object call() throws ReflectiveOperationException;
    }

    private static Object called(Reflective call) {
        try {
            return call.call();
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(thrown.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes an answer of the type whose name ends so. */
    static <T> T read(Class<T> type, String suffix, String json) throws Exception {
        return all().entrySet().stream()
                .filter(answer -> answer.getKey().endsWith(suffix))
                .map(answer -> type.cast(answer.getValue().apply(OddDocuments.read(json))))
                .findFirst()
                .orElseThrow();
    }
}
