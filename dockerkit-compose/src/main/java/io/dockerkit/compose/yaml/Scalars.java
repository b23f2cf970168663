package io.dockerkit.compose.yaml;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a scalar without quotes stands for, as the YAML of the docker CLI has it. Stateless and thread-safe. */
final class Scalars {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Map<String, Object> NAMED =
            Map.ofEntries(
                    Map.entry("true", true),
                    Map.entry("True", true),
                    Map.entry("TRUE", true),
                    Map.entry("false", false),
                    Map.entry("False", false),
                    Map.entry("FALSE", false),
                    Map.entry(".nan", Double.NaN),
                    Map.entry(".NaN", Double.NaN),
                    Map.entry(".NAN", Double.NaN),
                    Map.entry(".inf", Double.POSITIVE_INFINITY),
                    Map.entry(".Inf", Double.POSITIVE_INFINITY),
                    Map.entry(".INF", Double.POSITIVE_INFINITY),
                    Map.entry("+.inf", Double.POSITIVE_INFINITY),
                    Map.entry("+.Inf", Double.POSITIVE_INFINITY),
                    Map.entry("+.INF", Double.POSITIVE_INFINITY),
                    Map.entry("-.inf", Double.NEGATIVE_INFINITY),
                    Map.entry("-.Inf", Double.NEGATIVE_INFINITY),
                    Map.entry("-.INF", Double.NEGATIVE_INFINITY));
    private static final Pattern INTEGER =
            Pattern.compile(
                    "([-+]?)(?:0[bB]([01]+)|0[oO]([0-7]+)|0[xX]([0-9a-fA-F]+)|0([0-7]+)|(0|[1-9]\\d*))");
    private static final int[] BASES = {0, 0, 2, 8, 16, 8, 10};
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:\\.\\d+|\\d+(?:\\.\\d*)?)(?:[eE][-+]?\\d+)?");
    private static final Pattern OLD_BOOLEAN =
            Pattern.compile("[yYnN]|yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF");
    private static final Pattern BASE_60 =
            Pattern.compile("[-+]?\\d[\\d_]*(?::[0-5]?\\d)+(?:\\.[\\d_]*)?");
    private static final Pattern TIMESTAMP =
            Pattern.compile(
                    "\\d{4}-\\d{1,2}-\\d{1,2}(?:(?:[Tt ])\\d{1,2}:\\d{1,2}:\\d{1,2}(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)?)?");

    private Scalars() {}

    /** Returns null, a Boolean, a Long, a BigInteger, a Double, or the text itself. */
    static @Nullable Object resolve(String text) {
        if (NOTHING.contains(text)) {
            return null;
        }
        Object named = NAMED.get(text);
        if (named != null) {
            return named;
        }
        char first = text.charAt(0);
        if (!(first >= '0' && first <= '9') && "+-.".indexOf(first) < 0) {
            return text;
        }
        String plain = text.replace("_", "");
        Matcher integer = INTEGER.matcher(plain);
        if (integer.matches()) {
            for (int group = 2; group <= 6; group++) {
                if (integer.group(group) != null) {
                    BigInteger number =
                            new BigInteger(integer.group(1) + integer.group(group), BASES[group]);
                    if (number.bitLength() < 64) {
                        return number.longValue();
                    }
                    return number.signum() > 0 && number.bitLength() == 64
                            ? number
                            : (Object) number.doubleValue();
                }
            }
        }
        return FLOAT.matcher(plain).matches() ? Double.valueOf(plain) : text;
    }

    /** Returns whether the text, without quotes, would be read as that text by all that read YAML. */
    static boolean isPlainText(String text) {
        return resolve(text) instanceof String
                && !OLD_BOOLEAN.matcher(text).matches()
                && !BASE_60.matcher(text).matches()
                && !TIMESTAMP.matcher(text).matches();
    }
}
