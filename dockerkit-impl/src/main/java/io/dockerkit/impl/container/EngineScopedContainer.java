package io.dockerkit.impl.container;

import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Wait;
import io.dockerkit.impl.concurrent.Uninterrupted;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.Rest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A container that is removed when it is closed. Thread-safe. */
final class EngineScopedContainer extends EngineContainer implements ScopedContainer {
    private final Consumer<Runnable> closing;
    private final AtomicBoolean removed = new AtomicBoolean();

    /** Makes the handle; {@code closing} is given the removal, and carries it out. */
    EngineScopedContainer(
            Rest rest,
            ImageApi images,
            UserSettings settings,
            PublishedAddresses addresses,
            String id,
            List<String> warnings,
            Consumer<Runnable> closing) {
        super(rest, images, settings, addresses, id, warnings);
        this.closing = closing;
    }

    @Override
    public ScopedContainer waitFor(Wait wait) {
        super.waitFor(wait);
        return this;
    }

    @Override
    public void close() {
        if (!removed.get()) {
            closing.accept(this::removeNow);
            removed.set(true);
        }
    }

    private void removeNow() {
        Uninterrupted.run(() -> remove(options -> options.force().volumes()));
    }
}
