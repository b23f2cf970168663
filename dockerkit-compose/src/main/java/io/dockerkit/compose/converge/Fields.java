package io.dockerkit.compose.converge;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a request; what is empty is left out, as the engine takes it for its own default. Not thread-safe. */
final class Fields {
    private final Map<String, Object> map = new LinkedHashMap<>();

    /** Adds a field unless it is null, 0, false, or has nothing in it. */
    Fields put(String name, @Nullable Object value) {
        boolean empty =
                value == null
                        || value.equals("")
                        || value.equals(false)
                        || (value instanceof Number number && number.doubleValue() == 0)
                        || (value instanceof Collection<?> list && list.isEmpty())
                        || (value instanceof Map<?, ?> fields && fields.isEmpty());
        return empty ? this : putAlways(name, value);
    }

    /** Adds a field even if it is empty, but not if it is null. */
    Fields putAlways(String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
        return this;
    }

    Map<String, Object> map() {
        return map;
    }
}
