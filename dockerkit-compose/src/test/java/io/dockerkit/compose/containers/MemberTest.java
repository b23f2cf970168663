package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What labels tell about containers, and about the project that they belong to. */
class MemberTest {
    private static final Map<String, String> RUN = Map.of(ComposeLabels.ONE_OFF, "True");

    private static Member member(String service, String number) {
        return Summaries.of(service, number, "running", Map.of());
    }

    @Test
    void labelsNameServiceAndNumber() {
        Member web = member("web", "2");
        assertThat(web.service()).isEqualTo("web");
        assertThat(web.number()).isEqualTo(2);
        assertThat(web.oneOff()).isFalse();
        assertThat(web.prefix()).isEqualTo("web-2");
        assertThat(web.is("running")).isTrue();
        assertThat(Summaries.of("web", "2", "exited", RUN).oneOff()).isTrue();
    }

    @Test
    void withoutLabelsTheNameStandsForTheService() {
        Member bare = Summaries.member("thing", "exited", Map.of());
        assertThat(bare.service()).isEqualTo("thing");
        assertThat(bare.number()).isZero();
        assertThat(bare.prefix()).isEqualTo("thing");
        assertThat(Summaries.member("", "removing", Map.of()).name()).isEqualTo("0123456789ab");
    }

    @Test
    void containersComeByNumberAndThoseOfRunLast() {
        Member run = Summaries.of("web", "1", "running", RUN);
        Member tenth = member("web", "10");
        Member second = member("web", "2");
        assertThat(Lifecycle.byNumber(List.of(run, tenth, second))).containsExactly(second, tenth, run);
        assertThat(Lifecycle.of("db", List.of(tenth, second))).isEmpty();
    }

    @Test
    void theProjectIsReadFromTheLabels() {
        Member web =
                Summaries.of(
                        "web",
                        "1",
                        "running",
                        Map.of(ComposeLabels.DEPENDENCIES, "db:service_healthy:true"));
        ProjectModel model =
                ModelOfLabels.of("shop", List.of(web, member("web", "2"), member("db", "1")));
        assertThat(model.services()).containsOnlyKeys("db", "web");
        assertThat(model.services().get("web").scale()).isEqualTo(2);
        assertThat(model.services().get("web").image()).isEqualTo("image-of-shop-web-1");
        assertThat(model.services().get("web").dependencies())
                .containsExactly(Map.entry("db", new Dependency(Dependency.HEALTHY, true, true)));
        assertThat(model.inOrder()).extracting(KnownService::name).containsExactly("db", "web");
    }

    @Test
    void orphansAreOfNoKnownServiceOrEndedRuns() {
        ProjectModel model =
                new ProjectModel(
                        "shop",
                        ModelOfLabels.of("shop", List.of(member("web", "1"))).services(),
                        Set.of("debug"),
                        List.of(),
                        List.of());
        assertThat(Down.isOrphan(model, member("web", "1"))).isFalse();
        assertThat(Down.isOrphan(model, member("debug", "1"))).isFalse();
        assertThat(Down.isOrphan(model, member("old", "1"))).isTrue();
        assertThat(Down.isOrphan(model, Summaries.of("web", "1", "running", RUN))).isFalse();
        assertThat(Down.isOrphan(model, Summaries.of("web", "1", "exited", RUN))).isTrue();
        assertThat(Down.isOrphan(model, Summaries.of("old", "1", "running", RUN))).isFalse();
    }
}
