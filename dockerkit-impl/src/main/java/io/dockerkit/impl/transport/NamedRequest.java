package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that messages name by what its caller knows: a docker command line, or what is being done. Immutable. */
public final class NamedRequest extends Request {
    private final Request request;
    private final String name;

    private NamedRequest(Request request, String name) {
        this.request = request;
        this.name = name;
    }

    /**
     * Returns the request with a name.
     *
     * @param name what messages call it, without secrets: {@code "docker stop web"}, or {@code the request to stop web}
     */
    public static Request of(Request request, String name) {
        return new NamedRequest(request, name);
    }

    /** Returns a request that was made of another one with the other one's name. */
    static Request keepName(Request changed, Request from) {
        return from instanceof NamedRequest named ? of(changed, named.name) : changed;
    }

    /** Returns the name of the request, method and path for messages; the query may hold secrets (build arguments). */
    static String what(Request request) {
        String call = request.method() + " " + OutgoingRequest.withoutQuery(request.path());
        return request instanceof NamedRequest named ? named.name + " (" + call + ")" : call;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public @Nullable InputStream body() {
        return request.body();
    }

    @Override
    public byte @Nullable [] bodyBytes() {
        return request.bodyBytes();
    }

    @Override
    public @Nullable InputStream hijackedInput() {
        return request.hijackedInput();
    }

    @Override
    public Map<String, String> headers() {
        return request.headers();
    }
}
