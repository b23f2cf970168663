package io.dockerkit.buildkit.rpc;

import io.dockerkit.impl.concurrent.Daemons;
import io.dockerkit.impl.transport.Duplex;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of gRPC of one build: a server on the connection of the session, on which the engine calls, and a channel on
 * the other connection, on which the engine is called. All threads are of this object; {@link #close()} ends them, the
 * connections and every call.
 *
 * <p>Thread-safe.
 */
public final class Peers implements AutoCloseable {
    private static final int LARGEST_MESSAGE = 16 * 1024 * 1024;
    private static final long SECONDS_TO_END = 5;

    /** As Go's gRPC: the patterns of a {@code .dockerignore}, and the Dockerfile in an error, are headers. */
    private static final int LARGEST_HEADERS = 16 * 1024 * 1024;

    /** Each costs some threads; an engine that has more to ask waits. */
    private static final int MOST_CALLS = 100;

    private final ExecutorService threads =
            Executors.newCachedThreadPool(Daemons.named("dockerkit-buildkit"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("dockerkit-buildkit-timer"));
    private final List<Server> servers = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Duplex> connections = new ArrayList<>();
    private final Ends ends = new Ends();
    private boolean closed;

    /** Returns the threads of this build, for work that may block. */
    public ExecutorService threads() {
        return threads;
    }

    /** Returns why a connection ended from the engine's side, or null if none has. */
    public @Nullable Throwable ended() {
        return ends.first();
    }

    /** Waits for a connection to end from the engine's side; returns why it did, or null if none has. */
    public @Nullable Throwable awaitEnd(Duration atMost) throws InterruptedException {
        return ends.await(atMost);
    }

    /**
     * Serves the engine on a connection.
     *
     * @param services what it may call
     */
    public synchronized void serve(Duplex connection, List<ServerServiceDefinition> services)
            throws IOException {
        keep(connection);
        OkHttpServerBuilder builder =
                OkHttpServerBuilder.forPort(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                InsecureServerCredentials.create())
                        .socketFactory(HandedOverSockets.accepting(connection, ends))
                        .executor(threads)
                        .transportExecutor(threads)
                        .scheduledExecutorService(timer)
                        .maxInboundMessageSize(LARGEST_MESSAGE)
                        .maxInboundMetadataSize(LARGEST_HEADERS)
                        .maxConcurrentCallsPerConnection(MOST_CALLS)
                        .intercept(CallHeaders.interceptor());
        services.forEach(builder::addService);
        servers.add(builder.build().start());
    }

    /** Returns a channel on a connection. */
    public ManagedChannel channel(Duplex connection) {
        return channel(connection, threads);
    }

    /** As {@link #channel}; calls have to wait a little for it, as they may have to on a busy machine. */
    ManagedChannel lateChannel(Duplex connection) {
        return channel(
                connection, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS, threads));
    }

    private synchronized ManagedChannel channel(Duplex connection, Executor resolving) {
        keep(connection);
        ManagedChannel channel =
                OkHttpChannelBuilder.forAddress("127.0.0.1", 1)
                        .usePlaintext()
                        // there is nothing to look up: the connection is there
                        .disableServiceConfigLookUp()
                        .proxyDetector(address -> null)
                        .offloadExecutor(resolving)
                        .socketFactory(HandedOverSockets.connected(connection, ends))
                        .executor(threads)
                        .transportExecutor(threads)
                        .scheduledExecutorService(timer)
                        .maxInboundMessageSize(LARGEST_MESSAGE)
                        .maxInboundMetadataSize(LARGEST_HEADERS)
                        .disableRetry()
                        .build();
        channels.add(channel);
        return channel;
    }

    private void keep(Duplex connection) {
        if (closed) {
            connection.close();
            throw new IllegalStateException("the build has ended");
        }
        connections.add(connection);
    }

    /** Ends all calls, closes the connections and waits a little for the threads to end. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            ends.close();
            channels.forEach(ManagedChannel::shutdownNow);
            servers.forEach(Server::shutdownNow);
            connections.forEach(Duplex::close);
        }
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
        try {
            for (ManagedChannel channel : channels) {
                channel.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            for (Server server : servers) {
                server.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            threads.shutdownNow();
            timer.shutdownNow();
            threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            timer.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            threads.shutdownNow();
            timer.shutdownNow();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
