package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of images that are to be removed, so that each counts once. */
class ImagesToRemoveTest {
    @ParameterizedTest
    @CsvSource({
        "nginx, nginx:latest",
        "docker.io/library/nginx:1, nginx:1",
        "docker.io/team/app, team/app:latest",
        "localhost:5000/app, localhost:5000/app:latest",
        "SHOUT, SHOUT"
    })
    void namesAreShownAsTheCliShowsThem(String name, String shown) {
        assertThat(ImagesToRemove.familiar(name)).isEqualTo(shown);
    }
}
