package io.dockerkit.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.Stacks;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tests of this module run without the one that reads Compose files. */
class StackLoadersTest {
    @Test
    void withoutTheModuleTheErrorNamesTheDependencyToAdd() {
        String wanted =
                "invalid value \"shop.yaml\" for --compose-file: Compose files are read by another module: add the dependency"
                        + " io.dockerkit:dockerkit-compose";
        assertThatThrownBy(() -> Stacks.deploy("shop", Path.of("shop.yaml")).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(wanted);
        assertThatThrownBy(() -> Stacks.config(Path.of("shop.yaml"))).hasMessage(wanted);
    }

    @Test
    void aStackNeedsAFileAndAName() {
        assertThatThrownBy(() -> Stacks.deploy("shop").execute())
                .hasMessageContaining("at least one Compose file is needed");
        assertThatThrownBy(() -> Stacks.parse("docker stack deploy -c a.yaml ' \"\" '"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("stack name");
        assertThatThrownBy(() -> Stacks.parse("docker stack deploy -c - shop").execute())
                .hasMessageContaining("give the text with compose(…)");
    }

    @Test
    void aPathIsToldWithThePlaceOfTheLongestPartThatIsKnown() {
        StackLoader.Loaded loaded =
                new StackLoader.Loaded(
                        Map.of(),
                        "",
                        Map.of("services", "f, line 1", "services.web", "f, line 2"),
                        Map.of());
        assertThat(loaded.where("services.web.ports[0]"))
                .isEqualTo("services.web.ports[0] in f, line 2");
        assertThat(loaded.where("networks.net")).isEqualTo("networks.net");
    }
}
