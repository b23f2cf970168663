package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hooks of a service as the files describe them; no engine is asked. */
class HooksTest {
    @Test
    void aHookIsAnExecWithItsUserDirectoryRightsAndVariables() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("A", "1 2");
        variables.put("GONE", null);
        Map<String, Object> hook =
                Map.of(
                        "command",
                        List.of("sh", "-c", "ls"),
                        "user",
                        "7",
                        "working_dir",
                        "/srv",
                        "privileged",
                        true,
                        "environment",
                        variables);
        Hooks hooks = Hooks.of("web", Map.of("post_start", List.of(hook)));
        assertThat(hooks.preStop()).isEmpty();
        assertThat(hooks.postStart())
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.key()).isEqualTo("post_start");
                            assertThat(one.body())
                                    .containsOnly(
                                            Map.entry("Cmd", List.of("sh", "-c", "ls")),
                                            Map.entry("User", "7"),
                                            Map.entry("WorkingDir", "/srv"),
                                            Map.entry("Privileged", true),
                                            Map.entry("Env", List.of("A=1 2", "GONE")));
                        });
    }

    @Test
    void whatTheFilesDoNotSayIsLeftOut() {
        Map<String, ?> config =
                Map.of(
                        "pre_stop",
                        List.of(
                                Map.of("command", List.of("first")),
                                Map.of(
                                        "command",
                                        List.of("second"),
                                        "user",
                                        "",
                                        "privileged",
                                        false)));
        assertThat(Hooks.of("web", config).preStop())
                .extracting(Hook::body)
                .containsExactly(Map.of("Cmd", List.of("first")), Map.of("Cmd", List.of("second")));
        assertThat(Hooks.of("web", Map.of("image", "busybox"))).isEqualTo(Hooks.none("web"));
    }
}
