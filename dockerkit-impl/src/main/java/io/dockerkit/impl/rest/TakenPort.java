package io.dockerkit.impl.rest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The port of the host that an engine says is taken. Immutable and thread-safe.
 *
 * @param number the port, or 0 if the engine does not say which
 * @param protocol {@code tcp} or {@code udp}, or "" if the engine does not say which
 */
public record TakenPort(int number, String protocol) {
    private static final Pattern PORT =
            Pattern.compile(
                    "(?:bind for|bind host port for|bind host port|listen (tcp|udp)[46]?) (?:\\[[^]]*]|[^:\\s]*):(\\d{1,5})(\\S*)");

    /** Reads the words of an engine. */
    public static TakenPort in(String words) {
        Matcher matcher = PORT.matcher(words.toLowerCase(Locale.ROOT));
        if (!matcher.find()) {
            return new TakenPort(0, "");
        }
        String listening = matcher.group(1);
        Matcher written = Pattern.compile("/(tcp|udp)").matcher(matcher.group(3));
        String protocol = listening != null ? listening : written.find() ? written.group(1) : "";
        return new TakenPort(Integer.parseInt(matcher.group(2)), protocol);
    }
}
