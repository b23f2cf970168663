package io.dockerkit.impl.scope;

import java.util.Map;
import java.util.function.Supplier;

/** Where new containers, networks and volumes belong: to a scope, or to nobody. Thread-safe. */
public interface Membership {
    /** They belong to nobody. */
    Membership NONE =
            new Membership() {
                @Override
                public Map<String, Object> label(ObjectKind kind, Map<String, Object> body) {
                    return body;
                }

                @Override
                public <T> T make(Supplier<T> creation) {
                    return creation.get();
                }
            };

    /** Returns the body of a request for a creation, with what says where it belongs among its {@code Labels}; for one request only. */
    Map<String, Object> label(ObjectKind kind, Map<String, Object> body);

    /**
     * Makes something that has the labels.
     *
     * @throws IllegalStateException if there is no place for it any more; what was made too late is removed again
     */
    <T> T make(Supplier<T> creation);
}
