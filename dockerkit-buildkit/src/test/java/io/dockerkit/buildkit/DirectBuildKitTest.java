package io.dockerkit.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.NotFoundException;
import io.dockerkit.buildkit.rpc.CallHeaders;
import io.dockerkit.buildkit.rpc.MemoryDuplex;
import io.dockerkit.buildkit.rpc.Methods;
import io.dockerkit.buildkit.rpc.Peers;
import io.dockerkit.buildkit.rpc.Tunnel;
import io.dockerkit.impl.build.NoSessionException;
import io.dockerkit.impl.build.SolveException;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.dockerkit.impl.transport.Duplex;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An engine without {@code POST /grpc} and {@code POST /session}, as they are deprecated from API 1.53 on: BuildKit is at the
 * engine's own address, and the session is a call of it. The other side is grpc-java's server.
 */
@Timeout(60)
class DirectBuildKitTest {
    private static final String CONTROL = "moby.buildkit.v1.Control";

    private final Peers theirs = new Peers();
    private final CompletableFuture<ManagedChannel> session = new CompletableFuture<>();
    private final CompletableFuture<List<String>> methods = new CompletableFuture<>();
    private volatile String sessionId = "";
    private volatile @Nullable StatusRuntimeException failure;

    @AfterEach
    void end() throws InterruptedException {
        theirs.close();
        for (int i = 0; i < 250 && !Leftovers.threads().isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(Leftovers.threads()).isEmpty();
    }

    /** An engine whose paths are all unknown; where it is connected to, something may answer. */
    private static final class Engine extends PlainEngine {
        private final Connect connect;

        private interface Connect {
            Duplex connect() throws IOException;
        }

        Engine(Connect connect) {
            this.connect = connect;
        }

        @Override
        public Duplex upgrade(
                String path, Map<String, List<String>> headers, @Nullable Duration atMost) {
            throw new NotFoundException("page not found", 404, "page not found", null);
        }

        @Override
        public Duplex connect(@Nullable Duration atMost) {
            try {
                return connect.connect();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ServerServiceDefinition control() {
        return ServerServiceDefinition.builder(CONTROL)
                .addMethod(
                        Methods.of(MethodType.UNARY, CONTROL, "ListWorkers"),
                        ServerCalls.asyncUnaryCall((request, out) -> answer(out, new byte[0])))
                .addMethod(
                        Methods.of(MethodType.SERVER_STREAMING, CONTROL, "Status"),
                        ServerCalls.asyncServerStreamingCall((request, out) -> out.onCompleted()))
                .addMethod(
                        Methods.of(MethodType.UNARY, CONTROL, "Solve"),
                        ServerCalls.asyncUnaryCall(this::solve))
                .addMethod(
                        Methods.of(MethodType.BIDI_STREAMING, CONTROL, "Session"),
                        ServerCalls.asyncBidiStreamingCall(this::session))
                .build();
    }

    private static void answer(StreamObserver<byte[]> out, byte[] message) {
        out.onNext(message);
        out.onCompleted();
    }

    private StreamObserver<byte[]> session(StreamObserver<byte[]> out) {
        CallHeaders headers = CallHeaders.current();
        sessionId = headers.first("x-docker-expose-session-uuid");
        methods.complete(headers.all("x-docker-expose-session-grpc-method"));
        Tunnel.Served served = Tunnel.serve((ServerCallStreamObserver<byte[]>) out);
        session.complete(theirs.channel(served.tunnel()));
        return served.messages();
    }

    /** Asks the session for a secret, and reports it. */
    private void solve(byte[] request, StreamObserver<byte[]> out) {
        StatusRuntimeException failed = failure;
        if (failed != null) {
            out.onError(failed);
            return;
        }
        try {
            byte[] secret =
                    ClientCalls.blockingUnaryCall(
                            session.get(10, TimeUnit.SECONDS),
                            Methods.of(
                                    MethodType.UNARY,
                                    "moby.buildkit.secrets.v1.Secrets",
                                    "GetSecret"),
                            CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                            new ProtoWriter().text(1, "s").toBytes());
            String asked = "";
            ProtoReader solve = new ProtoReader(request);
            while (solve.next()) {
                if (solve.field() == 5) {
                    asked = solve.text();
                }
            }
            ProtoReader reader = new ProtoReader(secret);
            reader.next();
            answer(
                    out,
                    new ProtoWriter()
                            .entries(1, Map.of("secret", reader.text(), "session", asked))
                            .toBytes());
        } catch (Exception e) {
            out.onError(e);
        }
    }

    private Engine engine() {
        return new Engine(
                () -> {
                    MemoryDuplex[] ends = MemoryDuplex.pair();
                    theirs.serve(ends[1], List.of(control()));
                    return ends[0];
                });
    }

    /** BuildKit quotes the whole Dockerfile in the trailers of the call, where gRPC takes 8 KiB unless told otherwise. */
    @Test
    void anErrorThatQuotesALongDockerfileIsReadWhole() {
        ProtoWriter source =
                new ProtoWriter()
                        .message(
                                1,
                                new ProtoWriter()
                                        .text(1, "Dockerfile")
                                        .text(2, "RUN true\n".repeat(20_000)))
                        .message(
                                2, new ProtoWriter().message(1, new ProtoWriter().number(1, 4711)));
        ProtoWriter detail =
                new ProtoWriter()
                        .text(1, "github.com/moby/buildkit/errdefs.Source")
                        .bytes(2, source.toBytes());
        Metadata trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                new ProtoWriter().message(3, detail).toBytes());
        failure =
                new StatusRuntimeException(
                        Status.UNKNOWN.withDescription("exit code: 1"), trailers);
        assertThatThrownBy(
                        () ->
                                new RunningBuild(
                                                Plans.of("FROM scratch\n").plan(),
                                                engine(),
                                                status -> {})
                                        .run())
                .isInstanceOfSatisfying(
                        SolveException.class,
                        e -> {
                            assertThat(e).hasMessage("exit code: 1");
                            assertThat(e.line()).isEqualTo(4711);
                        });
    }

    @Test
    void aBuildGoesToTheEnginesOwnAddressWithItsSessionInACall() throws Exception {
        // more than one message of the tunnel
        String value = "v".repeat(300_000);
        Map<String, String> result =
                new RunningBuild(
                                Plans.of("FROM scratch\n").secret("s", value).plan(),
                                engine(),
                                status -> {})
                        .run();
        assertThat(result.get("secret")).isEqualTo(value);
        assertThat(result.get("session")).isEqualTo(sessionId).isNotEmpty();
        assertThat(methods.get(1, TimeUnit.SECONDS))
                .contains(
                        "/moby.buildkit.secrets.v1.Secrets/GetSecret",
                        "/grpc.health.v1.Health/Check");
    }

    @Test
    void aProxyThatSpeaksNoHttp2IsARefusal() {
        Engine engine =
                new Engine(
                        () -> {
                            MemoryDuplex[] ends = MemoryDuplex.pair();
                            ends[1].output()
                                    .write(
                                            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                                                    .getBytes(UTF_8));
                            ends[1].closeOutput();
                            return ends[0];
                        });
        assertThatThrownBy(
                        () ->
                                new RunningBuild(
                                                Plans.of("FROM scratch\n").plan(),
                                                engine,
                                                status -> {})
                                        .run())
                .isInstanceOf(NoSessionException.class)
                .hasMessage("POST /grpc was answered with status 404 (page not found)");
    }
}
