package io.dockerkit.buildkit.session;

import io.dockerkit.DockerException;
import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Forwards the user's ssh agents to steps of a build. A step may ask for the keys that the agent has, and have it sign. It
 * cannot add or remove keys, nor lock the agent: such a request is answered with a failure and does not reach the agent.
 */
final class AgentService {
    private static final String NAME = "moby.sshforward.v1.SSH";
    private static final String DEFAULT = "default";

    private AgentService() {}

    /**
     * Returns the service.
     *
     * @param agents the sockets of agents, by the ids that the Dockerfile has for them
     */
    static ServerServiceDefinition create(
            Map<String, Path> agents,
            Executor threads,
            Consumer<? super RuntimeException> failures) {
        ServerServiceDefinition check =
                new UnaryService(NAME)
                        .method(
                                "CheckAgent",
                                request -> {
                                    require(agents, UnaryService.text(request, 1));
                                    return new ProtoWriter();
                                })
                        .build(failures);
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(NAME);
        check.getMethods().forEach(service::addMethod);
        return service.addMethod(
                        StreamService.descriptor(NAME, "ForwardAgent"),
                        StreamService.handler(
                                (headers, call, outbox) ->
                                        forward(
                                                require(agents, headers.first("buildkit.ssh.id")),
                                                threads,
                                                failures,
                                                outbox)))
                .build();
    }

    private static Path require(Map<String, Path> agents, String id) {
        Path agent = agents.get(id.isEmpty() ? DEFAULT : id);
        if (agent == null) {
            throw Status.NOT_FOUND
                    .withDescription("unset ssh forward key " + id)
                    .asRuntimeException();
        }
        return agent;
    }

    private static StreamObserver<byte[]> forward(
            Path path,
            Executor threads,
            Consumer<? super RuntimeException> failures,
            Outbox outbox) {
        SocketChannel agent = null;
        try {
            agent = SocketChannel.open(StandardProtocolFamily.UNIX);
            agent.connect(UnixDomainSocketAddress.of(path));
            Forwarded forwarded = new Forwarded(agent, outbox);
            threads.execute(forwarded::answers);
            return forwarded;
        } catch (IOException | RejectedExecutionException e) {
            close(agent);
            failures.accept(
                    new DockerException(
                            "cannot connect to the ssh agent at " + path + ": " + e.getMessage(),
                            e));
            throw Status.UNAVAILABLE
                    .withDescription("cannot connect to the ssh agent: " + e.getMessage())
                    .asRuntimeException();
        }
    }

    private static void close(@Nullable SocketChannel agent) {
        try {
            if (agent != null) {
                agent.close();
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    /** One connection to the agent. */
    private static final class Forwarded implements StreamObserver<byte[]> {
        private static final int MESSAGE = 32 * 1024;

        private final SocketChannel agent;
        private final Outbox outbox;
        private final AgentRequests requests = new AgentRequests();

        Forwarded(SocketChannel agent, Outbox outbox) {
            this.agent = agent;
            this.outbox = outbox;
        }

        /** Sends what the agent says, until it ends. */
        void answers() {
            ByteBuffer buffer = ByteBuffer.allocate(MESSAGE);
            try {
                while (agent.read(buffer) >= 0) {
                    outbox.send(
                            new ProtoWriter()
                                    .bytes(1, buffer.array(), buffer.position())
                                    .toBytes());
                    buffer.clear();
                }
                outbox.complete();
            } catch (IOException e) {
                outbox.fail(Status.UNAVAILABLE.withDescription("the ssh agent has ended"));
            } finally {
                close(agent);
            }
        }

        @Override
        public void onNext(byte[] message) {
            try {
                ProtoReader reader = new ProtoReader(message);
                while (reader.next()) {
                    if (reader.field() == 1) {
                        requests.add(reader.bytes());
                    }
                }
                for (byte[] request = requests.next(); request != null; request = requests.next()) {
                    if (AgentRequests.isAllowed(request)) {
                        ByteBuffer bytes = ByteBuffer.wrap(request);
                        while (bytes.hasRemaining()) {
                            agent.write(bytes);
                        }
                    } else if (!outbox.isReady()) {
                        throw new IOException("requests come faster than their answers are read");
                    } else {
                        outbox.sendNow(
                                new ProtoWriter().bytes(1, AgentRequests.failure()).toBytes());
                    }
                }
            } catch (IOException | RuntimeException e) {
                close(agent);
                outbox.fail(Status.UNAVAILABLE.withDescription(String.valueOf(e.getMessage())));
            }
        }

        @Override
        public void onError(Throwable ended) {
            close(agent);
        }

        @Override
        public void onCompleted() {
            try {
                agent.shutdownOutput();
            } catch (IOException e) {
                close(agent);
            }
        }
    }
}
