package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.Engine;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.rest.ApiVersion;
import io.dockerkit.impl.rest.Rest;
import org.junit.jupiter.api.Test;

/** The version that is spoken with a real engine, and what the engine says to those that it does not serve. */
class ApiVersionIT {
    private static Rest asking(String version) {
        String host;
        try (Docker docker = Docker.connect()) {
            host = docker.host();
        }
        return new Rest(new Endpoint("argument", host, null).connect(System.getenv()), version);
    }

    @Test
    void theEnginesNewestIsSpokenUpToTheNewestThatIsKnown() {
        ApiVersion theirs = ApiVersion.parse(Engine.version().apiVersion());
        ApiVersion known = ApiVersion.parse("1.51");
        assertThat(Engine.ping().negotiatedVersion())
                .isEqualTo((theirs.compareTo(known) < 0 ? theirs : known).toString());
    }

    @Test
    void aVersionThatTheEngineDoesNotKnowYetIsRefusedWithTheRemedy() {
        String newest = Engine.version().apiVersion();
        try (Rest rest = asking("1.999")) {
            assertThatThrownBy(() -> rest.get("info").read())
                    .isInstanceOfSatisfying(
                            UnsupportedByEngineException.class,
                            e -> {
                                assertThat(e.neededVersion()).isEqualTo("1.999");
                                assertThat(e.presentVersion()).isEqualTo(newest);
                            })
                    .hasMessageContaining("DOCKER_API_VERSION asks for 1.999: unset it");
        }
    }

    /** The one that the tests run on serves nothing older than 1.44 if it is a newer one, as later releases do. */
    @Test
    void theOldestVersionIsSpokenOrRefusedAsTheEngineSays() {
        EngineVersion version = Engine.version();
        String oldest = "1.41";
        try (Rest rest = asking(oldest)) {
            if (ApiVersion.parse(version.minApiVersion()).compareTo(ApiVersion.parse(oldest))
                    <= 0) {
                assertThat(rest.get("info").read().path("ID").asText()).isNotEmpty();
            } else {
                assertThatThrownBy(() -> rest.get("info").read())
                        .isInstanceOfSatisfying(
                                UnsupportedByEngineException.class,
                                e ->
                                        assertThat(e.neededVersion())
                                                .isEqualTo(version.minApiVersion()))
                        .hasMessageContaining("DOCKER_API_VERSION asks for 1.41: unset it");
            }
        }
    }
}
