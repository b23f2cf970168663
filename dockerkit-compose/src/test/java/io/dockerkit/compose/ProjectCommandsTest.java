package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The commands on a project that exists, as lines; no engine is asked. */
class ProjectCommandsTest {
    private static final ComposeProject SHOP = Compose.project("shop");

    @Test
    void downHasTheFlagsOfTheCli() {
        assertThat(
                        SHOP.down("web", "db")
                                .volumes()
                                .rmi("local")
                                .removeOrphans()
                                .timeout(Duration.ofMillis(1500))
                                .toCommandLine())
                .isEqualTo(
                        "docker compose --project-name shop down --volumes --rmi local --remove-orphans --timeout 2 web db");
        assertThat(SHOP.down().toString()).isEqualTo("docker compose --project-name shop down");
        assertThat(SHOP.down().volumes()).isEqualTo(Compose.project("shop").down().volumes());
        assertThat(SHOP.down()).isNotEqualTo(Compose.project("other").down());
    }

    @Test
    void rmiTakesAllOrLocal() {
        assertThatThrownBy(() -> SHOP.down().rmi("some"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--rmi")
                .hasMessageContaining("some")
                .hasMessageContaining("all or local");
    }

    @Test
    void logsHaveTheFlagsOfTheCli() {
        assertThat(
                        SHOP.logs("web")
                                .follow()
                                .index(2)
                                .tail(5)
                                .since(Duration.ofMinutes(1))
                                .until(Instant.parse("2026-01-02T03:04:05Z"))
                                .timestamps()
                                .toCommandLine())
                .isEqualTo(
                        "docker compose --project-name shop logs --follow --index 2 --tail 5 --since 60s --until 2026-01-02T03:04:05Z --timestamps web");
    }

    @Test
    void anIndexIsAboutOneService() {
        for (List<String> services : List.of(List.<String>of(), List.of("web", "db"))) {
            assertThatThrownBy(() -> SHOP.logs(services.toArray(new String[0])).index(1))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("it is about one service");
        }
        assertThatThrownBy(() -> SHOP.logs("web").index(0))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--index");
    }

    @Test
    void namesOfProjectsHaveTheFormOfTheCli() {
        assertThat(Compose.project("a_b-1").name()).isEqualTo("a_b-1");
        for (String name : List.of("Shop", "-shop", "", "a b", "_x", "ümlaut")) {
            assertThatThrownBy(() -> Compose.project(name))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("--project-name");
        }
    }

    @Test
    void optionsOfVerbsAreLinesToo() {
        assertThat(of(ComposePsSpec.defaults(), o -> o.all().status("exited").orphans(false)))
                .isEqualTo(" --all --status exited --orphans=false");
        assertThat(of(ComposeStopSpec.defaults(), o -> o.timeout(Duration.ofSeconds(3))))
                .isEqualTo(" --timeout 3");
        assertThat(of(ComposeRestartSpec.defaults(), o -> o.noDeps().timeout(Duration.ZERO)))
                .isEqualTo(" --no-deps --timeout 0");
        assertThat(of(ComposeKillSpec.defaults(), o -> o.signal("HUP").removeOrphans()))
                .isEqualTo(" --signal HUP --remove-orphans");
        assertThat(of(ComposeRemoveSpec.defaults(), o -> o.stop().force().volumes()))
                .isEqualTo(" --stop --force --volumes");
        assertThat(of(ComposeWaitSpec.defaults(), ComposeWaitSpec::downProject))
                .isEqualTo(" --down-project");
        assertThat(of(ComposeCopySpec.defaults(), o -> o.all().archive().followLink()))
                .isEqualTo(" --all --archive --follow-link");
        assertThatThrownBy(() -> ComposePsSpec.defaults().status("up"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("running");
    }

    @Test
    void eventsAreOfTheProjectAndOfOneServiceByFilters() {
        String ofShop =
                "docker events --filter type=container --filter label=com.docker.compose.project=shop --filter label=com.docker.compose.oneoff=False";
        assertThat(SHOP.events().toCommandLine()).isEqualTo(ofShop);
        assertThat(SHOP.events("web").toCommandLine())
                .isEqualTo(ofShop + " --filter label=com.docker.compose.service=web");
        assertThat(SHOP.service("web").events()).isEqualTo(SHOP.events("web"));
        assertThat(SHOP.events("web", "db").toCommandLine()).isEqualTo(ofShop);
    }

    private static <S> String of(S spec, UnaryOperator<S> options) {
        return options.apply(spec).toString();
    }

    @Test
    void theFilterOfListsIsANameOrAPatternInIt() {
        ComposeListSpec all = ComposeListSpec.of(io.dockerkit.Docker.getDefault());
        assertThat(all.takes("shop")).isTrue();
        assertThat(all.name("sho").takes("shop")).isTrue();
        assertThat(all.name("^s.*p$").takes("shop")).isTrue();
        assertThat(all.name("x").takes("shop")).isFalse();
        assertThat(all.name("x").name("sh").takes("shop")).isTrue();
        assertThat(all.name("[").takes("shop")).isFalse();
        assertThatThrownBy(() -> all.flag("filter", "label=x"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("name=pattern");
    }

    @Test
    void handlesAreEqualByProjectAndService() {
        assertThat(SHOP).isEqualTo(Compose.project("shop")).isNotEqualTo(Compose.project("x"));
        assertThat(SHOP.service("web")).isEqualTo(SHOP.service("web"));
        assertThat(SHOP.service("web")).isNotEqualTo(SHOP.service("db"));
        assertThat(SHOP.service("web")).hasToString("service web of project shop");
        assertThat(SHOP.exec("web", "ls", "-l").toCommandLine())
                .isEqualTo("docker exec shop-web-1 ls -l");
    }

    @Test
    void aHandleOfFilesKnowsTheirServices() {
        Compose files =
                Compose.parse(
                        """
                                name: shop
                                services:
                                  web: {image: nginx, depends_on: [db]}
                                  db: {image: postgres}
                                  debug: {image: busybox, profiles: [debug]}
                                """);
        ComposeProject project = files.project();
        assertThat(project).isEqualTo(files.project()).hasToString("project of files");
        assertThat(files.down()).isEqualTo(files.down()).hasToString("docker compose down");
        assertThat(project.services())
                .extracting(ComposeService::name)
                .containsExactly("db", "web");
        assertThat(project.name()).isEqualTo("shop");
        assertThat(project.service("debug").name()).isEqualTo("debug");
        assertThatThrownBy(() -> project.service("wbe"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("project shop has no such service; it has db, web");
        assertThat(files.projectName("other").down("web").volumes().toCommandLine())
                .isEqualTo("docker compose --project-name other down --volumes web");
    }

    @Test
    void runNeedsTheFiles() {
        Compose files = Compose.parse("services: {web: {image: nginx}}").projectName("shop");
        assertThat(files.project().run("web", "ls")).isEqualTo(files.run("web", "ls"));
        assertThatThrownBy(() -> SHOP.run("web", "ls"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the files of project shop are not known")
                .hasMessageContaining("Compose.load(…).projectName(\"shop\").run(\"web\")");
    }

    @Test
    void filesAreReadWhenSomethingIsAsked() {
        Compose wrong = Compose.parse("services: {web: {imag: x}}");
        DownSpec down = wrong.down("web");
        assertThatThrownBy(down::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("imag");
    }

    @Test
    void closingCallsWhatUpHandsIn() {
        int[] calls = {0};
        try (ComposeProject scoped = SHOP.closedBy(() -> calls[0]++)) {
            assertThat(calls[0]).isZero();
            assertThat(scoped).isEqualTo(SHOP);
        }
        assertThat(calls[0]).isEqualTo(1);
        SHOP.close();
        assertThat(calls[0]).isEqualTo(1);
    }
}
