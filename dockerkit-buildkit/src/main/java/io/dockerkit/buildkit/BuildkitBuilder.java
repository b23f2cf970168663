package io.dockerkit.buildkit;

import io.dockerkit.buildkit.rpc.GrpcClasses;
import io.dockerkit.impl.build.BuildEngine;
import io.dockerkit.impl.build.SessionBuilder;
import io.dockerkit.impl.build.SolveException;
import io.dockerkit.spi.BuildRequest;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds over a session with BuildKit. Thread-safe. */
public final class BuildkitBuilder implements SessionBuilder {
    private static final String SCANNER = "buildkit-syft-scanner";
    private static final Pattern GENERATOR = Pattern.compile("generator=([^,\"]+)");

    /** Makes the builder; the {@link java.util.ServiceLoader} does. */
    public BuildkitBuilder() {}

    @Override
    public Map<String, String> build(
            BuildRequest request, BuildEngine engine, Consumer<? super byte[]> status) {
        GrpcClasses.load();
        BuildPlan plan = new RequestedPlan(request, engine).plan();
        Map<String, String> reported;
        try {
            reported = new RunningBuild(plan, engine, status).run();
        } catch (SolveException failed) {
            throw explained(failed, plan.attributes().getOrDefault("attest:sbom", ""));
        }
        plan.layouts().forEach(layout -> layout.keep(reported));
        return reported;
    }

    /** A scanner that the engine cannot fetch is not named anywhere in the Dockerfile. */
    private static SolveException explained(SolveException failed, String sbom) {
        Matcher generator = GENERATOR.matcher(sbom);
        String scanner = generator.find() ? generator.group(1) : SCANNER;
        String message = String.valueOf(failed.getMessage());
        if (sbom.isEmpty()
                || !message.contains("failed to resolve")
                || !message.contains(scanner)) {
            return failed;
        }
        return new SolveException(
                message
                        + "; it is the image that lists the software for sbom(…): pull it, or name"
                        + " another one, sbom(\"generator=image\")",
                failed.step(),
                failed.file(),
                failed.line());
    }
}
