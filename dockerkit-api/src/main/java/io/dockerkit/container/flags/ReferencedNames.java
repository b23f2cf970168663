package io.dockerkit.container.flags;

import io.dockerkit.cli.FlagValues;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of containers, networks and volumes in the values of flags: which part of a value is one. Stateless and
 * thread-safe.
 */
final class ReferencedNames {
    private static final Pattern NETWORK = Pattern.compile("(^|,)(name=)([^,]*)");
    private static final Pattern SOURCE = Pattern.compile("(^|,)(source=|src=)([^,/]+)(?=,|$)");
    private static final Pattern OTHER_TYPE = Pattern.compile("(^|,)type=(?!volume)");
    private static final String OF_CONTAINER = "container:";

    private static final Map<String, BiFunction<String, UnaryOperator<String>, String>> PARTS =
            Map.of(
                    "name", (value, names) -> names.apply(value),
                    "network", ReferencedNames::network,
                    "volume", ReferencedNames::volume,
                    "mount", ReferencedNames::mount,
                    "volumes-from", ReferencedNames::first,
                    "link", ReferencedNames::first,
                    "ipc", ReferencedNames::shared,
                    "pid", ReferencedNames::shared);

    private ReferencedNames() {}

    /** Returns the flags with each name replaced by what the operator makes of it. */
    static FlagValues replace(FlagValues flags, UnaryOperator<String> names) {
        FlagValues replaced = flags;
        for (Map.Entry<String, BiFunction<String, UnaryOperator<String>, String>> part :
                PARTS.entrySet()) {
            replaced = replaced.mapped(part.getKey(), value -> part.getValue().apply(value, names));
        }
        return replaced;
    }

    private static String network(String value, UnaryOperator<String> names) {
        return value.contains("=") ? group(NETWORK, value, names) : shared(value, names, true);
    }

    private static String volume(String value, UnaryOperator<String> names) {
        return VolumeSyntax.hasNamedSource(value) ? first(value, names) : value;
    }

    private static String mount(String value, UnaryOperator<String> names) {
        return OTHER_TYPE.matcher(value).find() ? value : group(SOURCE, value, names);
    }

    private static String group(Pattern pattern, String value, UnaryOperator<String> names) {
        return pattern.matcher(value)
                .replaceAll(
                        (MatchResult found) ->
                                Matcher.quoteReplacement(
                                        found.group(1)
                                                + found.group(2)
                                                + names.apply(found.group(3))));
    }

    /** The name ends at the first colon. */
    private static String first(String value, UnaryOperator<String> names) {
        int colon = value.indexOf(':');
        return colon < 0
                ? names.apply(value)
                : names.apply(value.substring(0, colon)) + value.substring(colon);
    }

    private static String shared(String value, UnaryOperator<String> names) {
        return shared(value, names, false);
    }

    private static String shared(String value, UnaryOperator<String> names, boolean orItself) {
        if (value.startsWith(OF_CONTAINER)) {
            return OF_CONTAINER + names.apply(value.substring(OF_CONTAINER.length()));
        }
        return orItself ? names.apply(value) : value;
    }
}
