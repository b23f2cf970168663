package io.dockerkit.buildkit.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The headers of the call that the engine makes. Immutable and thread-safe. */
public final class CallHeaders {
    private static final Context.Key<Metadata> KEY = Context.key("dockerkit-headers");

    /** Engines before 23.0 send names of files as they are, though a header of gRPC is ASCII. */
    private static final InternalMetadata.TrustedAsciiMarshaller<String> UTF_8 =
            new InternalMetadata.TrustedAsciiMarshaller<>() {
                @Override
                public byte[] toAsciiString(String value) {
                    return value.getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public String parseAsciiString(byte[] serialized) {
                    return new String(serialized, StandardCharsets.UTF_8);
                }
            };

    private final Metadata headers;

    CallHeaders(Metadata headers) {
        this.headers = headers;
    }

    /** Returns what makes the headers of each call known to {@link #current()}. */
    static ServerInterceptor interceptor() {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                return Contexts.interceptCall(
                        Context.current().withValue(KEY, headers), call, headers, next);
            }
        };
    }

    /** Returns the headers of the call that this thread begins to serve. */
    public static CallHeaders current() {
        Metadata known = KEY.get();
        return new CallHeaders(known == null ? new Metadata() : known);
    }

    /** Returns all values of a header, decoded where the engine has encoded them. */
    public List<String> all(String name) {
        Iterable<String> values = headers.getAll(key(name));
        List<String> all = new ArrayList<>();
        if (values != null) {
            boolean encoded = "1".equals(headers.get(key(name + "-encoded")));
            for (String value : values) {
                all.add(encoded ? decoded(value) : value);
            }
        }
        return all;
    }

    /** Returns the first value of a header, or the empty text. */
    public String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? "" : all.get(0);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static Metadata.Key<String> key(String name) {
        return InternalMetadata.keyOf(name, UTF_8);
    }
}
