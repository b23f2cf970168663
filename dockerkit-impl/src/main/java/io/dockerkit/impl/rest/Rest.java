package io.dockerkit.impl.rest;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The Engine API of one engine. The version is agreed upon with the first call: the newest that both sides speak, or the
 * one that {@code DOCKER_API_VERSION} names.
 *
 * <p>Thread-safe.
 */
public final class Rest implements AutoCloseable {
    /** The newest version of the Engine API that this code was written for. */
    static final ApiVersion NEWEST = new ApiVersion(1, 51);

    private final Wire wire;
    private final AtomicReference<@Nullable ApiVersion> version;
    private final @Nullable Duration timeout;

    /**
     * Makes the API over a wire, which it closes with itself.
     *
     * @param pinned the version that the environment asks for, or null
     */
    public Rest(Wire wire, @Nullable String pinned) {
        this(
                wire,
                new AtomicReference<>(
                        pinned == null || pinned.isEmpty() ? null : ApiVersion.parse(pinned)),
                null);
    }

    private Rest(
            Wire wire, AtomicReference<@Nullable ApiVersion> version, @Nullable Duration timeout) {
        this.wire = wire;
        this.version = version;
        this.timeout = timeout;
    }

    /** Returns the same API, over the same wire, whose calls have this deadline in place of their usual ones. */
    public Rest withTimeout(Duration limit) {
        return new Rest(wire, version, limit);
    }

    /** Returns the deadline of a call: the usual one unless another was set for all. */
    Duration deadline(Duration usual) {
        Duration set = timeout;
        return set == null ? usual : set;
    }

    /** Begins a call that only asks. The path has no version and is encoded here. */
    public Call get(String... path) {
        return new Call(this, "GET", path);
    }

    /** Begins a call that changes something. */
    public Call post(String... path) {
        return new Call(this, "POST", path);
    }

    /** Begins a call that puts something in its place. */
    public Call put(String... path) {
        return new Call(this, "PUT", path);
    }

    /** Begins a call that asks for the head of an answer alone. */
    public Call head(String... path) {
        return new Call(this, "HEAD", path);
    }

    /** Begins a call that removes something. */
    public Call delete(String... path) {
        return new Call(this, "DELETE", path);
    }

    /** Returns the wire below. */
    public Wire wire() {
        return wire;
    }

    /** Returns the engine's address. */
    public String address() {
        return wire.address();
    }

    /** Returns the version that this connection speaks; asks the engine if it was not asked before. */
    public ApiVersion version() {
        ApiVersion known = version.get();
        if (known == null) {
            // threads that begin together may each ask: none waits for another's call
            known = negotiate(ping());
            version.set(known);
        }
        return known;
    }

    /**
     * Checks that the engine knows these.
     *
     * @param needs flags, as the CLI writes them, and the version of the API that brought each
     * @throws UnsupportedByEngineException for the first that it does not know
     */
    public void require(Map<String, String> needs) {
        needs.forEach(
                (what, since) -> {
                    if (version().compareTo(ApiVersion.parse(since)) < 0) {
                        throw new UnsupportedByEngineException(what, since, version().toString());
                    }
                });
    }

    /** What the engine says of itself in the headers of a ping. */
    public record Ping(String apiVersion, String osType) {}

    /** Asks whether the engine is there. */
    public Ping ping() {
        Request request = Request.builder().method(Request.Method.GET).path("/_ping").build();
        try (Answer answer =
                timeout == null ? wire.execute(request) : wire.execute(request, timeout)) {
            if (answer.getStatusCode() != 200) {
                throw new DockerUnavailableException(
                        "what listens at "
                                + address()
                                + " answers a ping with status "
                                + answer.getStatusCode()
                                + "; is it a Docker engine?",
                        null);
            }
            return new Ping(header(answer, "Api-Version"), header(answer, "Ostype"));
        }
    }

    private static String header(Answer answer, String name) {
        String value = answer.getHeader(name);
        return value == null ? "" : value;
    }

    private ApiVersion negotiate(Ping ping) {
        if (ping.apiVersion().isEmpty()) {
            throw new DockerUnavailableException(
                    "what listens at "
                            + address()
                            + " answers a ping without naming its API version; is it a Docker engine?",
                    null);
        }
        ApiVersion theirs = ApiVersion.parse(ping.apiVersion());
        return theirs.compareTo(NEWEST) < 0 ? theirs : NEWEST;
    }

    /** Closes the wire. */
    @Override
    public void close() {
        wire.close();
    }

    static DockerException unreadable(String what, Exception e) {
        return new DockerException(
                "the engine's answer to " + what + " is no JSON: " + e.getMessage(), e);
    }
}
