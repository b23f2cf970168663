package io.dockerkit.compose.schema;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.syntax.PortSyntax;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlException;
import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.compose.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in a Compose file of one version: the definitions of {@code keys.yaml}, less those of later versions.
 * Immutable and thread-safe.
 */
public final class Schema {
    /** The latest version is 3 and this. */
    public static final int LATEST = 13;

    private static final YamlNode DEFINITIONS = definitions();

    private final int version;

    private Schema(int version) {
        this.version = version;
    }

    /** Something wrong; what is deepest in the file says most. */
    private record Problem(
            int depth, boolean isType, Set<String> types, InvalidOptionException error) {}

    /** Returns the schema of a version such as {@code 3.8}, or empty if there is no such version. */
    public static Optional<Schema> of(String version) {
        return IntStream.rangeClosed(0, LATEST)
                .filter(minor -> version.equals("3." + minor))
                .mapToObj(Schema::new)
                .findFirst();
    }

    private static YamlNode definitions() {
        String name = "keys.yaml";
        try (InputStream in =
                Objects.requireNonNull(Schema.class.getResourceAsStream(name), name)) {
            return YamlReader.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (YamlException e) {
            throw new IllegalStateException(e);
        }
    }

    private static YamlNode definition(String name) {
        return Objects.requireNonNull(DEFINITIONS.get(name), name);
    }

    /**
     * Checks a file.
     *
     * @throws InvalidOptionException if it does not fit; of several errors the deepest
     */
    public void check(YamlNode file) {
        List<Problem> problems = new ArrayList<>();
        check(file, definition("file"), "", 0, problems);
        worst(problems)
                .ifPresent(
                        problem -> {
                            throw problem.error;
                        });
    }

    private static Optional<Problem> worst(List<Problem> problems) {
        return problems.stream()
                .max(Comparator.comparingInt(Problem::depth).thenComparing(Problem::isType));
    }

    private static @Nullable YamlNode key(YamlNode schema, String key) {
        return schema.get(key);
    }

    /** Returns whether a keyword of the schema names a version that this is, or is later than. */
    private boolean reaches(YamlNode schema, String keyword) {
        YamlNode since = key(schema, keyword);
        return since == null || version >= Integer.parseInt(since.text());
    }

    private static YamlNode followed(YamlNode schema) {
        YamlNode reference = key(schema, "ref");
        return reference == null ? schema : definition(reference.text());
    }

    private void check(
            YamlNode node, YamlNode given, String path, int depth, List<Problem> problems) {
        YamlNode schema = followed(given);
        YamlNode type = key(schema, "type");
        if (type != null) {
            Set<String> types = texts(type);
            if (types.stream().noneMatch(name -> is(node, name))) {
                problems.add(typeProblem(node, path, depth, types));
                return;
            }
        }
        any(node, schema, path, depth, problems);
        scalars(node, schema, path, depth, problems);
        if (node.isMap()) {
            mapping(node, schema, path, depth, problems);
        }
        if (node.isList()) {
            items(node, schema, path, depth, problems);
        }
    }

    private static Set<String> texts(YamlNode node) {
        Set<String> texts = new LinkedHashSet<>();
        if (node.isList()) {
            node.list().forEach(item -> texts.add(item.text()));
        } else {
            texts.add(node.text());
        }
        return texts;
    }

    private static boolean is(YamlNode node, String type) {
        return switch (type) {
            case "object" -> node.isMap();
            case "array" -> node.isList();
            case "null" -> node.isNull();
            case "string" -> node.value() instanceof String;
            case "boolean" -> node.value() instanceof Boolean;
            case "number" -> node.value() instanceof Number;
            default ->
                    node.value() instanceof Number number
                            && (!(number instanceof Double) || number.doubleValue() % 1 == 0);
        };
    }

    private static Problem typeProblem(YamlNode node, String path, int depth, Set<String> types) {
        InvalidOptionException wrong = Refusal.of(path, node, WrongType.reason(node, path, types));
        return new Problem(depth, true, types, wrong);
    }

    private void any(
            YamlNode node, YamlNode schema, String path, int depth, List<Problem> problems) {
        YamlNode choices = key(schema, "any");
        if (choices == null) {
            return;
        }
        List<Problem> all = new ArrayList<>();
        for (YamlNode choice : choices.list()) {
            if (reaches(choice, "since")) {
                List<Problem> own = new ArrayList<>();
                check(node, choice, path, depth, own);
                if (own.isEmpty()) {
                    return;
                }
                all.addAll(own);
            }
        }
        // a choice of the value's own type says most
        List<Problem> others =
                all.stream().filter(one -> !one.isType || one.depth > depth).toList();
        if (others.isEmpty()) {
            Set<String> types = new LinkedHashSet<>();
            all.forEach(one -> types.addAll(one.types));
            problems.add(typeProblem(node, path, depth, types));
        } else {
            worst(others).ifPresent(problems::add);
        }
    }

    private static void scalars(
            YamlNode node, YamlNode schema, String path, int depth, List<Problem> problems) {
        YamlNode format = key(schema, "format");
        if (format != null) {
            String reason = wrongFormat(node, format.text());
            if (!reason.isEmpty()) {
                problems.add(problem(depth, Refusal.of(path, node, reason)));
            }
        }
        YamlNode values = key(schema, "enum");
        if (values != null && !texts(values).contains(node.text())) {
            problems.add(
                    problem(
                            depth,
                            Refusal.of(
                                    path, node, "must be " + String.join(" or ", texts(values)))));
        }
        YamlNode least = key(schema, "minimum");
        if (least != null
                && least.value() instanceof Number minimum
                && node.value() instanceof Number number
                && number.doubleValue() < minimum.doubleValue()) {
            problems.add(
                    problem(depth, Refusal.of(path, node, "must be at least " + least.text())));
        }
    }

    private static Problem problem(int depth, InvalidOptionException error) {
        return new Problem(depth, false, Set.of(), error);
    }

    private static String wrongFormat(YamlNode node, String format) {
        try {
            if (format.equals("ports")) {
                PortSyntax.parse(node.text());
            } else if (format.equals("duration")) {
                Words.nanos(node.text());
            }
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage()
                    + "; accepted form: "
                    + (format.equals("ports") ? PortSyntax.FORM : Words.DURATION);
        }
    }

    private void mapping(
            YamlNode node, YamlNode schema, String path, int depth, List<Problem> problems) {
        Map<String, YamlNode> keys = ofThisVersion(schema, "keys");
        Map<String, YamlNode> patterns = ofThisVersion(schema, "named");
        boolean known = schema.get("keys") != null || schema.get("named") != null;
        boolean opened = key(schema, "openSince") != null && reaches(schema, "openSince");
        boolean closed = known && key(schema, "open") == null && !opened;
        node.map()
                .forEach(
                        (key, value) -> {
                            String below = Refusal.below(path, key);
                            YamlNode own = keys.get(key);
                            boolean fits = own != null;
                            if (own != null) {
                                check(value, own, below, depth + 1, problems);
                            }
                            for (Map.Entry<String, YamlNode> pattern : patterns.entrySet()) {
                                if (Pattern.compile(pattern.getKey()).matcher(key).find()) {
                                    fits = true;
                                    check(value, pattern.getValue(), below, depth + 1, problems);
                                }
                            }
                            if (!fits && closed) {
                                problems.add(
                                        problem(
                                                depth,
                                                Refusal.of(
                                                        path,
                                                        value.place(),
                                                        key,
                                                        unknown(
                                                                key,
                                                                keys.keySet(),
                                                                patterns.keySet()))));
                            }
                        });
        YamlNode required = key(schema, "required");
        if (required != null) {
            texts(required).forEach(name -> requires(node, name, path, depth, problems));
        }
        YamlNode before = key(schema, "requiredBefore");
        if (before != null) {
            before.map()
                    .forEach(
                            (name, later) -> {
                                if (version < Integer.parseInt(later.text())) {
                                    requires(node, name, path, depth, problems);
                                }
                            });
        }
    }

    private static void requires(
            YamlNode node, String name, String path, int depth, List<Problem> problems) {
        if (!node.map().containsKey(name)) {
            problems.add(problem(depth, Refusal.of(path, node, "the key " + name + " is missing")));
        }
    }

    private Map<String, YamlNode> ofThisVersion(YamlNode schema, String keyword) {
        YamlNode found = key(schema, keyword);
        Map<String, YamlNode> own = new LinkedHashMap<>(found == null ? Map.of() : found.map());
        own.values().removeIf(value -> !reaches(value, "since"));
        return own;
    }

    private static String unknown(String key, Set<String> known, Set<String> patterns) {
        Optional<String> near = NearKeys.nearest(key, known);
        if (near.isPresent()) {
            return "there is no such key here; did you mean " + near.get() + "?";
        }
        if (known.isEmpty()) {
            return "names here have only letters, digits, \".\", \"_\" and \"-\""
                    + (patterns.contains("^[a-z]+$") ? ", and are in lower case" : "");
        }
        return "there is no such key here in this version of the format; known keys: "
                + String.join(", ", known);
    }

    private void items(
            YamlNode node, YamlNode schema, String path, int depth, List<Problem> problems) {
        YamlNode items = key(schema, "items");
        int index = 0;
        Set<Object> seen = new LinkedHashSet<>();
        boolean unique =
                key(schema, "unique") != null
                        || (key(schema, "uniqueBefore") != null
                                && !reaches(schema, "uniqueBefore"));
        for (YamlNode item : node.list()) {
            String below = path + "[" + index++ + "]";
            if (items != null) {
                check(item, items, below, depth + 1, problems);
            }
            boolean twice = !seen.add(List.of(Optional.ofNullable(item.plain())));
            if (twice && unique) {
                problems.add(
                        problem(depth + 1, Refusal.of(below, item, "it is in the list twice")));
            }
        }
    }
}
