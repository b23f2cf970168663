package io.dockerkit.impl.build.ignore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What BuildKit selects of a directory, by its rules for inclusion and exclusion. */
class ContextFilterTest {
    private static List<String> patterns(String words) {
        return words == null ? List.of() : List.of(words.split(" "));
    }

    private static ContextFilter.Place at(ContextFilter filter, String path) {
        ContextFilter.Place place = filter.top();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            place = place.below(path.substring(0, slash));
        }
        return place.below(path);
    }

    @ParameterizedTest
    @CsvSource({
        // includes, excludes, path, selected
        ",,a/b,true",
        "a,,a/b,true",
        "a,,ab,false",
        "a/b,,a,false",
        "a/b,,a/b/c,true",
        "*.txt,,x.txt,true",
        "*.txt,,d/x.txt,false",
        "**/*.txt,,d/x.txt,true",
        "a !a/b,,a/b,false",
        "a !a/b,,a/c,true",
        ",a,a/b,false",
        ",a !a/b,a/b,true",
        "a,a/secret,a/secret,false",
        "a,a/secret,a/open,true",
        "' a ',,a,true",
        "./a//b,,a/b,true"
    })
    void aPathIsSelectedIfItIsIncludedAndNotExcluded(
            String includes, String excludes, String path, boolean selected) {
        ContextFilter filter = ContextFilter.of(patterns(includes), patterns(excludes));
        assertThat(at(filter, path).isSelected()).isEqualTo(selected);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,,a,true",
        "a/b,,c,false",
        "a/**,,a,true",
        "**/x,,c,true",
        "a/*/x,,c,true",
        ",a,a,false",
        ",a !a/b,a,true",
        ",a !b/c,a,false",
        ",a !**/c,a,true",
        ",a,b,true"
    })
    void aDirectoryIsWalkedOnlyWhereSomethingBelowItMayBeSelected(
            String includes, String excludes, String path, boolean walked) {
        ContextFilter filter = ContextFilter.of(patterns(includes), patterns(excludes));
        assertThat(at(filter, path).isWalked()).isEqualTo(walked);
    }

    @Test
    void aPatternThatIsNoneIsRefused() {
        assertThatThrownBy(() -> ContextFilter.of(List.of("a["), List.of()))
                .isInstanceOf(InvalidOptionException.class);
        assertThat(ContextFilter.fits("a[", "a[")).isFalse();
        assertThat(ContextFilter.fits("*.t?t", "x.txt")).isTrue();
    }
}
