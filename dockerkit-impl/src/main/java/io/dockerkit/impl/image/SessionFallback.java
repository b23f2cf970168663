package io.dockerkit.impl.image;

import io.dockerkit.impl.build.NoSessionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** Tells the log that builds go without a session, once for each connection to an engine. Thread-safe. */
final class SessionFallback {
    private final Logger log;
    private final AtomicBoolean logged = new AtomicBoolean();

    SessionFallback(Logger log) {
        this.log = log;
    }

    /** A build goes on without the session that it would have had. */
    void log(String address, NoSessionException refused) {
        if (logged.compareAndSet(false, true)) {
            log.info(
                    "no session with BuildKit at {}: builds send their context as an archive, by POST /build ({})",
                    address,
                    refused.getMessage());
        }
    }
}
