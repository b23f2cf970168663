package io.dockerkit.compose.schema;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What may stand in a Compose file: the schema of the Compose Specification. Stateless and thread-safe. */
public final class ComposeSchema {
    /**
     * Something wrong; what is deepest in the document says most.
     *
     * @param types the types of which the value must have one, if that is what is wrong
     * @param other the error if it is something else
     */
    private record Problem(
            int depth,
            YamlNode node,
            String path,
            Set<String> types,
            @Nullable Supplier<InvalidOptionException> other) {
        static Problem type(int depth, YamlNode node, String path, Set<String> types) {
            return new Problem(depth, node, path, types, null);
        }

        boolean isType() {
            return other == null;
        }

        InvalidOptionException error() {
            return other == null
                    ? Refusal.of(path, node, WrongType.reason(node, path, types))
                    : other.get();
        }
    }

    /** The schema, read when it is first needed, and of its definitions the rules of those that were needed. */
    private static final class Rules {
        static final Map<?, ?> SCHEMA = schema();
        static final SchemaRule ROOT = SchemaRule.of(SCHEMA);
        private static final Map<String, SchemaRule> DEFINITIONS = new ConcurrentHashMap<>();

        private static Map<?, ?> schema() {
            String name = "compose-spec.json";
            try (InputStream in =
                    Objects.requireNonNull(ComposeSchema.class.getResourceAsStream(name), name)) {
                return SchemaJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static SchemaRule definition(String name) {
            SchemaRule known = DEFINITIONS.get(name);
            if (known == null) {
                Map<?, ?> all = (Map<?, ?>) Objects.requireNonNull(SCHEMA.get("definitions"));
                known = SchemaRule.of((Map<?, ?>) Objects.requireNonNull(all.get(name), name));
                DEFINITIONS.put(name, known);
            }
            return known;
        }
    }

    private ComposeSchema() {}

    /**
     * Checks a document.
     *
     * @throws InvalidOptionException if it does not fit; of several errors the first of the deepest
     */
    public static void check(YamlNode document) {
        List<Problem> problems = new ArrayList<>();
        check(document, Rules.ROOT, "", 0, problems);
        if (!problems.isEmpty()) {
            throw worst(problems).error();
        }
    }

    private static Problem worst(List<Problem> problems) {
        Problem worst = problems.get(0);
        for (Problem problem : problems) {
            worst = problem.depth > worst.depth ? problem : worst;
        }
        return worst;
    }

    private static void check(
            YamlNode node, SchemaRule given, String path, int depth, List<Problem> problems) {
        SchemaRule rule = given;
        while (rule.reference() != null) {
            rule = Rules.definition(rule.reference());
        }
        if (!isOneOf(rule.types(), node)) {
            problems.add(Problem.type(depth, node, path, rule.types()));
            return;
        }
        if (!rule.choices().isEmpty()) {
            choices(node, rule, path, depth, problems);
        }
        String wrong = scalar(node, rule);
        if (!wrong.isEmpty()) {
            problems.add(
                    new Problem(depth, node, path, Set.of(), () -> Refusal.of(path, node, wrong)));
        }
        if (node.isMap()) {
            mapping(node, rule, path, depth, problems);
        }
        if (node.isList()) {
            items(node, rule, path, depth, problems);
        }
    }

    private static boolean isOneOf(Set<String> types, YamlNode node) {
        for (String type : types) {
            if (is(node, type)) {
                return true;
            }
        }
        return types.isEmpty();
    }

    private static boolean is(YamlNode node, String type) {
        Object value = node.value();
        return switch (type) {
            case "object" -> node.isMap();
            case "array" -> node.isList();
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            case "number" -> value instanceof Number;
            case "integer" ->
                    value instanceof Long
                            || value instanceof BigInteger
                            || (value instanceof Double number && number == Math.rint(number));
            default -> throw new IllegalStateException(type);
        };
    }

    /** A choice that takes the type of the value says most; if none does, all types are named. */
    private static void choices(
            YamlNode node, SchemaRule rule, String path, int depth, List<Problem> problems) {
        List<Problem> all = new ArrayList<>();
        int fitting = 0;
        for (SchemaRule choice : rule.choices()) {
            List<Problem> own = new ArrayList<>();
            check(node, choice, path, depth, own);
            fitting += own.isEmpty() ? 1 : 0;
            all.addAll(own);
        }
        if (fitting == 1) {
            return;
        }
        List<Problem> others = new ArrayList<>();
        Set<String> types = new LinkedHashSet<>();
        for (Problem one : all) {
            types.addAll(one.types);
            if (!one.isType() || one.depth > depth) {
                others.add(one);
            }
        }
        if (!others.isEmpty()) {
            problems.add(worst(others));
        } else if (!all.isEmpty()) {
            problems.add(Problem.type(depth, node, path, types));
        }
    }

    private static String scalar(YamlNode node, SchemaRule rule) {
        if (!rule.values().isEmpty() && !rule.values().contains(node.text())) {
            return "must be " + String.join(" or ", rule.values());
        }
        String pattern = rule.pattern();
        if (pattern != null
                && node.value() instanceof String text
                && !SchemaRule.matches(pattern, text)) {
            return "accepted form: " + pattern;
        }
        if (node.value() instanceof Number number) {
            return range(number.doubleValue(), rule.minimum(), rule.maximum());
        }
        return "";
    }

    private static String range(double number, @Nullable Double minimum, @Nullable Double maximum) {
        boolean tooSmall = minimum != null && number < minimum;
        boolean tooLarge = maximum != null && number > maximum;
        if (!tooSmall && !tooLarge) {
            return "";
        }
        return maximum == null
                ? "must be at least " + whole(minimum)
                : "must be " + whole(minimum) + " to " + whole(maximum);
    }

    private static String whole(@Nullable Double number) {
        return number == null ? "" : Long.toString(number.longValue());
    }

    private static void mapping(
            YamlNode node, SchemaRule rule, String path, int depth, List<Problem> problems) {
        for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
            String key = entry.getKey();
            YamlNode value = entry.getValue();
            String below = Refusal.below(path, key);
            SchemaRule own = rule.keys().get(key);
            boolean fits = own != null;
            if (own != null) {
                check(value, own, below, depth + 1, problems);
            }
            for (Map.Entry<String, SchemaRule> named : rule.named().entrySet()) {
                if (SchemaRule.matches(named.getKey(), key)) {
                    fits = true;
                    check(value, named.getValue(), below, depth + 1, problems);
                }
            }
            if (!fits && !rule.isOpen()) {
                problems.add(unknown(key, value, rule, path, depth + 1));
            }
        }
        for (String name : rule.required()) {
            if (!node.map().containsKey(name)) {
                problems.add(
                        new Problem(
                                depth,
                                node,
                                path,
                                Set.of(),
                                () -> Refusal.of(path, node, "the key " + name + " is missing")));
            }
        }
    }

    private static Problem unknown(
            String key, YamlNode value, SchemaRule rule, String path, int depth) {
        return new Problem(depth, value, path, Set.of(), () -> unknown(key, value, rule, path));
    }

    private static InvalidOptionException unknown(
            String key, YamlNode value, SchemaRule rule, String path) {
        Optional<String> near = NearKeys.nearest(key, rule.keys().keySet());
        String reason =
                near.isPresent()
                        ? "there is no such key here; did you mean " + near.get() + "?"
                        : rule.keys().isEmpty()
                                ? "names here have only letters, digits, \".\", \"_\" and \"-\""
                                : "there is no such key here; known keys: "
                                        + String.join(", ", rule.keys().keySet())
                                        + ", and any that begins with x-";
        return Refusal.of(path, value.place(), key, reason);
    }

    private static void items(
            YamlNode node, SchemaRule rule, String path, int depth, List<Problem> problems) {
        Set<Object> seen = new LinkedHashSet<>();
        int index = 0;
        for (YamlNode item : node.list()) {
            String below = path + "[" + index++ + "]";
            if (rule.items() != null) {
                check(item, rule.items(), below, depth + 1, problems);
            }
            if (rule.isUnique() && !seen.add(Optional.ofNullable(item.plain()))) {
                problems.add(
                        new Problem(
                                depth + 1,
                                item,
                                below,
                                Set.of(),
                                () -> Refusal.of(below, item, "it is in the list twice")));
            }
        }
    }
}
