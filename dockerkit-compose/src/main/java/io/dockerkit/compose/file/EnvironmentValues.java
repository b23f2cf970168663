package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives values to the names of variables: those that stand alone in the {@code environment} of a service, and those of secrets
 * and configs. Immutable and thread-safe.
 */
final class EnvironmentValues extends PathRules {
    /** The key of a secret that has the value of its variable. */
    static final String SECRET_VALUE = "x-#value";

    private static final PathTable<String> OWN =
            new PathTable<String>().with("services.*.environment", "environment");
    private static final PathTable<String> INCLUDED =
            new PathTable<String>()
                    .with("services.*.environment", "environment")
                    .with("secrets.*", "secret")
                    .with("configs.*", "config");

    private final Scope scope;

    /**
     * Creates it.
     *
     * @param isIncluded whether the document may know variables that the project does not
     */
    EnvironmentValues(Scope scope, boolean isIncluded) {
        super(isIncluded ? INCLUDED : OWN);
        this.scope = scope;
    }

    @Override
    YamlNode change(String rule, YamlNode node, KeyPath path, PathTable<String> at) {
        return switch (rule) {
            case "environment" -> environment(node);
            case "secret" -> secret(node);
            case "config" -> config(node);
            default -> throw unknown(rule);
        };
    }

    private YamlNode environment(YamlNode node) {
        List<YamlNode> variables = new ArrayList<>();
        for (YamlNode item : node.list()) {
            if (item.value() instanceof String name) {
                String value = scope.lookup(name);
                variables.add(value == null ? item : item.with(name + "=" + value));
            }
        }
        return node.isList() ? node.with(variables) : node;
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
        String value = name == null ? null : scope.lookup(name.text());
        return name == null || value == null ? null : name.with(value);
    }
}
