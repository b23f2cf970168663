package io.dockerkit.buildkit;

import io.dockerkit.buildkit.layout.LayoutResult;
import io.dockerkit.buildkit.session.Offer;
import io.dockerkit.buildkit.solve.Solve;
import io.dockerkit.buildkit.solve.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A build that is ready to be asked for: what BuildKit is told, and what the session offers. Immutable.
 *
 * @param shown the context as messages name it
 * @param sharedKey what builds of the same context have in common
 * @param frontend what reads the build's file
 * @param attributes what the frontend is told
 * @param exports where the result goes
 * @param cacheImports where cached steps may come from
 * @param cacheExports where steps are kept for the cache
 * @param entitlements what steps may do beyond the usual
 * @param needsContainerd the options that only an engine with containerd's image store can do
 * @param isProvenanceUsual whether results get a provenance where the engine's store can keep one, as with the CLI
 * @param offer what the session offers
 * @param layouts the image layouts of this machine that the build writes
 * @param timeout how long the build may take, or null for as long as it takes
 */
record BuildPlan(
        String shown,
        String sharedKey,
        String frontend,
        Map<String, String> attributes,
        List<Solve.Typed> exports,
        List<Solve.Typed> cacheImports,
        List<Solve.Typed> cacheExports,
        List<String> entitlements,
        List<String> needsContainerd,
        boolean isProvenanceUsual,
        Offer offer,
        List<LayoutResult> layouts,
        @Nullable Duration timeout) {
    private static final String GATEWAY = "host-gateway";

    BuildPlan {
        attributes = new TreeMap<>(attributes);
        exports = List.copyOf(exports);
        cacheImports = List.copyOf(cacheImports);
        cacheExports = List.copyOf(cacheExports);
        entitlements = List.copyOf(entitlements);
        needsContainerd = List.copyOf(needsContainerd);
        layouts = List.copyOf(layouts);
    }

    /** Makes the plan of a build that writes no image layout. */
    BuildPlan(
            String shown,
            String sharedKey,
            String frontend,
            Map<String, String> attributes,
            List<Solve.Typed> exports,
            List<Solve.Typed> cacheImports,
            List<Solve.Typed> cacheExports,
            List<String> entitlements,
            List<String> needsContainerd,
            boolean isProvenanceUsual,
            Offer offer,
            @Nullable Duration timeout) {
        this(
                shown,
                sharedKey,
                frontend,
                attributes,
                exports,
                cacheImports,
                cacheExports,
                entitlements,
                needsContainerd,
                isProvenanceUsual,
                offer,
                List.of(),
                timeout);
    }

    /** Returns the request, for a session and what the engine's BuildKit is. */
    Solve solve(String reference, String session, Worker worker) {
        Map<String, String> told = new TreeMap<>(attributes);
        if (isProvenanceUsual && worker.hasContainerdStore()) {
            told.put("attest:provenance", "mode=min,inline-only=true");
        }
        told.computeIfPresent(
                "add-hosts",
                (key, hosts) -> hosts.replace("=" + GATEWAY, "=" + worker.hostGateway(GATEWAY)));
        return new Solve(
                reference,
                session,
                frontend,
                told,
                exports,
                cacheImports,
                cacheExports,
                entitlements);
    }
}
