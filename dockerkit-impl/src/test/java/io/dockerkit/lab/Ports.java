package io.dockerkit.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Port numbers for what cannot choose one itself. They lie below those that the kernel and the engine give out, so that
 * nobody else is given one between the choice and its use; the forks of the tests have a range each.
 */
public final class Ports {
    private static final int FIRST = 11_000;
    private static final int EACH = 1_000;
    private static final int FORKS = 20;

    /** That of surefire and failsafe, from 1; 0 where tests run by other means. */
    private static final int FORK = Integer.getInteger("surefire.forkNumber", 0);

    private Ports() {}

    /** Returns a port of the loopback interface on which nobody listens. */
    public static int free() {
        return free(0);
    }

    /** Returns the first of {@code last + 1} ports on none of which anybody listens: 18000 for 18000 to 18000 + last. */
    public static int free(int last) {
        int base = FIRST + FORK % FORKS * EACH;
        for (int i = 0; i < 1_000; i++) {
            int first = base + ThreadLocalRandom.current().nextInt(EACH - last);
            if (IntStream.rangeClosed(first, first + last).allMatch(Ports::isFree)) {
                return first;
            }
        }
        throw new AssertionError("no free port from " + base + " to " + (base + EACH - 1));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
