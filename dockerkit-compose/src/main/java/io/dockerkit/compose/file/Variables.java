package io.dockerkit.compose.file;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.syntax.Template;
import io.dockerkit.compose.syntax.Warnings;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts variables into the texts of a document, and makes numbers and booleans of texts at the paths that take those, whether
 * there was a variable or not. Immutable and thread-safe.
 */
final class Variables extends DocumentWalk<String> {
    /** The forms of numbers, compiled when a text must be one. */
    private static final class Numbers {
        static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
        static final Pattern NUMBER =
                Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,4})?");
    }

    private static final PathTable<String> CASTS =
            new PathTable<String>()
                    .with(
                            "services.*.",
                            "integer",
                            "cpu_count",
                            "cpu_period",
                            "cpu_quota",
                            "cpu_rt_period",
                            "cpu_rt_runtime",
                            "cpu_shares",
                            "deploy.replicas",
                            "deploy.update_config.parallelism",
                            "deploy.rollback_config.parallelism",
                            "deploy.restart_policy.max_attempts",
                            "deploy.placement.max_replicas_per_node",
                            "healthcheck.retries",
                            "oom_score_adj",
                            "pids_limit",
                            "ports.[].target",
                            "scale",
                            "ulimits.*",
                            "ulimits.*.hard",
                            "ulimits.*.soft")
                    .with(
                            "services.*.",
                            "number",
                            "cpu_percent",
                            "cpus",
                            "deploy.update_config.max_failure_ratio",
                            "deploy.rollback_config.max_failure_ratio")
                    .with(
                            "services.*.",
                            "boolean",
                            "init",
                            "healthcheck.disable",
                            "oom_kill_disable",
                            "privileged",
                            "read_only",
                            "stdin_open",
                            "tty",
                            "volumes.[].read_only",
                            "volumes.[].volume.nocopy")
                    .with(
                            "networks.*.",
                            "boolean",
                            "internal",
                            "attachable",
                            "enable_ipv4",
                            "enable_ipv6",
                            "external")
                    .with("volumes.*.external", "boolean")
                    .with("secrets.*.external", "boolean")
                    .with("configs.*.external", "boolean");

    private final Function<String, @Nullable String> lookup;

    Variables(Function<String, @Nullable String> lookup) {
        super(CASTS);
        this.lookup = lookup;
    }

    /**
     * Returns a document with the variables in its values.
     *
     * @throws InvalidOptionException if a variable is malformed, is required and missing, or makes a value that
     *     its key does not take
     */
    @Override
    YamlNode apply(YamlNode document) {
        return super.apply(document);
    }

    @Override
    YamlNode change(YamlNode node, KeyPath path, @Nullable PathTable<String> casts) {
        if (!(node.value() instanceof String text)) {
            return below(node, path, casts);
        }
        String replaced;
        try {
            replaced = Template.substitute(text, lookup);
        } catch (IllegalArgumentException e) {
            throw Nodes.refuse(node, path, String.valueOf(e.getMessage()));
        }
        String cast = casts == null ? null : casts.value();
        return cast == null ? node.with(replaced) : cast(node, replaced, path, cast);
    }

    private static YamlNode cast(YamlNode node, String text, KeyPath path, String cast) {
        return switch (cast) {
            case "integer" -> node.with(integer(node, text, path));
            case "number" -> {
                if (!Numbers.NUMBER.matcher(text).matches()) {
                    throw wrong(node, text, path, "a number");
                }
                yield node.with(Double.valueOf(text));
            }
            case "boolean" -> node.with(isTrue(node, text, path));
            default -> throw new IllegalStateException(cast);
        };
    }

    private static Long integer(YamlNode node, String text, KeyPath path) {
        try {
            if (Numbers.INTEGER.matcher(text).matches()) {
                return Long.valueOf(text);
            }
        } catch (NumberFormatException tooLarge) {
            // refused below
        }
        throw wrong(node, text, path, "a whole number");
    }

    private static boolean isTrue(YamlNode node, String text, KeyPath path) {
        String word = text.toLowerCase(Locale.ROOT);
        boolean isTrue = List.of("true", "y", "yes", "on").contains(word);
        if (!isTrue && !List.of("false", "n", "no", "off").contains(word)) {
            throw wrong(node, text, path, "true or false");
        }
        if (!word.equals("true") && !word.equals("false")) {
            Warnings.log("{}: \"{}\" is not a boolean of YAML 1.2; write {}", path, text, isTrue);
        }
        return isTrue;
    }

    private static InvalidOptionException wrong(
            YamlNode node, String text, KeyPath path, String accepted) {
        boolean same = text.equals(node.value());
        return Nodes.refuse(
                node, path, "must be " + accepted + (same ? "" : " once variables are in it"));
    }
}
