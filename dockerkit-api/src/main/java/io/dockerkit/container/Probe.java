package io.dockerkit.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.Json;
import io.dockerkit.cli.OneArgument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A condition that one look at a container answers: nothing is kept from look to look. Immutable and thread-safe. */
final class Probe implements Condition {
    /** One look. */
    interface Look {
        Sight at(Container container, ContainerDetails details, Duration left) throws IOException;
    }

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    /** How long a connection stays open at least before it counts. */
    private static final Duration OPEN = Duration.ofMillis(250);

    /** The same where the kernel says that nothing listens: something in front of the container may still serve the port. */
    private static final Duration OPEN_UNHEARD = Duration.ofSeconds(2);

    private static final int SHOWN = 300;

    private final String description;
    private final boolean polled;
    private final Look look;

    private Probe(String description, boolean polled, Look look) {
        this.description = description;
        this.polled = polled;
        this.look = look;
    }

    @Override
    public Watch watch(Container container, Runnable news) {
        return new Watch() {
            private @Nullable Sight last;

            @Override
            public Sight look(ContainerDetails details, Duration left) {
                Sight now;
                try {
                    now = look.at(container, details, left);
                } catch (IOException notYet) {
                    now = Sight.notYet(notYet.toString());
                }
                if (!now.is(Sight.Kind.CUT_OFF)) {
                    last = now;
                    return now;
                }
                // what an earlier look showed that came to its end says more
                return last == null ? Sight.notYet(now.seen()) : last;
            }

            @Override
            public boolean polled() {
                return polled;
            }
        };
    }

    static Probe http(Port port, String path, HttpCheck check) {
        return new Probe(
                check + " from port " + port + " at " + path,
                true,
                (container, details, left) ->
                        reached(
                                container,
                                details,
                                port,
                                left,
                                address -> check.look(address, path, left)));
    }

    /**
     * The engine's proxy accepts at once, and closes the connection when it cannot connect to the container. So a connection
     * counts only after it stayed open for a while or received a byte, unless the kernel says that a process listens.
     */
    static Probe port(Port port) {
        return new Probe(
                "a connection to port " + port,
                true,
                (container, details, left) ->
                        reached(
                                container,
                                details,
                                port,
                                left,
                                address ->
                                        connect(address, () -> Listeners.on(port, details), left)));
    }

    static Sight connect(
            InetSocketAddress address, Supplier<Listeners.Answer> listeners, Duration left) {
        // the port is reached as it was published, whatever proxy this program uses for the
        // Internet
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            long start = System.nanoTime();
            socket.connect(address, millis(left));
            Duration connecting = Duration.ofNanos(System.nanoTime() - start);
            Listeners.Answer answer = listeners.get();
            if (answer == Listeners.Answer.YES) {
                return Sight.READY;
            }
            Duration open = staysOpen(answer, connecting);
            boolean cut = left.compareTo(open) < 0;
            socket.setSoTimeout(Math.max(1, (int) (cut ? left : open).toMillis()));
            return afterAWhile(socket, cut, address);
        } catch (SocketTimeoutException e) {
            return isCutShort(left)
                    ? Sight.cutOff(address + ": not connected yet")
                    : Sight.notYet(address + ": " + e);
        } catch (IOException notYet) {
            return Sight.notYet(address + ": " + notYet);
        }
    }

    /** The end of a connection takes a round trip to arrive, as connecting did. */
    static Duration staysOpen(Listeners.Answer answer, Duration connecting) {
        Duration least = answer == Listeners.Answer.NO ? OPEN_UNHEARD : OPEN;
        return longer(least, connecting.multipliedBy(3));
    }

    private static Sight afterAWhile(Socket socket, boolean cut, InetSocketAddress address)
            throws IOException {
        try {
            return socket.getInputStream().read() < 0
                    ? Sight.notYet(address + ": the connection was closed")
                    : Sight.READY;
        } catch (SocketTimeoutException open) {
            return cut
                    ? Sight.cutOff(address + ": the connection is open, but too new to count")
                    : Sight.READY;
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static int millis(Duration left) {
        Duration limit = left.compareTo(LONGEST_CONNECT) < 0 ? left : LONGEST_CONNECT;
        return Math.max(1, (int) limit.toMillis());
    }

    /** Returns whether the end of the wait leaves a look less time than it would have. */
    static boolean isCutShort(Duration left) {
        return left.compareTo(LONGEST_CONNECT) < 0;
    }

    static Probe healthy() {
        return new Probe(
                "a healthy health check",
                false,
                (container, details, left) ->
                        switch (details.state().health()) {
                            case "healthy" -> Sight.READY;
                            case "" ->
                                    throw new IllegalStateException(
                                            "container "
                                                    + details.name()
                                                    + " has no health check: give it one with healthCmd(…), or wait for something else");
                            default -> Sight.notYet(details.state().health() + lastCheck(details));
                        });
    }

    /** The engine keeps the output of the last five checks. */
    private static String lastCheck(ContainerDetails details) {
        Json log = details.at("/State/Health/Log");
        List<Json> checks = log.exists() ? log.items() : List.of();
        if (checks.isEmpty()) {
            return "; its health check has not run yet";
        }
        Json last = checks.get(checks.size() - 1);
        Json code = last.at("/ExitCode");
        Json output = last.at("/Output");
        return "; its last health check exited with code "
                + (code.exists() ? code.number() : "unknown")
                + saying(output.exists() ? output.text() : "");
    }

    private static String saying(String output) {
        String text = output.strip();
        return text.isEmpty()
                ? " and wrote nothing"
                : ", saying: " + text.substring(0, Math.min(SHOWN, text.length()));
    }

    static Probe exec(List<String> command) {
        return new Probe(
                "exit code 0 of " + String.join(" ", command),
                true,
                (container, details, left) ->
                        running(details, () -> carriedOut(container, command, left)));
    }

    private static Sight carriedOut(Container container, List<String> command, Duration left) {
        Beginning output = new Beginning();
        try {
            int code =
                    container
                            .exec(command)
                            .timeout(left.isZero() ? Duration.ofNanos(1) : left)
                            .stdoutTo(output)
                            .stderrTo(output)
                            .execute()
                            .exitCode();
            if (code == 0) {
                return Sight.READY;
            }
            return isMissing(output.toString())
                    ? missing(command, output.toString())
                    : Sight.notYet("exit code " + code + saying(output.toString()));
        } catch (DockerInterruptedException interrupted) {
            throw interrupted;
        } catch (DockerTimeoutException late) {
            return Sight.cutOff("the command had not ended");
        } catch (DockerException refused) {
            return isMissing(refused.getMessage())
                    ? missing(command, refused.getMessage())
                    : Sight.notYet(refused.getMessage());
        }
    }

    /** What the engine says, older ones in the output; what a shell says of a program that is missing reads otherwise. */
    private static boolean isMissing(String words) {
        return words.contains("OCI runtime exec failed")
                && (words.contains("executable file not found")
                        || words.contains("no such file or directory")
                        || words.contains("permission denied"));
    }

    private static Sight missing(List<String> command, String words) {
        String advice = OneArgument.advice(command.get(0), "Wait.exec");
        return Sight.never(
                "the container has no program "
                        + command.get(0)
                        + " that can be executed; "
                        + (advice.isEmpty() ? "name one that the image has" : advice)
                        + " ("
                        + words.strip().substring(0, Math.min(SHOWN, words.strip().length()))
                        + ")");
    }

    /** Keeps the beginning of what a command writes, for messages. */
    private static final class Beginning extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            kept.write(from, offset, Math.min(length, 4 * SHOWN - kept.size()));
        }

        @Override
        public String toString() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    static Probe exit(int code) {
        return new Probe(
                "its end with exit code " + code,
                false,
                (container, details, left) -> {
                    ContainerState state = details.state();
                    if (state.running() || state.finishedAt().isEmpty()) {
                        return Sight.notYet("it is " + state.status());
                    }
                    return state.exitCode() == code
                            ? Sight.READY
                            : Sight.never("exit code " + state.exitCode() + " instead of " + code);
                });
    }

    static Probe of(String what, Predicate<? super Container> ready) {
        return new Probe(
                what,
                true,
                (container, details, left) ->
                        ready.test(container) ? Sight.READY : Sight.notYet("it is not so yet"));
    }

    private interface Connecting {
        Sight to(InetSocketAddress address);
    }

    /** It may have ended since it was looked at, and then it has no address. */
    private static Sight reached(
            Container asked,
            ContainerDetails details,
            Port port,
            Duration left,
            Connecting connecting)
            throws IOException {
        Container container = Waiting.hurried(asked, left);
        return running(
                details,
                () -> {
                    InetSocketAddress address;
                    try {
                        address = container.address(port.number());
                    } catch (IllegalStateException unpublished) {
                        // between two runs of a restart policy, and until its network is set up, it
                        // has no ports
                        if (details.state().running() && !publishes(details, port)) {
                            throw unpublished;
                        }
                        return Sight.notYet(
                                "port " + port + " is not there yet: it is " + state(container));
                    }
                    return connecting.to(address);
                });
    }

    private static String state(Container container) {
        ContainerState state = container.inspect().state();
        return state.status()
                + (state.status().equals("restarting")
                        ? ", its last run exited with code " + state.exitCode()
                        : "");
    }

    /** Returns whether the container was told to publish the port, whatever state it is in. */
    private static boolean publishes(ContainerDetails details, Port port) {
        if (isNamed(details.at("/HostConfig/PortBindings"), port)) {
            return true;
        }
        Json all = details.at("/HostConfig/PublishAllPorts");
        return all.exists() && all.bool() && isNamed(details.at("/Config/ExposedPorts"), port);
    }

    private static boolean isNamed(Json ports, Port port) {
        return ports.exists()
                && ports.fields().keySet().stream().anyMatch(name -> includes(name, port));
    }

    /** Images name their ports in many ways: {@code 80}, {@code 53/UDP}, {@code 6379-6399/tcp}. */
    private static boolean includes(String name, Port port) {
        String[] parts = name.toLowerCase(Locale.ROOT).split("/", 2);
        String[] range = parts[0].split("-", 2);
        try {
            return (parts.length > 1 ? parts[1] : "tcp").equals(port.protocol())
                    && Integer.parseInt(range[0]) <= port.number()
                    && Integer.parseInt(range[range.length - 1]) >= port.number();
        } catch (NumberFormatException otherForm) {
            return false;
        }
    }

    private interface Sighting {
        Sight get() throws IOException;
    }

    /** Only what runs has ports and can be asked. */
    private static Sight running(ContainerDetails details, Sighting sighting) throws IOException {
        return details.state().running()
                ? sighting.get()
                : Sight.notYet("it is " + details.state().status());
    }

    @Override
    public String toString() {
        return description;
    }
}
