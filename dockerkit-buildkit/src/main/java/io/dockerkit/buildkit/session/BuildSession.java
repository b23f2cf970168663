package io.dockerkit.buildkit.session;

import io.dockerkit.buildkit.rpc.Peers;
import io.dockerkit.impl.transport.Duplex;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The session of one build: a connection on which the roles are reversed, and the engine calls this side. It lasts as long as
 * its connection. Stateless and thread-safe.
 */
public final class BuildSession {
    private static final String HEADERS = "X-Docker-Expose-Session-";

    private BuildSession() {}

    /**
     * Opens a session.
     *
     * @param connect asks the engine for the connection, with these headers
     * @param id its id, by which the build names it
     * @param sharedKey what builds of the same context have in common, by which the engine finds what it has of it
     * @param failures is told of errors of this side that end the build
     */
    public static void open(
            Function<Map<String, List<String>>, Duplex> connect,
            Peers peers,
            String id,
            String sharedKey,
            Offer offer,
            Consumer<? super RuntimeException> failures)
            throws IOException {
        List<ServerServiceDefinition> services = services(offer, peers.threads(), failures);
        List<String> methods = new ArrayList<>();
        for (ServerServiceDefinition service : services) {
            for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
                methods.add("/" + method.getMethodDescriptor().getFullMethodName());
            }
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put(HEADERS + "Uuid", List.of(id));
        headers.put(HEADERS + "Name", List.of(""));
        headers.put(HEADERS + "Sharedkey", List.of(sharedKey));
        headers.put(HEADERS + "Grpc-Method", methods);
        Duplex connection = connect.apply(headers);
        peers.serve(connection, services);
    }

    private static List<ServerServiceDefinition> services(
            Offer offer, Executor threads, Consumer<? super RuntimeException> failures) {
        List<ServerServiceDefinition> services = new ArrayList<>();
        services.add(HealthService.create().build(failures));
        services.add(LoginService.create(offer.logins()).build(failures));
        if (!offer.trees().isEmpty()) {
            services.add(FileService.create(offer.trees(), threads, failures));
        }
        if (!offer.secrets().isEmpty()) {
            services.add(SecretService.create(offer.secrets()).build(failures));
        }
        if (!offer.agents().isEmpty()) {
            services.add(AgentService.create(offer.agents(), threads, failures));
        }
        if (!offer.archives().isEmpty()) {
            services.add(ArchiveService.create(offer.archives(), threads, failures));
        }
        if (!offer.layouts().isEmpty()) {
            services.add(ContentService.create(offer.layouts(), threads, failures));
        }
        if (offer.outputs().stream().anyMatch(output -> !output.equals(BuildOutput.NONE))) {
            services.add(OutputService.create(offer.outputs(), threads, failures));
        }
        return services;
    }
}
