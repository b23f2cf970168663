package io.dockerkit.compose.yaml;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar without quotes stands for, as the YAML of the docker CLI and that of {@code docker compose} have it. Stateless
 * and thread-safe.
 */
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
    private static final int[] BASES = {0, 0, 2, 8, 16, 8, 10};

    /** The forms of numbers, compiled when a scalar may be one. */
    private static final class Numbers {
        static final Pattern INTEGER =
                Pattern.compile(
                        "([-+]?)(?:0[bB]([01]+)|0[oO]([0-7]+)|0[xX]([0-9a-fA-F]+)|0([0-7]+)|(0|[1-9]\\d*))");
        static final Pattern FLOAT =
                Pattern.compile("[-+]?(?:\\.\\d+|\\d+(?:\\.\\d*)?)(?:[eE][-+]?\\d+)?");
    }

    /** What older versions of YAML take for something else than a text; compiled when a text is written. */
    private static final class OlderForms {
        static final Pattern OLD_BOOLEAN =
                Pattern.compile("[yYnN]|yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF");
        static final Pattern BASE_60 =
                Pattern.compile("[-+]?\\d[\\d_]*(?::[0-5]?\\d)+(?:\\.[\\d_]*)?");
        static final Pattern TIMESTAMP =
                Pattern.compile(
                        "\\d{4}-\\d{1,2}-\\d{1,2}(?:(?:[Tt ])\\d{1,2}:\\d{1,2}:\\d{1,2}(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)?)?");
    }

    /** The form of times, compiled when a scalar may be one. */
    private static final class Times {
        private static final String CLOCK =
                "(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:[.,](\\d{1,9})\\d*)?";
        static final Pattern FORM =
                Pattern.compile(
                        "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[Tt]"
                                + CLOCK
                                + "(Z|[+-]\\d\\d:\\d\\d)| "
                                + CLOCK
                                + ")?");
    }

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
        if (isMadeOf("0123456789", text)
                && text.length() < 19
                && (first != '0' || text.length() == 1)) {
            return Long.valueOf(text);
        }
        if (!isMadeOf("0123456789abcdefABCDEFxXoO_+-.", text)) {
            return text;
        }
        String plain = text.replace("_", "");
        Matcher integer = Numbers.INTEGER.matcher(plain);
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
        return Numbers.FLOAT.matcher(plain).matches() ? Double.valueOf(plain) : text;
    }

    private static boolean isMadeOf(String characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns what {@code docker compose} reads: as {@link #resolve}, or an OffsetDateTime. */
    static @Nullable Object resolveCompose(String text) {
        OffsetDateTime time = timestamp(text);
        if (time != null) {
            return time;
        }
        Object value = resolve(text);
        if (value instanceof Double number) {
            boolean isNamed = NAMED.containsKey(text);
            boolean tooLarge = number.isInfinite() && !isNamed;
            boolean isSplit = text.startsWith(".") && text.contains("_");
            boolean isDecimal = Numbers.FLOAT.matcher(text.replace("_", "")).matches();
            return isNamed || (isDecimal && !tooLarge && !isSplit) ? value : text;
        }
        return value instanceof BigInteger big && text.startsWith("+") ? big.doubleValue() : value;
    }

    private static @Nullable OffsetDateTime timestamp(String text) {
        if (text.indexOf('-') != 4) {
            return null;
        }
        Matcher parts = Times.FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        int clock = parts.group(4) != null ? 4 : 9;
        String zone = parts.group(8);
        try {
            return OffsetDateTime.of(
                    number(parts.group(1)),
                    number(parts.group(2)),
                    number(parts.group(3)),
                    number(parts.group(clock)),
                    number(parts.group(clock + 1)),
                    number(parts.group(clock + 2)),
                    nanos(parts.group(clock + 3)),
                    zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
    }

    /** Returns whether the text, without quotes, would be read as that text by all that read YAML. */
    static boolean isPlainText(String text) {
        return resolve(text) instanceof String
                && !OlderForms.OLD_BOOLEAN.matcher(text).matches()
                && !OlderForms.BASE_60.matcher(text).matches()
                && !OlderForms.TIMESTAMP.matcher(text).matches();
    }
}
