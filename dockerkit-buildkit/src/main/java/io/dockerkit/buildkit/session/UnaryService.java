package io.dockerkit.buildkit.session;

import io.dockerkit.buildkit.rpc.Methods;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Builds a service whose methods answer one message with one. Not thread-safe; what it builds is. */
final class UnaryService {
    private final String name;
    private final Map<String, Method> methods = new LinkedHashMap<>();

    /** Answers a message. */
    interface Method {
        /**
         * Returns the answer.
         *
         * @throws StatusRuntimeException to refuse
         */
        ProtoWriter answer(ProtoReader request);
    }

    UnaryService(String name) {
        this.name = name;
    }

    UnaryService method(String method, Method answer) {
        methods.put(method, answer);
        return this;
    }

    /**
     * Returns the service.
     *
     * @param failures is told of errors of this side, other than refusals
     */
    ServerServiceDefinition build(Consumer<? super RuntimeException> failures) {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(name);
        methods.forEach(
                (method, answer) ->
                        service.addMethod(
                                Methods.of(MethodType.UNARY, name, method),
                                ServerCalls.asyncUnaryCall(
                                        (byte[] request, StreamObserver<byte[]> out) ->
                                                serve(request, out, answer, failures))));
        return service.build();
    }

    private static void serve(
            byte[] request,
            StreamObserver<byte[]> out,
            Method method,
            Consumer<? super RuntimeException> failures) {
        byte[] answer;
        try {
            answer = method.answer(new ProtoReader(request)).toBytes();
        } catch (StatusRuntimeException refused) {
            out.onError(refused);
            return;
        } catch (RuntimeException failed) {
            failures.accept(failed);
            out.onError(Status.UNKNOWN.withDescription(failed.getMessage()).asRuntimeException());
            return;
        }
        out.onNext(answer);
        out.onCompleted();
    }

    /** Returns the first text of a message. */
    static String text(ProtoReader request, int field) {
        String text = "";
        while (request.next()) {
            if (request.field() == field) {
                text = request.text();
            }
        }
        return text;
    }
}
