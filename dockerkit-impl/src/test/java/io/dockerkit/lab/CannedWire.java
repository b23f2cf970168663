package io.dockerkit.lab;

import com.github.dockerjava.transport.DockerHttpClient;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.impl.transport.Wire;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A wire without an engine: a function answers each call, in memory. Thread-safe if the function is. */
public final class CannedWire implements Wire {
    /**
     * An answer.
     *
     * @param body its body, or what comes over the connection that status 101 hands over
     */
    public record Canned(int status, Map<String, String> headers, byte[] body) {
        /** Makes an answer with JSON. */
        public static Canned json(int status, String json) {
            return of(status, "application/json", json);
        }

        /** Makes an answer of a type. */
        public static Canned of(int status, String type, String text) {
            return new Canned(
                    status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final Pattern VERSION = Pattern.compile("^/v1\\.\\d+");

    private final BiFunction<String, Boolean, Canned> engine;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /**
     * Makes a wire.
     *
     * @param engine is given each call as {@code GET /containers/json?all=1}, without the version, and whether it asks for
     *     the connection
     */
    public CannedWire(BiFunction<String, Boolean, Canned> engine) {
        this.engine = engine;
    }

    /** Returns the calls so far. */
    public List<String> calls() {
        return calls;
    }

    @Override
    public Answer execute(Request request) {
        return answer(request, false);
    }

    @Override
    public Answer execute(Request request, @Nullable Duration deadline) {
        return answer(request, false);
    }

    @Override
    public Answer upgrade(Request request, String protocol) {
        return answer(request, true);
    }

    @Override
    public Answer upgrade(Request request, String protocol, @Nullable Duration deadline) {
        return answer(request, true);
    }

    private Answer answer(DockerHttpClient.Request request, boolean upgrade) {
        String call = request.method() + " " + VERSION.matcher(request.path()).replaceFirst("");
        calls.add(call);
        return new InMemory(engine.apply(call, upgrade), upgrade, request.method().equals("HEAD"));
    }

    @Override
    public String address() {
        return "unix:///canned.sock";
    }

    @Override
    public void close() {}

    private static final class InMemory implements Answer, Duplex {
        private final Canned canned;
        private final boolean switched;
        private final InputStream body;

        InMemory(Canned canned, boolean upgrade, boolean headOnly) {
            this.canned = canned;
            this.switched = upgrade && canned.status() == 101;
            this.body = new ByteArrayInputStream(headOnly ? new byte[0] : canned.body());
        }

        @Override
        public int getStatusCode() {
            return canned.status();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            Map<String, List<String>> headers = new java.util.TreeMap<>();
            canned.headers().forEach((name, value) -> headers.put(name, List.of(value)));
            return headers;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return canned.headers().get(name);
        }

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public Optional<Duplex> duplex() {
            return switched ? Optional.of(this) : Optional.empty();
        }

        @Override
        public InputStream input() {
            return body;
        }

        @Override
        public OutputStream output() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void closeOutput() {}

        @Override
        public String contentType() {
            return canned.headers().getOrDefault("Content-Type", "");
        }

        @Override
        public void deadline(@Nullable Duration fromNow) {}

        @Override
        public void patience(@Nullable Duration each) {}

        @Override
        public void close() {}
    }
}
