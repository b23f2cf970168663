package io.dockerkit.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PathTableTest {
    private static String find(PathTable<String> table, String... parts) {
        PathTable<String> at = table;
        for (String part : parts) {
            at = at.below(part);
            if (at == null) {
                return "nothing below";
            }
        }
        return at.value();
    }

    @Test
    void aStarStandsForAnyPart() {
        PathTable<String> table =
                new PathTable<String>()
                        .with("services.*.", "list", "dns", "build.tags")
                        .with("services.*.ports.[].target", "number");
        assertThat(find(table, "services", "web", "dns")).isEqualTo("list");
        assertThat(find(table, "services", "db", "build", "tags")).isEqualTo("list");
        assertThat(find(table, "services", "db", "ports", "[]", "target")).isEqualTo("number");
        assertThat(find(table, "services", "db", "build")).isNull();
        assertThat(find(table, "services", "db", "image")).isEqualTo("nothing below");
        assertThat(find(table, "networks")).isEqualTo("nothing below");
    }

    @Test
    void aStarStandsAlone() {
        assertThatThrownBy(() -> new PathTable<String>().with("a.*", "x").with("a.b", "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("b is beside other parts of patterns");
        assertThatThrownBy(() -> new PathTable<String>().with("a.b", "x").with("a.*", "y"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
