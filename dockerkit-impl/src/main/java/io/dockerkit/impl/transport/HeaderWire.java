package io.dockerkit.impl.transport;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A wire that adds headers to each request, unless the request has them itself. Thread-safe. */
public final class HeaderWire implements Wire {
    private final Wire wire;
    private final Map<String, String> headers;

    private HeaderWire(Wire wire, Map<String, String> headers) {
        this.wire = wire;
        this.headers = headers;
    }

    /** Returns the wire with these headers, or itself if there are none. */
    public static Wire around(Wire wire, Map<String, String> headers) {
        return headers.isEmpty() ? wire : new HeaderWire(wire, Map.copyOf(headers));
    }

    private Request with(Request request) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.keySet()
                .removeIf(
                        name ->
                                request.headers().keySet().stream()
                                        .anyMatch(name::equalsIgnoreCase));
        all.putAll(request.headers());
        return NamedRequest.keepName(Request.builder().from(request).headers(all).build(), request);
    }

    @Override
    public Answer execute(Request request) {
        return wire.execute(with(request));
    }

    @Override
    public Answer execute(Request request, @Nullable Duration deadline) {
        return wire.execute(with(request), deadline);
    }

    @Override
    public Answer upgrade(Request request, String protocol) {
        return wire.upgrade(with(request), protocol);
    }

    @Override
    public Answer upgrade(Request request, String protocol, @Nullable Duration deadline) {
        return wire.upgrade(with(request), protocol, deadline);
    }

    @Override
    public Duplex connect(String what, @Nullable Duration deadline) {
        return wire.connect(what, deadline);
    }

    @Override
    public boolean handsOver(String protocol) {
        return wire.handsOver(protocol);
    }

    @Override
    public String address() {
        return wire.address();
    }

    @Override
    public void close() {
        wire.close();
    }
}
