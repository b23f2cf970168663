package io.dockerkit.buildkit.solve;

import io.dockerkit.impl.build.wire.ProtoWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One build, as BuildKit is asked for it. Immutable and thread-safe.
 *
 * @param reference what the build is called while it runs
 * @param session the id of the session that serves it
 * @param frontend what reads the build's file: {@code dockerfile.v0}
 * @param attributes what the frontend is told
 * @param exports where the result goes
 * @param cacheImports where cached steps may come from
 * @param cacheExports where steps are kept for the cache
 * @param entitlements what steps may do beyond the usual
 */
public record Solve(
        String reference,
        String session,
        String frontend,
        Map<String, String> attributes,
        List<Typed> exports,
        List<Typed> cacheImports,
        List<Typed> cacheExports,
        List<String> entitlements) {
    /** Copies the maps and lists. */
    public Solve {
        attributes = new TreeMap<>(attributes);
        exports = List.copyOf(exports);
        cacheImports = List.copyOf(cacheImports);
        cacheExports = List.copyOf(cacheExports);
        entitlements = List.copyOf(entitlements);
    }

    /**
     * An exporter or a cache.
     *
     * @param type which: {@code moby}, {@code local}, {@code registry}
     * @param attributes what it is told
     */
    public record Typed(String type, Map<String, String> attributes) {
        /** Copies the map. */
        public Typed {
            attributes = new TreeMap<>(attributes);
        }

        private ProtoWriter message() {
            return new ProtoWriter().text(1, type).entries(2, attributes);
        }
    }

    /** Returns the message, with the first exporter also where older engines look for the only one. */
    byte[] toBytes() {
        ProtoWriter message = new ProtoWriter().text(1, reference);
        if (!exports.isEmpty()) {
            message.text(3, exports.get(0).type()).entries(4, exports.get(0).attributes());
        }
        message.text(5, session).text(6, frontend).entries(7, attributes);
        ProtoWriter cache = new ProtoWriter();
        cacheExports.forEach(each -> cache.message(4, each.message()));
        cacheImports.forEach(each -> cache.message(5, each.message()));
        message.message(8, cache);
        entitlements.forEach(each -> message.element(9, each));
        exports.forEach(each -> message.message(13, each.message()));
        return message.toBytes();
    }
}
