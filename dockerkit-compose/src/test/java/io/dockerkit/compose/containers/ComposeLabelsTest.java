package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What labels tell about a container. */
class ComposeLabelsTest {
    private static final Map<String, String> LABELS =
            Map.of(
                    ComposeLabels.PROJECT, "shop",
                    ComposeLabels.SERVICE, "web",
                    ComposeLabels.CONTAINER_NUMBER, "2");

    @Test
    void theUsualNameIsShownWithoutTheProject() {
        assertThat(ComposeLabels.prefix(LABELS, "shop-web-2")).isEqualTo("web-2");
    }

    @Test
    void anotherNameIsShownWhole() {
        assertThat(ComposeLabels.prefix(LABELS, "shop-front")).isEqualTo("shop-front");
        assertThat(ComposeLabels.prefix(Map.of(), "front")).isEqualTo("front");
    }

    @Test
    void aNumberThatIsNoneIsZero() {
        assertThat(ComposeLabels.number("12")).isEqualTo(12);
        assertThat(ComposeLabels.number("")).isZero();
        assertThat(ComposeLabels.number("x")).isZero();
    }
}
