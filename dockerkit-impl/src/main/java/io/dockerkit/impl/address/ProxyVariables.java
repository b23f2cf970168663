package io.dockerkit.impl.address;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;
import io.dockerkit.impl.transport.HttpProxy;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables that name the proxy between this program and a tcp engine, read as the docker command reads them:
 * {@code HTTPS_PROXY} for engines with TLS, {@code HTTP_PROXY} for those without, each also in small letters where the one in
 * capitals is missing or empty; {@code NO_PROXY} lists the exceptions. {@code localhost} and loopback addresses are never
 * reached through a proxy.
 *
 * <p>An exception is a domain ({@code example.com}, itself and what is below it; {@code .example.com} or
 * {@code *.example.com}, only what is below it), an IP address, a range of them ({@code 10.0.0.0/8}), the first two also with
 * a port ({@code example.com:2376}), or {@code *} for all. Names are not looked up to compare them with addresses.
 *
 * <p>Stateless and thread-safe.
 */
final class ProxyVariables {
    private static final String FORM =
            "accepted form: [http://]host[:port], a login in front of the host as user:password and @; to connect directly, name the engine's host in NO_PROXY";

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:(?<login>[^/?#]*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[^:/?#@\\[\\]\\s]+)(?::(?<port>\\d{0,5}))?(?:[/?#].*)?");

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private ProxyVariables() {}

    /**
     * Returns the proxy to a tcp engine, or null where it is reached directly.
     *
     * @throws InvalidOptionException if the variable names no HTTP proxy
     */
    static @Nullable HttpProxy proxyTo(
            HostAndPort engine, boolean tls, Map<String, String> environment) {
        String variable = tls ? "HTTPS_PROXY" : "HTTP_PROXY";
        String name = nonEmpty(environment, variable) ? variable : Words.lower(variable);
        String value = environment.getOrDefault(name, "").strip();
        if (value.isEmpty() || isDirect(engine, environment)) {
            return null;
        }
        if (!tls && nonEmpty(environment, "REQUEST_METHOD")) {
            throw new InvalidOptionException(
                    name,
                    "…",
                    "in a CGI program the variable may come from the request and is not used; take it out of the environment");
        }
        return parse(name, value);
    }

    private static boolean nonEmpty(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    private static HttpProxy parse(String name, String value) {
        Matcher scheme = SCHEME.matcher(value);
        boolean named = scheme.matches();
        if (named && !Words.lower(scheme.group(1)).equals("http")) {
            throw refused(
                    name,
                    scheme.group(1) + "://…",
                    "DockerKit uses HTTP proxies only, whose address begins with http://");
        }
        Matcher address = ADDRESS.matcher(named ? scheme.group(2) : value);
        if (!address.matches()) {
            throw refused(name, "…", "it is no address");
        }
        String port = address.group("port");
        int number = port == null || port.isEmpty() ? 80 : Integer.parseInt(port);
        if (number < 1 || number > 65535) {
            throw refused(name, "…:" + port, "the port must be 1..65535");
        }
        String login = address.group("login");
        return new HttpProxy(
                name,
                address.group("host").replaceAll("[\\[\\]]", ""),
                number,
                login == null ? null : login(name, login));
    }

    private static String login(String name, String login) {
        try {
            String decoded = URLDecoder.decode(login.replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.indexOf(':') < 0 ? decoded + ":" : decoded;
        } catch (IllegalArgumentException malformed) {
            throw refused(
                    name,
                    "…",
                    "a % in the user or password is not followed by two hexadecimal digits; write %25");
        }
    }

    /** The value may hold a password and is not shown. */
    private static InvalidOptionException refused(String name, String shown, String reason) {
        return new InvalidOptionException(name, shown, reason + "; " + FORM);
    }

    private static boolean isDirect(HostAndPort engine, Map<String, String> environment) {
        String host = ascii(Words.lower(engine.host()));
        byte @Nullable [] address = address(host);
        if (host.equals("localhost") || (address != null && isLoopback(address))) {
            return true;
        }
        String list =
                environment.getOrDefault(
                        nonEmpty(environment, "NO_PROXY") ? "NO_PROXY" : "no_proxy", "");
        return Arrays.stream(list.split(","))
                .map(entry -> Words.lower(entry.strip()))
                .anyMatch(entry -> fits(entry, host, address, engine.port()));
    }

    private static boolean fits(String entry, String host, byte @Nullable [] address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash >= 0) {
            byte @Nullable [] base = address(entry.substring(0, slash));
            return base != null
                    && address != null
                    && base.length == address.length
                    && isWithin(address, base, entry.substring(slash + 1));
        }
        int colon = portColon(entry);
        String name = colon < 0 ? entry : entry.substring(0, colon);
        boolean samePort = colon < 0 || entry.substring(colon + 1).equals(String.valueOf(port));
        byte @Nullable [] one = address(name.replaceAll("^\\[|]$", ""));
        if (one != null) {
            return samePort && Arrays.equals(one, address);
        }
        return samePort
                && isDomainOf(ascii(name.startsWith("*.") ? name.substring(1) : name), host);
    }

    private static int portColon(String entry) {
        int last = entry.lastIndexOf(':');
        boolean bare = entry.indexOf(':') != last && entry.indexOf(']') < 0;
        return bare || last < entry.indexOf(']') ? -1 : last;
    }

    private static boolean isDomainOf(String domain, String host) {
        if (domain.isEmpty()) {
            return false;
        }
        return domain.startsWith(".")
                ? host.endsWith(domain)
                : host.equals(domain) || host.endsWith("." + domain);
    }

    private static boolean isWithin(byte[] address, byte[] base, String bits) {
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > 8 * base.length) {
            return false;
        }
        int prefix = Integer.parseInt(bits);
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if (((address[bit / 8] ^ base[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the bytes of a text that is an IP address, or null; nothing is looked up. */
    private static byte @Nullable [] address(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                return InetAddress.getByName(text).getAddress();
            }
            return IPV6.matcher(text).matches()
                    ? InetAddress.getByName("[" + text + "]").getAddress()
                    : null;
        } catch (UnknownHostException none) {
            return null;
        }
    }

    private static boolean isLoopback(byte[] address) {
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException impossible) {
            return false;
        }
    }

    private static String ascii(String name) {
        try {
            return Words.lower(IDN.toASCII(name));
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }
}
