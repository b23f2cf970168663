package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * Changes the values of a document at certain paths. Below a value that a rule has changed, nothing is changed unless the rule
 * does it. Immutable and thread-safe.
 */
abstract class PathRules extends DocumentWalk<String> {
    PathRules(PathTable<String> rules) {
        super(rules);
    }

    /**
     * Returns what becomes of a value.
     *
     * @param rule the rule of its path
     * @param at the rules of the paths below it
     */
    abstract YamlNode change(String rule, YamlNode node, KeyPath path, PathTable<String> at);

    @Override
    YamlNode change(YamlNode node, KeyPath path, @Nullable PathTable<String> at) {
        if (at == null) {
            return node;
        }
        String rule = at.value();
        return rule == null ? below(node, path, at) : change(rule, node, path, at);
    }

    static IllegalStateException unknown(String rule) {
        return new IllegalStateException("there is no rule " + rule);
    }
}
