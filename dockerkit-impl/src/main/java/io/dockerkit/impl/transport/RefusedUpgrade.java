package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A refusal of which the transport below kept the status only. Not thread-safe. */
final class RefusedUpgrade implements DockerHttpClient.Response {
    private final int status;
    private final InputStream body;

    RefusedUpgrade(int status, String reason) {
        this.status = status;
        String words = reason.replaceAll("[^A-Za-z0-9 -]", "").strip();
        String json = "{\"message\":\"" + words + " (the transport lost the engine's own words)\"}";
        this.body = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return Map.of("Content-Type", List.of("application/json"));
    }

    @Override
    public InputStream getBody() {
        return body;
    }

    @Override
    public void close() {
        // there is nothing behind it
    }
}
