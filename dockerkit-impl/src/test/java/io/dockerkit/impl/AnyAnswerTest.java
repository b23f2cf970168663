package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.Json;
import io.dockerkit.impl.rest.ApiObject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reading an answer never fails, whatever the engine says: each accessor of each answer is fed documents in which any field is
 * missing, null, of another kind or of a form of the future. The answers and their accessors are found by reflection.
 */
class AnyAnswerTest {
    private static final String SECRET = "hunter2";

    static Stream<String> names() throws Exception {
        return AnswerTypes.all().keySet().stream();
    }

    /** Returns the outermost fields that an answer reads: without one of them it says something else. */
    private static Set<String> fieldsRead(Function<JsonNode, Object> maker) {
        ObjectNode whole = (ObjectNode) OddDocuments.read(OddDocuments.WHOLE);
        List<String> names = new ArrayList<>();
        whole.fieldNames().forEachRemaining(names::add);
        String all = readings(maker.apply(whole), whole);
        Set<String> read = new TreeSet<>();
        for (String name : names) {
            JsonNode value = whole.remove(name);
            if (!readings(maker.apply(whole), whole).equals(all)) {
                read.add(name);
            }
            whole.set(name, value);
        }
        if (read.contains("timeNano")) {
            // counts only where there are no nanoseconds
            read.add("time");
        }
        return read;
    }

    @Test
    void eachFieldOfTheWholeDocumentIsReadByAnAnswer() throws Exception {
        Set<String> read = new TreeSet<>();
        AnswerTypes.all().values().forEach(maker -> read.addAll(fieldsRead(maker)));
        Set<String> all = new TreeSet<>();
        OddDocuments.read(OddDocuments.WHOLE).fieldNames().forEachRemaining(all::add);
        assertThat(read).isEqualTo(all);
    }

    private static final Map<Class<?>, List<Method>> ACCESSORS = new HashMap<>();

    private static List<Method> accessors(Object answer) {
        return ACCESSORS.computeIfAbsent(answer.getClass(), type -> accessorsOf(answer));
    }

    private static List<Method> accessorsOf(Object answer) {
        Set<String> actions =
                Set.of(
                        "inspect",
                        "remove",
                        "update",
                        "container",
                        "promote",
                        "demote",
                        "tasks",
                        "queryTasks",
                        "logs",
                        "rollback",
                        "awaitConverged",
                        "getClass",
                        "wait",
                        "notify",
                        "notifyAll",
                        "iterator",
                        "listIterator",
                        "stream",
                        "parallelStream",
                        "spliterator",
                        "clear",
                        "toArray");
        return Arrays.stream(answer.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !actions.contains(method.getName()))
                .filter(method -> !(answer instanceof List) || method.getName().equals("toString"))
                .peek(method -> method.setAccessible(true))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void readingNeverFails(String name) throws Exception {
        Function<JsonNode, Object> maker = AnswerTypes.all().get(name);
        OddDocuments.each(
                fieldsRead(maker),
                new OddDocuments.Forms(name.hashCode()),
                document -> readings(maker.apply(document), document));
    }

    /** Calls each accessor, those of the parts that they return, too, and returns what they say. */
    private static String readings(Object answer, JsonNode document) {
        StringBuilder readings = new StringBuilder();
        for (Method accessor : accessors(answer)) {
            try {
                Object value = accessor.invoke(answer);
                if (value == null || value.toString() == null) {
                    throw new AssertionError(accessor.getName() + " is null for " + document);
                }
                if (!WHOLE_TEXT.contains(accessor.getName())) {
                    readings.append(accessor.getName()).append('=').append(value).append('\n');
                }
                parts(value).forEach(part -> readings.append(readings(part, document)));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(accessor.getName() + " of " + document, e);
            }
        }
        return readings.toString();
    }

    /** What differs with each field, read or not. */
    private static final Set<String> WHOLE_TEXT = Set.of("json", "hashCode", "said");

    /** Returns what has accessors of its own: such a value, or those in a list, a map or an optional. */
    private static Stream<?> parts(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(AnyAnswerTest::parts);
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(AnyAnswerTest::parts);
        }
        if (value instanceof Optional<?> optional) {
            return optional.stream().flatMap(AnyAnswerTest::parts);
        }
        boolean ours =
                value.getClass().getName().startsWith("io.dockerkit.impl.")
                        && !(value instanceof Json)
                        && !(value instanceof ApiObject);
        return ours ? Stream.of(value) : Stream.empty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anAnswerPrintsInALineWithoutSecrets(String name) throws Exception {
        String text =
                AnswerTypes.all().get(name).apply(OddDocuments.read(OddDocuments.WHOLE)).toString();
        assertThat(text).hasSizeLessThan(200).doesNotContain(SECRET, "\n", "{\"");
    }

    @Test
    void theAnswersAreFound() throws Exception {
        assertThat(AnswerTypes.all()).hasSizeGreaterThanOrEqualTo(12);
    }
}
