package io.dockerkit.compose;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dockerkit.compose.project.GoJson;
import io.dockerkit.compose.yaml.YamlException;
import io.dockerkit.compose.yaml.YamlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server on this machine with an engine that only pretends, and all requests that change something. Its answers follow the
 * rules of {@code dev/lib/stub_engine.py}, which docker compose was recorded with.
 */
final class StubEngine implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final String apiVersion;
    private final StubState state;
    private final List<Request> requests = new ArrayList<>();

    /**
     * A request that changes something.
     *
     * @param body what its JSON says, or the files of its archive, or null
     */
    record Request(
            String method, String path, TreeMap<String, String> query, @Nullable Object body) {}

    StubEngine(String apiVersion) throws IOException {
        this.apiVersion = apiVersion;
        state = new StubState(apiVersion);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    String address() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the requests since the last time. */
    synchronized List<Request> taken() {
        List<Request> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath().replaceFirst("^/v[0-9.]+(?=/)", "");
        TreeMap<String, String> query = query(exchange.getRequestURI().getRawQuery());
        byte[] sent = exchange.getRequestBody().readAllBytes();
        StubState.Answer answer = answer(method, path, query, sent);
        exchange.getResponseHeaders().set("Api-Version", apiVersion);
        exchange.getResponseHeaders().set("Ostype", "linux");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean isEmpty = answer.status() == 204 || method.equals("HEAD");
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : body.length);
        if (!isEmpty) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private synchronized StubState.Answer answer(
            String method, String path, TreeMap<String, String> query, byte[] sent) {
        Object body =
                sent.length == 0
                        ? null
                        : path.endsWith("/archive")
                                ? files(sent)
                                : json(new String(sent, StandardCharsets.UTF_8));
        if (!method.equals("GET") && !method.equals("HEAD")) {
            requests.add(new Request(method, path, query, body));
        }
        return state.answer(method, path, query, body);
    }

    /** Reads JSON, which is YAML, too. */
    static @Nullable Object json(String text) {
        try {
            return YamlReader.read("body", text).plain();
        } catch (YamlException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static TreeMap<String, String> query(@Nullable String raw) {
        TreeMap<String, String> query = new TreeMap<>();
        for (String pair : (raw == null ? "" : raw).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    /** Returns the files of a tar archive, each with its name, mode, owner and text. */
    private static List<Map<String, Object>> files(byte[] archive) {
        List<Map<String, Object>> files = new ArrayList<>();
        int at = 0;
        while (archive[at] != 0) {
            int size = Integer.parseInt(field(archive, at + 124, 12), 8);
            Map<String, Object> file = new LinkedHashMap<>();
            // they are unpacked at the root
            file.put("name", field(archive, at, 100).replaceFirst("^/", ""));
            file.put(
                    "mode",
                    Integer.toOctalString(Integer.parseInt(field(archive, at + 100, 8), 8)));
            file.put("uid", Integer.parseInt(field(archive, at + 108, 8), 8));
            file.put("gid", Integer.parseInt(field(archive, at + 116, 8), 8));
            file.put("text", new String(archive, at + 512, size, StandardCharsets.UTF_8));
            files.add(file);
            at += 512 + (size + 511) / 512 * 512;
        }
        return files;
    }

    private static String field(byte[] archive, int from, int length) {
        String field = new String(archive, from, length, StandardCharsets.UTF_8);
        int end = field.indexOf('\0');
        return (end < 0 ? field : field.substring(0, end)).strip();
    }

    static String text(@Nullable Object value) {
        return GoJson.compact(value);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
