package io.dockerkit.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A condition that one look at a container answers: nothing is kept from look to look. Immutable and thread-safe. */
final class Probe implements Condition {
    /** One look. */
    interface Look {
        Sight at(Container container, ContainerDetails details, Duration left) throws IOException;
    }

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final int STAYS_OPEN_MILLIS = 50;

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
            @Override
            public Sight look(ContainerDetails details, Duration left) {
                try {
                    return look.at(container, details, left);
                } catch (IOException notYet) {
                    return Sight.notYet(notYet.toString());
                }
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
                                address -> check.look(address, path, left)));
    }

    /**
     * The engine's proxy accepts at once and closes when nothing listens in the container, so the connection has to stay
     * open for a moment, or to say something, before it counts; unless the kernel says that one listens.
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
                                address -> connect(address, port, details, left)));
    }

    private static Sight connect(
            InetSocketAddress address, Port port, ContainerDetails details, Duration left) {
        try (Socket socket = new Socket()) {
            socket.connect(address, millis(left));
            if (Listeners.on(port, details)) {
                return Sight.READY;
            }
            socket.setSoTimeout(STAYS_OPEN_MILLIS);
            return socket.getInputStream().read() < 0
                    ? Sight.notYet(address + ": closed at once")
                    : Sight.READY;
        } catch (SocketTimeoutException e) {
            return e.getMessage() != null && e.getMessage().startsWith("Connect")
                    ? Sight.notYet(address + ": " + e)
                    : Sight.READY;
        } catch (IOException notYet) {
            return Sight.notYet(address + ": " + notYet);
        }
    }

    static int millis(Duration left) {
        Duration limit = left.compareTo(LONGEST_CONNECT) < 0 ? left : LONGEST_CONNECT;
        return Math.max(1, (int) limit.toMillis());
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
                            default -> Sight.notYet(details.state().health());
                        });
    }

    static Probe exec(List<String> command) {
        return new Probe(
                "exit code 0 of " + String.join(" ", command),
                true,
                (container, details, left) ->
                        running(details, () -> carriedOut(container, command, left)));
    }

    private static Sight carriedOut(Container container, List<String> command, Duration left) {
        try {
            ExecResult result = container.exec(command).timeout(left).execute();
            return result.exitCode() == 0
                    ? Sight.READY
                    : Sight.notYet("exit code " + result.exitCode() + said(result));
        } catch (DockerInterruptedException interrupted) {
            throw interrupted;
        } catch (DockerTimeoutException late) {
            return Sight.notYet("the command had not ended");
        } catch (DockerException refused) {
            return Sight.notYet(refused.getMessage());
        }
    }

    private static String said(ExecResult result) {
        String text = (result.stdout() + result.stderr()).strip();
        return text.isEmpty() ? "" : ", saying: " + text.substring(0, Math.min(300, text.length()));
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
            Container container, ContainerDetails details, Port port, Connecting connecting)
            throws IOException {
        return running(
                details,
                () -> {
                    InetSocketAddress address;
                    try {
                        address = container.address(port.number());
                    } catch (IllegalStateException unpublished) {
                        ContainerState now = container.inspect().state();
                        if (now.running()) {
                            throw unpublished;
                        }
                        return Sight.notYet("it is " + now.status());
                    }
                    return connecting.to(address);
                });
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
