package io.dockerkit.impl.transport;

import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer over an own connection; thread-safe as {@link Answer} says. */
final class SocketAnswer implements Answer {
    private final ResponseHead head;
    private final int status;
    private final BodyStream body;
    private final @Nullable SocketDuplex duplex;

    /** Makes an ordinary answer. */
    SocketAnswer(ResponseHead head, BodyStream body) {
        this(head, head.status(), body, null);
    }

    /** Makes the answer that hands the connection over. */
    SocketAnswer(ResponseHead head, int status, BodyStream body, @Nullable SocketDuplex duplex) {
        this.head = head;
        this.status = status;
        this.body = body;
        this.duplex = duplex;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return Collections.unmodifiableMap(head.headers());
    }

    @Override
    public @Nullable String getHeader(String name) {
        return head.header(name);
    }

    @Override
    public InputStream getBody() {
        return duplex == null ? body : duplex.input();
    }

    @Override
    public void deadline(@Nullable Duration fromNow) {
        if (duplex == null) {
            body.deadline(fromNow);
        } else {
            duplex.deadline(fromNow);
        }
    }

    @Override
    public void patience(@Nullable Duration each) {
        body.patience(each);
    }

    @Override
    public Optional<Duplex> duplex() {
        return Optional.ofNullable(duplex);
    }

    @Override
    public void close() {
        if (duplex == null) {
            body.close();
        } else {
            duplex.close();
        }
    }
}
