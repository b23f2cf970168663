package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of a container, as {@code 8080/tcp}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param number the number, 1 to 65535
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 */
public record Port(int number, String protocol) implements Comparable<Port> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:/(tcp|udp|sctp))?");

    /** Checks the range. */
    public Port {
        if (number < 1 || number > 65535) {
            throw new InvalidOptionException(
                    "port", number + "/" + protocol, "a container port must be 1..65535");
        }
    }

    /** Returns the TCP port with this number. */
    public static Port tcp(int number) {
        return new Port(number, "tcp");
    }

    /** Returns the UDP port with this number. */
    public static Port udp(int number) {
        return new Port(number, "udp");
    }

    /**
     * Reads {@code 8080} or {@code 8080/tcp}; tcp where no protocol is named.
     *
     * @throws InvalidOptionException if the text is not of that form
     */
    public static Port parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidOptionException("port", text, "accepted form: number[/tcp|udp|sctp]");
        }
        String protocol = matcher.group(2);
        return new Port(Integer.parseInt(matcher.group(1)), protocol == null ? "tcp" : protocol);
    }

    /** Orders by number, then by protocol. */
    @Override
    public int compareTo(Port other) {
        int byNumber = Integer.compare(number, other.number);
        return byNumber != 0 ? byNumber : protocol.compareTo(other.protocol);
    }

    /** Returns {@code 8080/tcp}. */
    @Override
    public String toString() {
        return number + "/" + protocol;
    }
}
