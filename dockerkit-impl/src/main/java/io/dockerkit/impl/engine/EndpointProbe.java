package io.dockerkit.impl.engine;

import io.dockerkit.Diagnosis.Finding;
import io.dockerkit.Diagnosis.Place;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotConnectedException;
import io.dockerkit.cli.Checks;
import io.dockerkit.impl.address.UnixAddress;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks one place whether an engine is there; another thread takes the finding, once. */
final class EndpointProbe implements Runnable {
    private static final String NOT_DOCKER =
            "something else listens there: correct the address, or its port";

    private final Endpoint endpoint;
    private final Endpoints endpoints;
    private final CompletableFuture<Place> found = new CompletableFuture<>();
    private volatile @Nullable Wire wire;

    EndpointProbe(Endpoint endpoint, Endpoints endpoints) {
        this.endpoints = endpoints;
        this.endpoint = endpoint;
    }

    @Override
    public void run() {
        found.complete(look());
    }

    private Place look() {
        try (Wire way = endpoints.wireTo(endpoint);
                Rest rest = new Rest(way, null)) {
            wire = way;
            String version = new EngineApi(rest).version().version();
            return place(Finding.ENGINE, "engine " + version, "");
        } catch (NotConnectedException e) {
            return place(e.finding(), e.reason(), e.remedy());
        } catch (InvalidOptionException e) {
            return place(Finding.MISCONFIGURED, e.getMessage(), "correct the address");
        } catch (DockerTimeoutException e) {
            return place(Finding.TIMED_OUT, e.getMessage(), timedOut());
        } catch (DockerException e) {
            return place(Finding.NOT_DOCKER, e.getMessage(), NOT_DOCKER);
        } catch (IllegalStateException e) {
            // closed from outside, since it took too long
            return place(Finding.TIMED_OUT, String.valueOf(e.getMessage()), timedOut());
        }
    }

    /** Returns what was found, or that nothing was within the time, which ends the probe. */
    Place await(long nanos, Duration longest) {
        boolean interrupted = false;
        long end = System.nanoTime() + nanos;
        try {
            while (true) {
                try {
                    return found.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            return overdue(longest);
        } catch (ExecutionException e) {
            return place(Finding.UNREACHABLE, String.valueOf(e.getCause()), "");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Place overdue(Duration longest) {
        Wire open = wire;
        if (open != null) {
            open.close();
        }
        return place(Finding.TIMED_OUT, "no answer within " + Checks.human(longest), timedOut());
    }

    private String timedOut() {
        return UnixAddress.socketOf(endpoint.host()).isPresent()
                ? "the engine hangs: see its log, or restart it"
                : "is the machine on, the engine well, and the port open in the firewall?";
    }

    private Place place(Finding finding, String answer, String remedy) {
        return new Place(endpoint.source(), endpoint.host(), finding, answer, remedy);
    }
}
