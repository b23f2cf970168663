package io.dockerkit.buildkit.rpc;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps why the first of a build's connections ended from the other side. Thread-safe. */
final class Ends {
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    void add(Throwable why) {
        first.compareAndSet(null, why);
    }

    @Nullable Throwable first() {
        return first.get();
    }
}
