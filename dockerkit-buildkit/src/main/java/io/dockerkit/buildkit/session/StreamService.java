package io.dockerkit.buildkit.session;

import io.dockerkit.buildkit.rpc.CallHeaders;
import io.dockerkit.buildkit.rpc.Methods;
import io.dockerkit.buildkit.rpc.Outbox;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** Makes services of one method, in which both sides send streams of messages. Stateless and thread-safe. */
final class StreamService {
    private StreamService() {}

    /** Serves one call. */
    interface Method {
        /**
         * Begins to serve, without blocking.
         *
         * @param headers what the engine says of the call
         * @param call the call
         * @param outbox its outgoing messages
         * @return what receives the engine's messages
         * @throws StatusRuntimeException to refuse
         */
        StreamObserver<byte[]> serve(
                CallHeaders headers, ServerCallStreamObserver<byte[]> call, Outbox outbox);
    }

    /** Returns a service. */
    static ServerServiceDefinition of(String service, String method, Method serve) {
        return ServerServiceDefinition.builder(service)
                .addMethod(descriptor(service, method), handler(serve))
                .build();
    }

    /** Describes the method, for a service that has others, too. */
    static MethodDescriptor<byte[], byte[]> descriptor(String service, String method) {
        return Methods.of(MethodType.BIDI_STREAMING, service, method);
    }

    /** Carries out the method, for a service that has others, too. */
    static ServerCallHandler<byte[], byte[]> handler(Method serve) {
        return ServerCalls.asyncBidiStreamingCall(
                out -> {
                    ServerCallStreamObserver<byte[]> call = (ServerCallStreamObserver<byte[]>) out;
                    Outbox outbox = new Outbox(call);
                    try {
                        return serve.serve(CallHeaders.current(), call, outbox);
                    } catch (StatusRuntimeException refused) {
                        outbox.fail(refused.getStatus());
                        return new Ignored();
                    }
                });
    }

    /** Takes no notice of what comes for a call that has been refused. */
    private static final class Ignored implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] message) {
            // refused
        }

        @Override
        public void onError(Throwable ended) {
            // refused
        }

        @Override
        public void onCompleted() {
            // refused
        }
    }
}
