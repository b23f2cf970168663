package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives values to the names of variables: those that stand alone in the {@code environment} of a service, and those of secrets
 * and configs. Immutable and thread-safe.
 */
final class EnvironmentValues {
    /** The key of a secret that has the value of its variable. */
    static final String SECRET_VALUE = "x-#value";

    private final Function<String, @Nullable String> lookup;

    EnvironmentValues(Function<String, @Nullable String> lookup) {
        this.lookup = lookup;
    }

    /** Returns the document with the values of services' variables. */
    YamlNode services(YamlNode document) {
        return new PathRules(Map.of("services.*.environment", (node, path) -> environment(node)))
                .apply(document);
    }

    /** Returns a document that is included, with the values of the variables that only it may know. */
    YamlNode included(YamlNode document) {
        return new PathRules(
                        Map.of(
                                "secrets.*",
                                (node, path) -> secret(node),
                                "configs.*",
                                (node, path) -> config(node)))
                .apply(services(document));
    }

    private YamlNode environment(YamlNode node) {
        return node.isList()
                ? node.with(
                        node.list().stream()
                                .filter(item -> item.value() instanceof String)
                                .map(this::variable)
                                .toList())
                : node;
    }

    private YamlNode variable(YamlNode name) {
        String value = lookup.apply(name.text());
        return value == null ? name : name.with(name.text() + "=" + value);
    }

    private YamlNode secret(YamlNode node) {
        YamlNode value = value(node);
        return value == null ? node : node.put(SECRET_VALUE, value);
    }

    private YamlNode config(YamlNode node) {
        YamlNode value = value(node);
        return value == null ? node : node.without("environment").put("content", value);
    }

    private @Nullable YamlNode value(YamlNode node) {
        YamlNode name = node.get("environment");
        String value = name == null ? null : lookup.apply(name.text());
        return name == null || value == null ? null : name.with(value);
    }
}
