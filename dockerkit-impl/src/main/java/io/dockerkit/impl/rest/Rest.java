package io.dockerkit.impl.rest;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.impl.concurrent.CleanUps;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Engine API of one engine. The version is agreed upon with the first call: the newest that both sides speak, or the
 * one that {@code DOCKER_API_VERSION} names.
 *
 * <p>Thread-safe.
 */
public final class Rest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final Duration TO_PING = Duration.ofSeconds(10);
    private static final Duration TO_CLEAN_UP = Duration.ofSeconds(2);

    private final Wire wire;
    private final boolean pinned;
    private final AtomicReference<@Nullable ApiVersion> version;
    private final AtomicBoolean podman;
    private final @Nullable Duration timeout;
    private final CleanUps cleanUps;

    /**
     * Makes the API over a wire, which it closes with itself.
     *
     * @param asked the version that the environment asks for, or null
     * @throws io.dockerkit.InvalidOptionException if it is none, or older than any that this code speaks
     */
    public Rest(Wire wire, @Nullable String asked) {
        this(
                wire,
                Versions.pinned(asked) != null,
                new AtomicReference<>(Versions.pinned(asked)),
                new AtomicBoolean(),
                null,
                new CleanUps());
    }

    private Rest(
            Wire wire,
            boolean pinned,
            AtomicReference<@Nullable ApiVersion> version,
            AtomicBoolean podman,
            @Nullable Duration timeout,
            CleanUps cleanUps) {
        this.wire = wire;
        this.pinned = pinned;
        this.version = version;
        this.podman = podman;
        this.timeout = timeout;
        this.cleanUps = cleanUps;
    }

    /** Returns the same API, over the same wire, whose calls have this deadline in place of their usual ones. */
    public Rest withTimeout(Duration limit) {
        return new Rest(wire, pinned, version, podman, limit, cleanUps);
    }

    /** Returns the deadline of a call: the usual one unless another was set for all. */
    public Duration deadline(Duration usual) {
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

    /** Returns the version that this connection speaks, or empty if the engine was not asked yet. */
    public Optional<ApiVersion> knownVersion() {
        return Optional.ofNullable(version.get());
    }

    /** Agrees on the version, unless that is done already; the engine may take no longer than this for it. */
    public void agree(@Nullable Duration atMost) {
        if (version.get() == null) {
            version.set(negotiate(ping(atMost)));
        }
    }

    /** Returns the count of removals that go on in the background. */
    public CleanUps cleanUps() {
        return cleanUps;
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
                        throw UnsupportedByEngineException.ofOption(
                                what, since, version().toString());
                    }
                });
    }

    /** What the engine says of itself in the headers of a ping. */
    public record Ping(String apiVersion, String osType, String builderVersion, boolean isPodman) {}

    /** Asks whether the engine is there. */
    public Ping ping() {
        return ping(null);
    }

    private Ping ping(@Nullable Duration atMost) {
        Duration limit = timeout;
        if (atMost != null && atMost.compareTo(limit == null ? TO_PING : limit) < 0) {
            limit = atMost;
        }
        Request request = Request.builder().method(Request.Method.GET).path("/_ping").build();
        try (Answer answer = limit == null ? wire.execute(request) : wire.execute(request, limit)) {
            if (answer.getStatusCode() != 200) {
                throw new DockerUnavailableException(
                        "what listens at "
                                + address()
                                + " answers a ping with status "
                                + answer.getStatusCode()
                                + EngineErrors.redirect(answer)
                                + "; is it a Docker engine?",
                        null);
            }
            note(answer);
            return new Ping(
                    header(answer, "Api-Version"),
                    header(answer, "Ostype"),
                    header(answer, "Builder-Version"),
                    isPodman());
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
        try {
            return Versions.agreed(ping.apiVersion(), address());
        } catch (InvalidOptionException noVersion) {
            throw new DockerUnavailableException(
                    "what listens at "
                            + address()
                            + " answers a ping with \""
                            + ping.apiVersion()
                            + "\" for its API version; is it a Docker engine?",
                    noVersion);
        }
    }

    /** Returns the error for an engine that says that it does not serve this connection's version, if it says so. */
    Optional<UnsupportedByEngineException> refusedVersion(String words) {
        return Versions.refusal(words, address(), pinned);
    }

    /** Takes note of what an answer tells of who gives it. */
    void note(Answer answer) {
        if (!podman.get() && answer.getHeader("Libpod-Api-Version") != null) {
            podman.set(true);
        }
    }

    /**
     * Returns whether podman serves this API, as the answers so far tell. It serves docker's, and differs where it says so
     * in no other way: in how waits and pulls end, for instance.
     */
    public boolean isPodman() {
        return podman.get();
    }

    /** Closes the wire; removals that go on in the background get two seconds to end before. */
    @Override
    public void close() {
        if (!cleanUps.await(TO_CLEAN_UP)) {
            LOG.warn("the connection is closed while containers are still being removed");
        }
        wire.close();
    }
}
