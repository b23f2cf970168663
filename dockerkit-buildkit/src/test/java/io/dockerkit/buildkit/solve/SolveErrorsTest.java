package io.dockerkit.buildkit.solve;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.impl.build.SolveException;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.Metadata;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

/** What BuildKit says of a build that failed. */
class SolveErrorsTest {
    private static SolveException error(byte[] details) {
        Metadata trailers = new Metadata();
        if (details != null) {
            trailers.put(
                    Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                    details);
        }
        return SolveErrors.of(
                Status.UNKNOWN.withDescription("exit code: 7").asRuntimeException(trailers));
    }

    private static ProtoWriter any(String type, ProtoWriter value) {
        return new ProtoWriter()
                .text(1, "github.com/moby/buildkit/" + type)
                .bytes(2, value.toBytes());
    }

    @Test
    void theStepAndThePlaceInTheDockerfileAreRead() {
        ProtoWriter position = new ProtoWriter().number(1, 12).number(2, 3);
        ProtoWriter source =
                new ProtoWriter()
                        .message(1, new ProtoWriter().text(1, "my.Dockerfile"))
                        .message(2, new ProtoWriter().message(1, position))
                        .message(2, new ProtoWriter().message(1, new ProtoWriter().number(1, 99)));
        SolveException error =
                error(
                        new ProtoWriter()
                                .number(1, 2)
                                .text(2, "exit code: 7")
                                .message(
                                        3, any("stack.Stack+json", new ProtoWriter().text(1, "{}")))
                                .message(
                                        3,
                                        any(
                                                "errdefs.Vertex",
                                                new ProtoWriter().text(1, "sha256:abc")))
                                .message(3, any("errdefs.Source", source))
                                .toBytes());
        assertThat(error).hasMessage("exit code: 7");
        assertThat(error.step()).isEqualTo("sha256:abc");
        assertThat(error.file()).isEqualTo("my.Dockerfile");
        assertThat(error.line()).isEqualTo(12);
    }

    @Test
    void withoutDetailsOrWithBrokenOnesTheWordsAreLeft() {
        for (byte[] details : new byte[][] {null, {}, {0x1a, 0x7f}}) {
            SolveException error = error(details);
            assertThat(error).hasMessage("exit code: 7");
            assertThat(error.step()).isEmpty();
            assertThat(error.file()).isEmpty();
            assertThat(error.line()).isZero();
        }
        assertThat(SolveErrors.of(Status.ABORTED.asRuntimeException()))
                .hasMessage("BuildKit ended the build with ABORTED");
    }
}
