package io.dockerkit;

import java.util.regex.Pattern;

/**
 * Takes out of a text what is a secret by its place: passwords in addresses of any scheme, and the values of JSON fields that
 * hold logins. Stateless and thread-safe.
 */
final class SecretText {
    /** {@code scheme://user:password@}; a password may have an at sign of its own. */
    private static final Pattern PASSWORD =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://[^\\s/\"'@:]*):[^\\s/\"']*@");

    /** {@code https://token@}. */
    private static final Pattern TOKEN =
            Pattern.compile("(https?://)(?!\\*\\*\\*@)[^\\s/\"'@:]+@", Pattern.CASE_INSENSITIVE);

    /** As a field stands in JSON, also in JSON inside of a JSON text, and also where the text is cut off. */
    private static final Pattern FIELD =
            Pattern.compile(
                    "(\\\\?\"(?:secret|password|identitytoken|registrytoken|auth)\\\\?\"\\s*:\\s*\\\\?\")"
                            + "(?:\\\\[^\"]|\\\\\"(?!\\s*[,}\\]])|[^\"\\\\])*",
                    Pattern.CASE_INSENSITIVE);

    private SecretText() {}

    /** Returns the text with {@code ***} in place of each secret. */
    static String masked(String text) {
        String masked = text;
        if (text.contains("://") && text.indexOf('@') > 0) {
            masked = PASSWORD.matcher(masked).replaceAll("$1:***@");
            masked = TOKEN.matcher(masked).replaceAll("$1***@");
        }
        return masked.indexOf('"') < 0 ? masked : FIELD.matcher(masked).replaceAll("$1***");
    }
}
