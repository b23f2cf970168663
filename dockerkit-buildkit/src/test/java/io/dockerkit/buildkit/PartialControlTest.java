package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.buildkit.rpc.MemoryDuplex;
import io.dockerkit.buildkit.rpc.Methods;
import io.dockerkit.buildkit.rpc.Peers;
import io.dockerkit.buildkit.solve.Solve;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.dockerkit.impl.transport.Duplex;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Engines whose BuildKit does not have every call of its control service. The other side is grpc-java's server. */
class PartialControlTest {
    private static final String CONTROL = "moby.buildkit.v1.Control";
    private static final ProtoWriter CONTAINERD =
            new ProtoWriter()
                    .message(
                            1,
                            new ProtoWriter()
                                    .entries(
                                            2,
                                            Map.of(
                                                    "org.mobyproject.buildkit.worker.snapshotter",
                                                    "overlayfs")));

    private final Peers theirs = new Peers();

    @AfterEach
    void end() {
        theirs.close();
    }

    /** An engine with these calls of BuildKit, and with sessions that it does not use. */
    private final class Engine extends PlainEngine {
        private final ServerServiceDefinition control;

        Engine(ServerServiceDefinition.Builder control) {
            this.control = control.build();
        }

        @Override
        public Duplex upgrade(
                String path, Map<String, List<String>> headers, @Nullable Duration atMost) {
            MemoryDuplex[] ends = MemoryDuplex.pair();
            try {
                if (path.equals("grpc")) {
                    theirs.serve(ends[1], List.of(control));
                } else {
                    theirs.channel(ends[1]);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return ends[0];
        }
    }

    private static ServerServiceDefinition.Builder nothing() {
        return ServerServiceDefinition.builder(CONTROL);
    }

    private static ServerServiceDefinition.Builder solving() {
        return answering(nothing(), "Solve", new ProtoWriter().entries(1, Map.of("built", "yes")));
    }

    private static ServerServiceDefinition.Builder answering(
            ServerServiceDefinition.Builder service, String method, ProtoWriter answer) {
        byte[] message = answer.toBytes();
        return service.addMethod(
                Methods.of(MethodType.UNARY, CONTROL, method),
                ServerCalls.asyncUnaryCall(
                        (request, out) -> {
                            out.onNext(message);
                            out.onCompleted();
                        }));
    }

    private static ServerServiceDefinition.Builder withContainerd(
            ServerServiceDefinition.Builder service) {
        return answering(service, "ListWorkers", CONTAINERD);
    }

    private static BuildPlan plan(List<Solve.Typed> exports, List<String> needsContainerd) {
        BuildPlan plan = Plans.of("FROM scratch\n").plan();
        return new BuildPlan(
                plan.shown(),
                plan.sharedKey(),
                plan.frontend(),
                plan.attributes(),
                exports,
                List.of(),
                List.of(),
                List.of(),
                needsContainerd,
                false,
                plan.offer(),
                List.of(),
                Duration.ofSeconds(10));
    }

    private Map<String, String> build(ServerServiceDefinition.Builder control, BuildPlan plan) {
        return new RunningBuild(plan, new Engine(control), status -> {}).run();
    }

    @Test
    void aBuildNeedsNeitherTheListOfWorkersNorTheStatus() {
        assertThat(build(solving(), plan(List.of(), List.of()))).containsEntry("built", "yes");
    }

    @Test
    void aBuildNeedsNoVersion() {
        assertThat(
                        build(
                                withContainerd(solving()),
                                plan(List.of(), List.of("--platform with several platforms"))))
                .containsEntry("built", "yes");
    }

    @Test
    void whatAnUnknownWorkerMayNotHaveIsRefusedBeforeAnythingIsBuilt() {
        Solve.Typed tar = new Solve.Typed("tar", Map.of());
        assertThatThrownBy(
                        () -> build(withContainerd(nothing()), plan(List.of(tar, tar), List.of())))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("several outputs of one build need BuildKit 0.13");
        assertThatThrownBy(() -> build(nothing(), plan(List.of(), List.of("--attest type=sbom"))))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("--attest type=sbom needs an engine that keeps its images");
    }

    @Test
    void anEngineWithoutTheCallThatBuildsHasNoBuildKit() {
        assertThatThrownBy(() -> build(nothing(), plan(List.of(), List.of())))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("the engine at memory has no BuildKit");
    }
}
