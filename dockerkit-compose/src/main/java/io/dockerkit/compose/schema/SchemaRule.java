package io.dockerkit.compose.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
        Map<String, SchemaRule> named,
        boolean isOpen,
        List<String> required,
        @Nullable SchemaRule items,
        boolean isUnique,
        List<SchemaRule> choices,
        Set<String> values,
        @Nullable String pattern,
        @Nullable Double minimum,
        @Nullable Double maximum) {
    private static final String DEFINITIONS = "#/definitions/";

    /** The patterns that take every name of letters, digits, dots, underscores and dashes. */
    private static final Set<String> NAMES = Set.of("^[a-zA-Z0-9._-]+$", "^.+$", ".+");

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
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
    static SchemaRule of(Map<?, ?> schema) {
        for (Object keyword : schema.keySet()) {
            if (!KNOWN.contains(String.valueOf(keyword))) {
                throw new IllegalStateException("unknown keyword " + keyword);
            }
        }
        Map<String, SchemaRule> named = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map(schema, "patternProperties").entrySet()) {
            named.put((String) entry.getKey(), of((Map<?, ?>) entry.getValue()));
        }
        Map<String, SchemaRule> keys = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map(schema, "properties").entrySet()) {
            keys.put((String) entry.getKey(), of((Map<?, ?>) entry.getValue()));
        }
        List<SchemaRule> choices = new ArrayList<>();
        for (Object choice : list(schema, "oneOf")) {
            choices.add(of((Map<?, ?>) choice));
        }
        String reference = (String) schema.get("$ref");
        Object others = schema.get("additionalProperties");
        return new SchemaRule(
                reference == null ? null : reference.substring(DEFINITIONS.length()),
                texts(schema, "type"),
                keys,
                named,
                others == null || Boolean.TRUE.equals(others),
                List.copyOf(texts(schema, "required")),
                schema.get("items") instanceof Map<?, ?> items ? of(items) : null,
                Boolean.TRUE.equals(schema.get("uniqueItems")),
                choices,
                texts(schema, "enum"),
                (String) schema.get("pattern"),
                (Double) schema.get("minimum"),
                (Double) schema.get("maximum"));
    }

    /** Returns whether a pattern is found in a text; for most keys it is known without a regular expression. */
    static boolean matches(String pattern, String text) {
        if (pattern.equals("^x-")) {
            return text.startsWith("x-");
        }
        if (NAMES.contains(pattern) && isName(text)) {
            return true;
        }
        Pattern known = PATTERNS.get(pattern);
        if (known == null) {
            known = Pattern.compile(pattern);
            PATTERNS.put(pattern, known);
        }
        return known.matcher(text).find();
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!isLetter && !(c >= '0' && c <= '9') && "._-".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static Map<?, ?> map(Map<?, ?> schema, String keyword) {
        return schema.get(keyword) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Map<?, ?> schema, String keyword) {
        return schema.get(keyword) instanceof List<?> list ? list : List.of();
    }

    /** Returns the texts of a list, or the one text. */
    private static Set<String> texts(Map<?, ?> schema, String keyword) {
        if (schema.get(keyword) instanceof String text) {
            return Set.of(text);
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object text : list(schema, keyword)) {
            texts.add((String) text);
        }
        return texts;
    }
}
