package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryRetriesTest {
    @ParameterizedTest
    @CsvSource({
        // what the registry says, the failures so far, the pause
        "503 Service Unavailable, 1, PT0.5S",
        "503 Service Unavailable, 2, PT2S",
        "503 Service Unavailable, 3, ",
        "toomanyrequests: retry-after: 458.013µs, 1, PT0.5S",
        "toomanyrequests: retry-after: 458.013µs, 2, PT2S",
        "toomanyrequests: retry-after: 458.013µs, 3, ",
        "toomanyrequests: retry-after: 7s, 1, PT7S",
        "toomanyrequests: retry-after: 30s, 1, PT30S",
        "toomanyrequests: retry-after: 31s, 1, ",
        "toomanyrequests, 1, "
    })
    void thePauseIsTheUsualOneOrTheLongerOneThatTheRegistryNames(
            String words, int failures, @Nullable Duration pause) {
        assertThat(RegistryRetries.usual().pause(words, failures).orElse(null)).isEqualTo(pause);
    }
}
