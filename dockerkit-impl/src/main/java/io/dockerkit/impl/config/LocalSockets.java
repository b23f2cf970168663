package io.dockerkit.impl.config;

import io.dockerkit.impl.address.NamedPipeAddress;
import io.dockerkit.impl.address.UnixAddress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The sockets on this machine where one of the usual engines is, and what each is called: the default one, then those of
 * engines without root and in virtual machines. Immutable and thread-safe.
 */
final class LocalSockets {
    private final Map<String, String> environment;
    private final Path home;
    private final Path root;

    LocalSockets(Map<String, String> environment, Path home, Path root) {
        this.environment = environment;
        this.home = home;
        this.root = root;
    }

    /** Returns the default address. */
    String usual() {
        return onWindows()
                ? NamedPipeAddress.usual()
                : new UnixAddress(root.resolve("var/run/docker.sock")).toString();
    }

    private static boolean onWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** Returns all of them, whether they are there or not, the default one first. */
    List<Endpoint> all() {
        List<Endpoint> all = new ArrayList<>();
        all.add(new Endpoint("default", usual(), null));
        if (!onWindows()) {
            all.addAll(others());
        }
        return all;
    }

    /**
     * Returns the usual endpoint if its socket is there, well or not; otherwise the first of the others on which somebody
     * listens, which its source tells. Nothing is sent.
     */
    Endpoint inPlaceOf(Endpoint usual) {
        if (!isAbsent(usual)) {
            return usual;
        }
        for (Endpoint other : others()) {
            if (listens(path(other))) {
                String source = other.source() + ", found since there is no " + path(usual);
                return new Endpoint(source, other.host(), null);
            }
        }
        return usual;
    }

    /** Returns whether an endpoint is a missing socket, chosen because no engine was found. */
    static boolean isAbsent(Endpoint endpoint) {
        return UnixAddress.socketOf(endpoint.host()).filter(Files::notExists).isPresent();
    }

    private static Path path(Endpoint endpoint) {
        return UnixAddress.socketOf(endpoint.host()).orElseThrow();
    }

    private List<Endpoint> others() {
        Path runtime = runtime();
        List<Endpoint> found = new ArrayList<>();
        add(found, "rootless", runtime.resolve("docker.sock"));
        add(found, "Docker Desktop", home.resolve(".docker/desktop/docker.sock"));
        add(found, "Docker Desktop", home.resolve(".docker/run/docker.sock"));
        add(found, "Colima", home.resolve(".colima/default/docker.sock"));
        add(found, "Colima", home.resolve(".config/colima/default/docker.sock"));
        add(found, "OrbStack", home.resolve(".orbstack/run/docker.sock"));
        add(found, "Rancher Desktop", home.resolve(".rd/docker.sock"));
        add(found, "podman", runtime.resolve("podman/podman.sock"));
        add(found, "podman of root", root.resolve("run/podman/podman.sock"));
        return found;
    }

    private static void add(List<Endpoint> to, String name, Path socket) {
        to.add(new Endpoint(name, new UnixAddress(socket).toString(), null));
    }

    /** Returns the user's directory for sockets, which a service or su may not have in its environment. */
    private Path runtime() {
        String named = environment.getOrDefault("XDG_RUNTIME_DIR", "").strip();
        return named.isEmpty() ? root.resolve("run/user").resolve(uid()) : Path.of(named);
    }

    private static String uid() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "0";
        }
    }

    private static boolean listens(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException | UnsupportedOperationException nobody) {
            return false;
        }
    }
}
