package io.dockerkit.container.flags;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;

import io.dockerkit.cli.Addresses;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of {@code docker run} about how the container is connected; those of {@code NetworkingOptions}. What the flags
 * about networks put into the request, together, is in {@link NetworkSyntax}.
 */
final class NetworkingFlags {
    private static final String SERVICE = ServiceFlags.COMMAND;
    private static final String SPEC = ServiceFlags.CONTAINER;

    private static final Pattern DOMAIN =
            Pattern.compile(
                    "^(:?[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?::?\\.:?[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)\\.?\\s*$");
    private static final Pattern LETTER = Pattern.compile("[a-zA-Z]");

    static final List<Flag> ROWS =
            List.of(
                    many("network", NetworkSyntax.FORM, "Connect to a network")
                            .alias("net")
                            .checked(NetworkSyntax::check)
                            .alsoOf(SERVICE, Flag::plain),
                    many("network-alias", "a host name", "Alias of the container in the network")
                            .alias("net-alias"),
                    one("ip", "an IPv4 address such as 172.30.100.104", "IPv4 address"),
                    one("ip6", "an IPv6 address such as 2001:db8::33", "IPv6 address"),
                    many("link-local-ip", "an IP address", "Link-local address"),
                    one("mac-address", "a MAC address such as 92:d0:c6:0a:29:33", "MAC address")
                            .checkedLast(
                                    value -> value.isEmpty() ? value : Addresses.checkMac(value)),
                    many("link", "container[:alias]", "Link to another container")
                            .checked(NetworkingFlags::link)
                            .writes(Words.listAt("HostConfig/Links")),
                    one("hostname", "a host name", "Host name inside the container")
                            .shorthand('h')
                            .writes(Words.textAt("Hostname"))
                            .alsoOf(
                                    SERVICE,
                                    row ->
                                            row.plain()
                                                    .since("1.25")
                                                    .writes(Words.textAt(SPEC + "Hostname"))),
                    one("domainname", "a domain", "Domain of the container")
                            .writes(Words.textAt("Domainname")),
                    many(
                                    "add-host",
                                    "host:ip, the ip possibly host-gateway",
                                    "Add a line to the hosts file")
                            .checked(NetworkingFlags::host)
                            .writes(NetworkingFlags::addHosts),
                    many("dns", "an IP address", "DNS server")
                            .checked(Addresses::check)
                            .writes(
                                    (values, draft) ->
                                            values.forEach(
                                                    value ->
                                                            draft.add(
                                                                    "HostConfig/Dns",
                                                                    Addresses.canonical(value))))
                            .alsoOf(
                                    SERVICE,
                                    row ->
                                            row.since("1.25")
                                                    .writes(
                                                            list(
                                                                    SPEC + "DNSConfig/Nameservers",
                                                                    Addresses::canonical))),
                    many("dns-option", "an option of resolv.conf, such as ndots:2", "DNS option")
                            .alias("dns-opt")
                            .writes(Words.listAt("HostConfig/DnsOptions"))
                            .alsoOf(
                                    SERVICE,
                                    row ->
                                            row.plain()
                                                    .since("1.25")
                                                    .writes(
                                                            Words.listAt(
                                                                    SPEC + "DNSConfig/Options"))),
                    many("dns-search", "a domain, or . for none", "DNS search domain")
                            .checked(
                                    value -> {
                                        domain(value);
                                        return value;
                                    })
                            .writes(
                                    (values, draft) ->
                                            values.forEach(
                                                    value ->
                                                            draft.add(
                                                                    "HostConfig/DnsSearch",
                                                                    domain(value))))
                            .alsoOf(
                                    SERVICE,
                                    row ->
                                            row.since("1.25")
                                                    .writes(
                                                            list(
                                                                    SPEC + "DNSConfig/Search",
                                                                    NetworkingFlags::domain))));

    private NetworkingFlags() {}

    private static Flag.Writer list(String path, UnaryOperator<String> form) {
        return (values, draft) -> values.forEach(value -> draft.add(path, form.apply(value)));
    }

    private static String link(String value) {
        if (value.isEmpty() || value.chars().filter(c -> c == ':').count() > 1) {
            throw new IllegalArgumentException("not a link");
        }
        return value;
    }

    /** Returns a domain in the form that is sent. */
    static String domain(String value) {
        String trimmed = value.replaceAll("^ +| +$", "");
        if (trimmed.equals(".")) {
            return trimmed;
        }
        Matcher matcher = DOMAIN.matcher(trimmed);
        if (!LETTER.matcher(trimmed).find()
                || !matcher.matches()
                || matcher.group(1).length() >= 255) {
            throw new IllegalArgumentException("not a domain");
        }
        return matcher.group(1);
    }

    /** Returns the text if it is a host with its address. */
    static String host(String value) {
        int end = hostEnd(value);
        if (end < 1 || value.substring(0, end).contains(":")) {
            throw new IllegalArgumentException("the host or the address is missing");
        }
        if (!value.substring(end + 1).equals("host-gateway")) {
            Addresses.check(address(value, end));
        }
        return value;
    }

    private static int hostEnd(String value) {
        int equals = value.indexOf('=');
        return equals >= 0 ? equals : value.indexOf(':');
    }

    private static String address(String value, int end) {
        String address = value.substring(end + 1);
        boolean bracketed =
                address.length() > 2 && address.startsWith("[") && address.endsWith("]");
        return bracketed ? address.substring(1, address.length() - 1) : address;
    }

    /** Returns the line of a hosts file, address first, as a swarm takes it. */
    static String hostLine(String value) {
        int end = hostEnd(value);
        return address(value, end) + " " + value.substring(0, end);
    }

    /** The engine knows neither {@code =} nor brackets here. */
    private static void addHosts(List<String> values, RequestDraft draft) {
        for (String value : values) {
            int end = hostEnd(value);
            draft.add("HostConfig/ExtraHosts", value.substring(0, end) + ":" + address(value, end));
        }
    }
}
