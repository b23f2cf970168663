package io.dockerkit.buildkit;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine of the tests, without the rest of the implementation; its connections can be cut. */
final class LabEngine extends PlainEngine implements AutoCloseable {
    private final Wire wire = Endpoints.ofThisProcess().engine().wire();
    private final List<Duplex> connections = new ArrayList<>();

    @Override
    public String address() {
        return wire.address();
    }

    @Override
    public Duplex upgrade(
            String path, Map<String, List<String>> headers, @Nullable Duration atMost) {
        Request.Builder request = Request.builder().method("POST").path("/" + path);
        headers.forEach(
                (name, values) -> {
                    for (int i = 0; i < values.size(); i++) {
                        request.putHeader(spelled(name, i), values.get(i));
                    }
                });
        Answer answer = wire.upgrade(request.build(), "h2c");
        Duplex duplex = answer.duplex().orElseThrow();
        synchronized (connections) {
            connections.add(duplex);
        }
        return duplex;
    }

    @Override
    public Duplex connect(@Nullable Duration atMost) {
        return wire.connect("the connection to BuildKit", atMost);
    }

    private static String spelled(String name, int number) {
        char[] letters = name.toCharArray();
        int bits = number;
        for (int i = 0; i < letters.length; i++) {
            if (Character.isLetter(letters[i])) {
                letters[i] = (char) (letters[i] ^ ((bits & 1) << 5));
                bits >>= 1;
            }
        }
        return new String(letters);
    }

    /** Cuts the connections, as a network or a killed engine does. */
    void cut(int number) {
        synchronized (connections) {
            connections.get(number).close();
        }
    }

    int connections() {
        synchronized (connections) {
            return connections.size();
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
