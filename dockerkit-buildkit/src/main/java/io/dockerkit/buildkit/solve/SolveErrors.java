package io.dockerkit.buildkit.solve;

import io.dockerkit.impl.build.SolveException;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;

/** Reads why BuildKit could not build: its words, the step, and the place in the Dockerfile. Stateless and thread-safe. */
public final class SolveErrors {
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private SolveErrors() {}

    /** Returns the error for the end of a call. */
    public static SolveException of(StatusRuntimeException failed) {
        String description = failed.getStatus().getDescription();
        String words =
                description == null || description.isEmpty()
                        ? "BuildKit ended the build with " + failed.getStatus().getCode()
                        : description;
        Place place = new Place();
        Metadata trailers = failed.getTrailers();
        byte[] details = trailers == null ? null : trailers.get(DETAILS);
        if (details != null) {
            try {
                place.read(details);
            } catch (RuntimeException malformed) {
                // the words are what matters
                return new SolveException(words, "", "", 0);
            }
        }
        return new SolveException(words, place.step, place.file, place.line);
    }

    /** Where it failed. */
    private static final class Place {
        private String step = "";
        private String file = "";
        private int line;

        void read(byte[] status) {
            ProtoReader reader = new ProtoReader(status);
            while (reader.next()) {
                if (reader.field() == 3) {
                    detail(reader.message());
                }
            }
        }

        private void detail(ProtoReader any) {
            String type = "";
            byte[] value = {};
            while (any.next()) {
                switch (any.field()) {
                    case 1 -> type = any.text();
                    case 2 -> value = any.bytes();
                    default -> {}
                }
            }
            if (type.endsWith("errdefs.Vertex")) {
                vertex(new ProtoReader(value));
            } else if (type.endsWith("errdefs.Source")) {
                source(new ProtoReader(value));
            }
        }

        private void vertex(ProtoReader reader) {
            while (reader.next()) {
                if (reader.field() == 1) {
                    step = reader.text();
                }
            }
        }

        private void source(ProtoReader reader) {
            while (reader.next()) {
                if (reader.field() == 1) {
                    ProtoReader info = reader.message();
                    while (info.next()) {
                        if (info.field() == 1) {
                            file = info.text();
                        }
                    }
                } else if (reader.field() == 2 && line == 0) {
                    line = firstLine(reader.message());
                }
            }
        }

        private static int firstLine(ProtoReader range) {
            while (range.next()) {
                if (range.field() == 1) {
                    ProtoReader start = range.message();
                    while (start.next()) {
                        if (start.field() == 1) {
                            return (int) start.number();
                        }
                    }
                }
            }
            return 0;
        }
    }
}
