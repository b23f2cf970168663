package io.dockerkit.compose.file;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.syntax.Template;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts variables into the texts of a document, and makes numbers and booleans of texts at the paths that take those, whether
 * there was a variable or not. Immutable and thread-safe.
 */
final class Variables {
    private enum Cast {
        INTEGER,
        NUMBER,
        BOOLEAN
    }

    private static final Logger LOG = LoggerFactory.getLogger(Variables.class);
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,4})?");
    private static final List<String> INTEGERS =
            List.of(
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
                    "ulimits.*.soft");
    private static final List<String> NUMBERS =
            List.of(
                    "cpu_percent",
                    "cpus",
                    "deploy.update_config.max_failure_ratio",
                    "deploy.rollback_config.max_failure_ratio");
    private static final List<String> BOOLEANS =
            List.of(
                    "init",
                    "healthcheck.disable",
                    "oom_kill_disable",
                    "privileged",
                    "read_only",
                    "stdin_open",
                    "tty",
                    "volumes.[].read_only",
                    "volumes.[].volume.nocopy");
    private static final PathTable<Cast> CASTS = new PathTable<>(casts());

    private final Function<String, @Nullable String> lookup;

    Variables(Function<String, @Nullable String> lookup) {
        this.lookup = lookup;
    }

    private static Map<String, Cast> casts() {
        Map<String, Cast> casts = new LinkedHashMap<>();
        INTEGERS.forEach(key -> casts.put("services.*." + key, Cast.INTEGER));
        NUMBERS.forEach(key -> casts.put("services.*." + key, Cast.NUMBER));
        BOOLEANS.forEach(key -> casts.put("services.*." + key, Cast.BOOLEAN));
        for (String key : List.of("internal", "attachable", "enable_ipv4", "enable_ipv6")) {
            casts.put("networks.*." + key, Cast.BOOLEAN);
        }
        for (String kind : List.of("networks", "volumes", "secrets", "configs")) {
            casts.put(kind + ".*.external", Cast.BOOLEAN);
        }
        return casts;
    }

    /**
     * Returns a document with the variables in its values.
     *
     * @throws InvalidOptionException if a variable is malformed, is required and missing, or makes a value that
     *     its key does not take
     */
    YamlNode apply(YamlNode document) {
        return apply(document, KeyPath.ROOT);
    }

    private YamlNode apply(YamlNode node, KeyPath path) {
        if (!(node.value() instanceof String text)) {
            return Nodes.eachBelow(node, path, this::apply);
        }
        String replaced;
        try {
            replaced = Template.substitute(text, lookup);
        } catch (IllegalArgumentException e) {
            throw Nodes.refuse(node, path, String.valueOf(e.getMessage()));
        }
        Cast cast = CASTS.find(path);
        return cast == null ? node.with(replaced) : cast(node, replaced, path, cast);
    }

    private static YamlNode cast(YamlNode node, String text, KeyPath path, Cast cast) {
        return switch (cast) {
            case INTEGER -> node.with(integer(node, text, path));
            case NUMBER -> {
                if (!NUMBER.matcher(text).matches()) {
                    throw wrong(node, text, path, "a number");
                }
                yield node.with(Double.valueOf(text));
            }
            case BOOLEAN -> node.with(isTrue(node, text, path));
        };
    }

    private static Long integer(YamlNode node, String text, KeyPath path) {
        try {
            if (INTEGER.matcher(text).matches()) {
                return Long.valueOf(text);
            }
        } catch (NumberFormatException tooLarge) {
            LOG.debug("{} does not fit 64 bits", path);
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
            LOG.warn("{}: \"{}\" is not a boolean of YAML 1.2; write {}", path, text, isTrue);
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
