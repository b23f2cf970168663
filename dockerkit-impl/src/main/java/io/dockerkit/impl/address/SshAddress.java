package io.dockerkit.impl.address;

import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.impl.transport.SshCommand;
import io.dockerkit.impl.transport.Wire;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of the form {@code ssh://[user@]host[:port][/path]}, by the rules of the docker CLI: the path, if there is
 * one, is that of the engine's socket on the other side. Immutable and thread-safe.
 *
 * @param text the whole address as it was written
 * @param user the user there; empty for the one that ssh's configuration, or the system, names
 * @param host a name, an address without brackets, or an alias of ssh's configuration
 * @param port the port; empty for ssh's own choice
 * @param path the socket there; empty for the engine that the docker command there finds
 */
public record SshAddress(String text, String user, String host, String port, String path)
        implements EngineAddress {
    private static final String PREFIX = "ssh://";

    static final Scheme SCHEME =
            new Scheme(
                    PREFIX,
                    "ssh://[user@]host[:port][/path]",
                    (source, text, tls) -> text,
                    SshAddress::read);

    private static final Pattern UNSAFE = Pattern.compile("[\\s\\p{Cntrl}'\"`$\\\\;&<>|(){}]");

    private static SshAddress read(WrittenAddress written) {
        URI uri = written.uri();
        if (uri.getRawQuery() != null) {
            throw written.refused("a query is not allowed");
        }
        if (uri.getRawFragment() != null) {
            throw written.refused("a fragment is not allowed");
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String login = authority.substring(0, Math.max(at, 0));
        if (login.contains(":")) {
            throw written.refused("a password is not allowed: ssh gets in by a key or its agent");
        }
        String place = authority.substring(at + 1);
        int colon = place.lastIndexOf(':');
        boolean hasPort = colon > place.lastIndexOf(']');
        String host = hasPort ? place.substring(0, colon) : place;
        String port = hasPort ? place.substring(colon + 1) : "";
        SshAddress address =
                new SshAddress(
                        written.text(),
                        decoded(login),
                        host.replaceAll("^\\[|]$", ""),
                        port,
                        uri.getPath());
        address.check(written);
        return address;
    }

    private static String decoded(String escaped) {
        try {
            return new URI("x:///" + escaped).getPath().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a part of an address is an address", e);
        }
    }

    private void check(WrittenAddress written) {
        if (host.isEmpty()) {
            throw written.refused("the host is missing");
        }
        // ssh would take them for options
        if (host.startsWith("-") || user.startsWith("-")) {
            throw written.refused("neither user nor host may begin with -");
        }
        // ssh's configuration may hand them to a shell (%h and %r in a ProxyCommand)
        if (UNSAFE.matcher(host).find() || UNSAFE.matcher(user).find()) {
            throw written.refused(
                    "neither user nor host may have spaces or characters of the shell");
        }
        if (!port.isEmpty() && !port.matches("\\d{1,5}")) {
            throw written.refused("the port must be a number");
        }
    }

    @Override
    public Wire connect(Map<String, String> environment, Duration deadline) {
        return new SocketHttpClient(Route.overSsh(command(environment)), deadline);
    }

    @Override
    public Optional<String> hostName(Map<String, String> environment) {
        return Optional.of(SshHostName.of(this, environment));
    }

    @Override
    public String toString() {
        return text;
    }

    /** Returns how ssh is called for it. */
    SshCommand command(Map<String, String> environment) {
        return new SshCommand(text, destination(), host, remoteCommand(), environment);
    }

    /** Returns the arguments of ssh that say who and where, but for the host. */
    List<String> destination() {
        List<String> words = new ArrayList<>();
        if (!user.isEmpty()) {
            words.addAll(List.of("-l", user));
        }
        if (!port.isEmpty()) {
            words.addAll(List.of("-p", port));
        }
        return words;
    }

    private String remoteCommand() {
        boolean given = !path.replace("/", "").isEmpty();
        return given
                ? "docker " + ShellQuoting.quote("--host=unix://" + path) + " system dial-stdio"
                : "docker system dial-stdio";
    }
}
