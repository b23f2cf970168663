package io.dockerkit.impl.rest;

import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.impl.concurrent.CleanUps;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Engine API of one engine: starts calls and holds what they share, the {@linkplain Negotiation version} and the
 * deadline.
 *
 * <p>Thread-safe.
 */
public final class Rest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final Duration TO_PING = Duration.ofSeconds(10);
    private static final Duration TO_CLEAN_UP = Duration.ofSeconds(2);

    private final Wire wire;
    private final Negotiation negotiation;
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
        this(wire, new Negotiation(wire, asked), new AtomicBoolean(), null, new CleanUps());
    }

    private Rest(
            Wire wire,
            Negotiation negotiation,
            AtomicBoolean podman,
            @Nullable Duration timeout,
            CleanUps cleanUps) {
        this.wire = wire;
        this.negotiation = negotiation;
        this.podman = podman;
        this.timeout = timeout;
        this.cleanUps = cleanUps;
    }

    /** Returns the same API, over the same wire, whose calls have this deadline in place of their usual ones. */
    public Rest withTimeout(Duration limit) {
        return new Rest(wire, negotiation, podman, limit, cleanUps);
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
        return negotiation.version(this::ping);
    }

    /** Returns the version that this connection speaks, or empty if the engine was not asked yet. */
    public Optional<ApiVersion> knownVersion() {
        return negotiation.known();
    }

    /** Agrees on the version, unless that is done already; the engine may take no longer than this for it. */
    public void agree(@Nullable Duration atMost) {
        negotiation.version(() -> ping(atMost));
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

    /** Asks whether the engine is there. */
    public Ping ping() {
        return ping(null);
    }

    private Ping ping(@Nullable Duration atMost) {
        Duration limit = timeout;
        if (atMost != null && atMost.compareTo(limit == null ? TO_PING : limit) < 0) {
            limit = atMost;
        }
        Ping answer = Ping.of(wire, limit);
        if (answer.isPodman()) {
            podman.set(true);
        }
        return answer;
    }

    /** Returns the error for an engine that says that it does not serve this connection's version, if it says so. */
    Optional<UnsupportedByEngineException> refusedVersion(String words) {
        return negotiation.refusal(words);
    }

    /** Takes note of what an answer tells of who gives it. */
    void note(Answer answer) {
        if (!podman.get() && Ping.isOfPodman(answer)) {
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
