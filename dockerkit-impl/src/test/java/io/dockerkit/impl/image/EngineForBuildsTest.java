package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The headers of a session: one name with several values. */
class EngineForBuildsTest {
    @Test
    void theValuesOfOneHeaderGoUnderSpellingsThatDifferInCase() {
        String name = "X-Docker-Expose-Session-Grpc-Method";
        Set<String> spellings = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String spelled = EngineForBuilds.spelled(name, i);
            assertThat(spelled).isEqualToIgnoringCase(name);
            assertThat(spellings.add(spelled)).isTrue();
        }
        assertThat(spellings).contains(name, "x-Docker-Expose-Session-Grpc-Method");
    }
}
