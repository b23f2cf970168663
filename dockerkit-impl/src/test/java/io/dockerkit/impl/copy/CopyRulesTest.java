package io.dockerkit.impl.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("locale")
class CopyRulesTest {
    @ParameterizedTest
    @CsvSource({
        "/a/b,   b, /a",
        "/a/b/,  b, /a",
        "/a/b/., ., /a/b",
        "/b,     b, /",
        "b,      b, /",
        "a/b,    b, a",
        "/.,     ., /",
        ".,      ., /",
        "/,      '', /",
        "/q/d/..,  q, /",
        "/q/./d//, d, /q",
        "/q/d/../., ., /q",
        "/..,      '', /"
    })
    void aPathHasABaseAndAParent(String path, String base, String parent) {
        assertThat(CopyRules.base(path)).isEqualTo(base);
        assertThat(CopyRules.parent(path)).isEqualTo(parent);
    }

    @ParameterizedTest
    @CsvSource({
        "d,  e,  d/,    e/",
        "d,  e,  d,     e",
        "d,  e,  d/x/d, e/x/d",
        "d,  e,  dx/y,  dx/y",
        "d,  ,   d/x,   d/x",
        "., e,   ./,    e/",
        "., e,   ./x/y, e/x/y",
        "., ,    ./x,   ./x",
        "'', e,  /,     e/",
        "'', e,  /x,    e/x"
    })
    void entriesGetTheirNewName(String from, String to, String entry, String expected) {
        assertThat(new Renaming(from, to).apply(entry)).isEqualTo(expected);
    }
}
