package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.Map;

/**
 * Changes the values of a document at certain paths. Below a value that a rule has changed, nothing is changed unless the rule
 * does it. Immutable and thread-safe.
 */
final class PathRules {
    /** Returns what becomes of a value. */
    @FunctionalInterface
    interface Rule {
        YamlNode change(YamlNode node, KeyPath path);
    }

    private final PathTable<Rule> rules;

    PathRules(Map<String, Rule> rules) {
        this.rules = new PathTable<>(rules);
    }

    YamlNode apply(YamlNode document) {
        return apply(document, KeyPath.ROOT);
    }

    private YamlNode apply(YamlNode node, KeyPath path) {
        Rule rule = rules.find(path);
        return rule == null ? below(node, path) : rule.change(node, path);
    }

    /** Returns the value with what is in it changed. */
    YamlNode below(YamlNode node, KeyPath path) {
        return Nodes.eachBelow(node, path, this::apply);
    }
}
