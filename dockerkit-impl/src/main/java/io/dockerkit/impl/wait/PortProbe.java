package io.dockerkit.impl.wait;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Connects to a published port. The engine's proxy accepts at once, and closes the connection when it cannot connect to the
 * container. So a connection counts only after it stayed open for a while or received a byte, unless the kernel says that a
 * process listens. Immutable and thread-safe.
 */
record PortProbe(Port port) implements Probe {
    /** How long a connection stays open at least before it counts. */
    private static final Duration OPEN = Duration.ofMillis(250);

    /** The same where the kernel says that nothing listens: something in front of the container may still serve the port. */
    private static final Duration OPEN_UNHEARD = Duration.ofSeconds(2);

    @Override
    public Observation look(Container container, ContainerDetails details, Duration left) {
        return PublishedPort.reached(
                container,
                details,
                port,
                left,
                address -> connect(address, () -> SocketTable.listens(port, details), left));
    }

    static Observation connect(
            InetSocketAddress address, Supplier<SocketTable.Answer> listener, Duration left) {
        // the port is reached as it was published, whatever proxy this program uses for the
        // Internet
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            long start = System.nanoTime();
            socket.connect(address, Probe.millis(left));
            Duration connecting = Duration.ofNanos(System.nanoTime() - start);
            SocketTable.Answer answer = listener.get();
            if (answer == SocketTable.Answer.YES) {
                return Observation.READY;
            }
            Duration open = staysOpen(answer, connecting);
            boolean cut = left.compareTo(open) < 0;
            socket.setSoTimeout(Math.max(1, (int) (cut ? left : open).toMillis()));
            return afterAWhile(socket, cut, address);
        } catch (SocketTimeoutException e) {
            return Probe.isCutShort(left)
                    ? Observation.cutOff(address + ": not connected yet")
                    : Observation.notYet(address + ": " + e);
        } catch (IOException notYet) {
            return Observation.notYet(address + ": " + notYet);
        }
    }

    /** The end of a connection takes a round trip to arrive, as connecting did. */
    static Duration staysOpen(SocketTable.Answer answer, Duration connecting) {
        Duration least = answer == SocketTable.Answer.NO ? OPEN_UNHEARD : OPEN;
        Duration trips = connecting.multipliedBy(3);
        return least.compareTo(trips) >= 0 ? least : trips;
    }

    private static Observation afterAWhile(Socket socket, boolean cut, InetSocketAddress address)
            throws IOException {
        try {
            return socket.getInputStream().read() < 0
                    ? Observation.notYet(address + ": the connection was closed")
                    : Observation.READY;
        } catch (SocketTimeoutException open) {
            return cut
                    ? Observation.cutOff(address + ": the connection is open, but too new to count")
                    : Observation.READY;
        }
    }
}
