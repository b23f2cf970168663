package io.dockerkit.impl.config;

import io.dockerkit.DockerException;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The wire of a connection that was opened when there was no engine: each call looks for one again, until one is there. What
 * is found then stays. Thread-safe.
 */
final class LateWire implements Wire {
    private final Supplier<Endpoint> finder;
    private final Function<Endpoint, Wire> maker;
    private Endpoint endpoint;
    private Wire wire;
    private boolean settled;
    private boolean closed;

    /**
     * Makes the wire.
     *
     * @param none the endpoint at which there is no engine
     * @param finder looks for another one
     */
    LateWire(Endpoint none, Supplier<Endpoint> finder, Function<Endpoint, Wire> maker) {
        this.finder = finder;
        this.maker = maker;
        this.endpoint = none;
        this.wire = maker.apply(none);
    }

    /** Returns where the engine is, by the newest look. */
    synchronized Endpoint endpoint() {
        found();
        return endpoint;
    }

    private synchronized Wire found() {
        if (settled || closed) {
            return wire;
        }
        Endpoint now;
        try {
            now = finder.get();
        } catch (DockerException unclear) {
            return wire;
        }
        if (!now.equals(endpoint)) {
            Wire other = maker.apply(now);
            wire.close();
            wire = other;
            endpoint = now;
        }
        settled = !LocalSockets.isAbsent(now);
        return wire;
    }

    @Override
    public Answer execute(Request request) {
        return found().execute(request);
    }

    @Override
    public Answer execute(Request request, @Nullable Duration deadline) {
        return found().execute(request, deadline);
    }

    @Override
    public Answer upgrade(Request request, String protocol) {
        return found().upgrade(request, protocol);
    }

    @Override
    public Answer upgrade(Request request, String protocol, @Nullable Duration deadline) {
        return found().upgrade(request, protocol, deadline);
    }

    @Override
    public Duplex connect(String what, @Nullable Duration deadline) {
        return found().connect(what, deadline);
    }

    @Override
    public boolean handsOver(String protocol) {
        return found().handsOver(protocol);
    }

    @Override
    public synchronized String address() {
        return wire.address();
    }

    @Override
    public synchronized void close() {
        closed = true;
        wire.close();
    }
}
