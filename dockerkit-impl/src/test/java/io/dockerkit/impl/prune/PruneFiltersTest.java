package io.dockerkit.impl.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Filters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A dry run leaves to the prune what the engine's own filters do. */
@Tag("locale")
class PruneFiltersTest {
    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

    private static Filters filters(String... pairs) {
        Filters filters = Filters.none();
        for (int i = 0; i < pairs.length; i += 2) {
            filters = filters.with(pairs[i], pairs[i + 1]);
        }
        return filters;
    }

    @Test
    void withoutFiltersAllIsTaken() {
        assertThat(PruneFilters.of(Filters.none()).take(Map.of())).isTrue();
        assertThat(PruneFilters.withAge(Filters.none(), NOW).take(Map.of("a", "b"), NOW)).isTrue();
    }

    @Test
    void labelsAreForTheEnginesLists() {
        PruneFilters prune =
                PruneFilters.withAge(
                        filters("label", "a=b", "label", "c", "label!", "d", "until", "1h"), NOW);
        assertThat(prune.ofLists().values()).isEqualTo(Map.of("label", List.of("a=b", "c")));
    }

    @Test
    void whatHasTheExcludedLabelIsSpared() {
        PruneFilters byKey = PruneFilters.of(filters("label!", "keep"));
        assertThat(byKey.take(Map.of("keep", "x"))).isFalse();
        assertThat(byKey.take(Map.of("other", "x"))).isTrue();
        PruneFilters byValue = PruneFilters.of(filters("label!", "keep=yes"));
        assertThat(byValue.take(Map.of("keep", "yes"))).isFalse();
        assertThat(byValue.take(Map.of("keep", "no"))).isTrue();
        assertThat(byValue.take(Map.of())).isTrue();
    }

    @Test
    void ofSeveralExcludedLabelsAllMustBeThere() {
        PruneFilters prune = PruneFilters.of(filters("label!", "a", "label!", "b=c"));
        assertThat(prune.take(Map.of("a", "", "b", "c"))).isFalse();
        assertThat(prune.take(Map.of("a", ""))).isTrue();
        assertThat(prune.take(Map.of("a", "", "b", "d"))).isTrue();
    }

    @Test
    void whatIsYoungerIsSpared() {
        PruneFilters prune = PruneFilters.withAge(filters("until", "10m"), NOW);
        assertThat(prune.take(Map.of(), NOW.minusSeconds(601))).isTrue();
        assertThat(prune.take(Map.of(), NOW.minusSeconds(600))).isFalse();
        assertThat(prune.take(Map.of(), NOW)).isFalse();
        PruneFilters byTime = PruneFilters.withAge(filters("until", "2024-05-06T00:00:00Z"), NOW);
        assertThat(byTime.take(Map.of(), Instant.parse("2024-05-05T23:59:59Z"))).isTrue();
        assertThat(byTime.take(Map.of(), Instant.parse("2024-05-06T00:00:00Z"))).isFalse();
    }

    @Test
    void aFilterThatAPruneDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> PruneFilters.of(filters("until", "1h")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--filter")
                .hasMessageContaining("until=1h");
        assertThatThrownBy(() -> PruneFilters.withAge(filters("name", "x"), NOW))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("name=x");
        assertThatThrownBy(() -> PruneFilters.withAge(filters("until", "soon"), NOW))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("soon");
        assertThatThrownBy(() -> PruneFilters.withAge(filters("until", "1h", "until", "2h"), NOW))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("1h,2h");
    }
}
