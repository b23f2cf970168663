package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of a container, as {@code 8080/tcp}.
 *
 * <p>The constructor and {@link #parse} check what a program asks for. What an engine reports is carried as it is, by
 * {@link #reported}: images may expose ranges, {@code 6379-6399/tcp}, and protocols that this class does not know.
 *
 * <p>Immutable and thread-safe.
 */
public final class Port implements Comparable<Port> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:/(tcp|udp|sctp))?");
    private static final Pattern REPORTED = Pattern.compile("([0-9]{1,5})(-[0-9]{1,5})?(?:/(.+))?");

    private final int number;
    private final String protocol;
    private final String text;

    /**
     * Creates a port.
     *
     * @param number the number, 1 to 65535
     * @param protocol {@code tcp}, {@code udp} or {@code sctp}
     * @throws InvalidOptionException if the number is out of its range, or the protocol is another
     */
    public Port(int number, String protocol) {
        this(number, protocol, number + "/" + Objects.requireNonNull(protocol, "protocol"));
        if (number < 1 || number > 65535) {
            throw new InvalidOptionException("port", text, "a container port must be 1..65535");
        }
        if (!protocol.equals("tcp") && !protocol.equals("udp") && !protocol.equals("sctp")) {
            throw new InvalidOptionException(
                    "port", text, "the protocol must be tcp, udp or sctp but was " + protocol);
        }
    }

    private Port(int number, String protocol, String text) {
        this.number = number;
        this.protocol = protocol;
        this.text = text;
    }

    /** Returns the TCP port with this number. */
    public static Port tcp(int number) {
        return new Port(number, "tcp");
    }

    /** Returns the UDP port with this number. */
    public static Port udp(int number) {
        return new Port(number, "udp");
    }

    /** Returns the SCTP port with this number. */
    public static Port sctp(int number) {
        return new Port(number, "sctp");
    }

    /**
     * Reads {@code 8080} or {@code 8080/tcp}; tcp where no protocol is named.
     *
     * @throws InvalidOptionException if the text is not of that form
     */
    public static Port parse(String text) {
        Matcher matcher = FORM.matcher(Objects.requireNonNull(text, "text"));
        if (!matcher.matches()) {
            throw new InvalidOptionException("port", text, "accepted form: number[/tcp|udp|sctp]");
        }
        String protocol = matcher.group(2);
        return new Port(Integer.parseInt(matcher.group(1)), protocol == null ? "tcp" : protocol);
    }

    /**
     * Returns a port as an engine reports it; called by implementations. Never fails: {@code 80} is {@code 80/tcp} and
     * {@code 53/UDP} is {@code 53/udp}, as docker reads them, and a text of any other form is kept as {@link #toString()}.
     */
    public static Port reported(String text) {
        Matcher matcher = REPORTED.matcher(Objects.requireNonNull(text, "text"));
        if (!matcher.matches()) {
            return new Port(0, "", text);
        }
        String named = matcher.group(3);
        String protocol = named == null ? "tcp" : named.toLowerCase(Locale.ROOT);
        String range = matcher.group(2) == null ? "" : matcher.group(2);
        int number = Integer.parseInt(matcher.group(1));
        return new Port(number, protocol, number + range + "/" + protocol);
    }

    /** Returns the number, the first one of a range; 0 if the engine reported none. */
    public int number() {
        return number;
    }

    /** Returns {@code tcp}, {@code udp} or {@code sctp}, or what else the engine reported; empty if it reported none. */
    public String protocol() {
        return protocol;
    }

    /** Orders by number, then by protocol. */
    @Override
    public int compareTo(Port other) {
        int byNumber = Integer.compare(number, other.number);
        int byProtocol = protocol.compareTo(other.protocol);
        return byNumber != 0 ? byNumber : byProtocol != 0 ? byProtocol : text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Port that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns {@code 8080/tcp}, or the text that the engine reported. */
    @Override
    public String toString() {
        return text;
    }

    /**
     * A container's port as published on the host, one line of {@code docker port}.
     *
     * <p>Immutable and thread-safe.
     *
     * @param containerPort the port in the container
     * @param hostIp the host's address that it is bound to; {@code 0.0.0.0} or {@code ::} for all
     * @param hostPort the port on the host
     */
    public record Binding(Port containerPort, String hostIp, int hostPort) {
        /** Checks that nothing is null. */
        public Binding {
            Objects.requireNonNull(containerPort, "containerPort");
            Objects.requireNonNull(hostIp, "hostIp");
        }

        /** Returns {@code 8080/tcp -> 0.0.0.0:80}, as {@code docker port} prints it. */
        @Override
        public String toString() {
            return containerPort
                    + " -> "
                    + (hostIp.contains(":") ? "[" + hostIp + "]" : hostIp)
                    + ":"
                    + hostPort;
        }
    }
}
