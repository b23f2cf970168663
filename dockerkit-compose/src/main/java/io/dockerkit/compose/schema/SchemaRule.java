package io.dockerkit.compose.schema;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be, as a JSON schema of draft 7 has it: the keywords that the Compose Specification uses. Immutable and
 * thread-safe.
 *
 * @param reference the name of the definition that counts instead, or null
 * @param types the types, or none if any type does
 * @param keys the rules for the values of keys
 * @param named the rules for the values of keys by patterns
 * @param isOpen whether other keys are allowed
 * @param required the keys that must be there
 * @param items the rule for the items of a list, or null
 * @param isUnique whether no item may be there twice
 * @param choices the rules of which one must do, or none
 * @param values the allowed values, or none if any does
 * @param pattern what a text must contain, or null
 * @param minimum the least number, or null
 * @param maximum the greatest number, or null
 */
record SchemaRule(
        @Nullable String reference,
        Set<String> types,
        Map<String, SchemaRule> keys,
        Map<Pattern, SchemaRule> named,
        boolean isOpen,
        List<String> required,
        @Nullable SchemaRule items,
        boolean isUnique,
        List<SchemaRule> choices,
        Set<String> values,
        @Nullable Pattern pattern,
        @Nullable Double minimum,
        @Nullable Double maximum) {
    private static final String DEFINITIONS = "#/definitions/";
    private static final Set<String> KNOWN =
            Set.of(
                    "$schema",
                    "$id",
                    "title",
                    "description",
                    "deprecated",
                    "default",
                    "definitions",
                    "$ref",
                    "type",
                    "properties",
                    "patternProperties",
                    "additionalProperties",
                    "required",
                    "items",
                    "uniqueItems",
                    "oneOf",
                    "enum",
                    "pattern",
                    "minimum",
                    "maximum");

    /**
     * Returns the rule of a schema.
     *
     * @throws IllegalStateException if it has a keyword that is not known
     */
    static SchemaRule of(YamlNode schema) {
        for (String keyword : schema.map().keySet()) {
            if (!KNOWN.contains(keyword)) {
                throw new IllegalStateException(keyword + " in " + schema.place());
            }
        }
        YamlNode reference = schema.get("$ref");
        Map<Pattern, SchemaRule> named = new LinkedHashMap<>();
        map(schema, "patternProperties")
                .forEach((pattern, rule) -> named.put(Pattern.compile(pattern), of(rule)));
        Map<String, SchemaRule> keys = new LinkedHashMap<>();
        map(schema, "properties").forEach((key, rule) -> keys.put(key, of(rule)));
        YamlNode others = schema.get("additionalProperties");
        YamlNode items = schema.get("items");
        YamlNode pattern = schema.get("pattern");
        YamlNode choices = schema.get("oneOf");
        return new SchemaRule(
                reference == null ? null : reference.text().substring(DEFINITIONS.length()),
                texts(schema, "type"),
                keys,
                named,
                others == null || Boolean.TRUE.equals(others.value()),
                List.copyOf(texts(schema, "required")),
                items == null ? null : of(items),
                texts(schema, "uniqueItems").contains("true"),
                choices == null ? List.of() : choices.list().stream().map(SchemaRule::of).toList(),
                texts(schema, "enum"),
                pattern == null ? null : Pattern.compile(pattern.text()),
                number(schema, "minimum"),
                number(schema, "maximum"));
    }

    private static Map<String, YamlNode> map(YamlNode schema, String keyword) {
        YamlNode found = schema.get(keyword);
        return found == null ? Map.of() : found.map();
    }

    private static Set<String> texts(YamlNode schema, String keyword) {
        YamlNode found = schema.get(keyword);
        Set<String> texts = new LinkedHashSet<>();
        if (found != null && found.isList()) {
            found.list().forEach(node -> texts.add(node.text()));
        } else if (found != null) {
            texts.add(found.text());
        }
        return texts;
    }

    private static @Nullable Double number(YamlNode schema, String keyword) {
        YamlNode found = schema.get(keyword);
        return found != null && found.value() instanceof Number number
                ? (Double) number.doubleValue()
                : null;
    }
}
