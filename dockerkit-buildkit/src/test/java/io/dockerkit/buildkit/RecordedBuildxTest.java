package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.buildkit.files.FileSelection;
import io.dockerkit.buildkit.files.FileTree;
import io.dockerkit.buildkit.files.SentFiles;
import io.dockerkit.buildkit.tap.ObservedBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What BuildKit is told and which files it gets is what docker buildx 0.29.1 told and sent to Engine 28.5.2 for the same build.
 * {@link BuildxComparisonIT} records it.
 */
class RecordedBuildxTest {
    @TempDir Path directory;

    static List<Recorded> builds() throws IOException {
        Map<String, BuildCase> cases =
                BuildCase.all("/builds/cases.txt").stream()
                        .collect(Collectors.toMap(BuildCase::name, Function.identity()));
        List<Recorded> recorded = Recorded.read("/builds/recorded-builds.jsonl", cases);
        assertThat(recorded).hasSameSizeAs(cases.keySet());
        return recorded;
    }

    static List<Recorded> contexts() throws IOException {
        List<Recorded> recorded = Recorded.read("/builds/recorded-contexts.jsonl", Map.of());
        assertThat(recorded).hasSizeGreaterThanOrEqualTo(100);
        return recorded;
    }

    @ParameterizedTest
    @MethodSource({"builds", "contexts"})
    void buildkitIsToldAndSentWhatTheClientTellsAndSends(Recorded recorded) throws Exception {
        BuildCase build = recorded.build();
        Path context = build.write(directory);
        BuildPlan plan =
                RequestedPlanTest.plan(
                        "docker buildx build -t x " + build.options(directory) + " " + context);
        ObservedBuild theirs = recorded.observed();
        assertThat(new TreeMap<>(plan.attributes())).isEqualTo(theirs.attributes());
        assertThat(plan.entitlements()).containsExactlyInAnyOrderElementsOf(theirs.entitlements());
        if (!build.has("other exporter")) {
            assertThat(exports(plan, theirs)).isEqualTo(theirs.exports());
        }
        assertThat(theirs.transfers()).isNotEmpty();
        for (ObservedBuild.Transfer transfer : theirs.transfers()) {
            FileTree tree = plan.offer().trees().get(transfer.directory());
            List<String> sent = new ArrayList<>();
            SentFiles.of(
                            tree,
                            new FileSelection(
                                    transfer.includes(), transfer.excludes(), transfer.followed()))
                    .forEach(stat -> sent.add(stat.toString()));
            assertThat(sent)
                    .as(transfer.toString())
                    .isEqualTo(transfer.stats().stream().map(Object::toString).toList());
        }
    }

    /** The tag is another one for each case. */
    private static List<ObservedBuild.Export> exports(BuildPlan plan, ObservedBuild theirs) {
        List<ObservedBuild.Export> exports = new ArrayList<>();
        plan.exports()
                .forEach(
                        each -> {
                            TreeMap<String, String> attributes = new TreeMap<>(each.attributes());
                            attributes.computeIfPresent(
                                    "name",
                                    (key, name) ->
                                            theirs.exports().get(0).attributes().get("name"));
                            exports.add(new ObservedBuild.Export(each.type(), attributes));
                        });
        return exports;
    }
}
