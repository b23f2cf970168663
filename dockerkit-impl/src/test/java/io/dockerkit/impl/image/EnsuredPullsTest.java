package io.dockerkit.impl.image;

import static io.dockerkit.lab.CannedWire.Canned.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ensure()} pulls what the engine does not have, and nothing else. */
class EnsuredPullsTest {
    private static final String ARM =
            "{\"Id\":\"sha256:1\",\"Os\":\"linux\",\"Architecture\":\"arm64\",\"Variant\":\"v8\"}";

    private Canned known = json(200, ARM);
    private final CannedWire engine =
            new CannedWire(
                    (call, upgraded) -> {
                        if (call.startsWith("POST /images/create")) {
                            known = json(200, ARM);
                            return json(200, "{\"status\":\"Status: Downloaded\"}");
                        }
                        return known;
                    });
    private final ImageCommands images = new ImageCommands(new ImageApi(new Rest(engine, "1.47")));

    private long pulls() {
        return engine.calls().stream().filter(call -> call.startsWith("POST")).count();
    }

    @Test
    void whatTheEngineHasIsNotPulled() {
        Image image = images.pull("x").ensure();
        assertThat(image.id()).isEqualTo("sha256:1");
        assertThat(image.reference()).isEqualTo("x:latest");
        assertThat(pulls()).isZero();
    }

    @Test
    void whatIsMissingIsPulled() {
        known = json(404, "{\"message\":\"No such image: x:latest\"}");
        assertThat(images.pull("x").ensure().id()).isEqualTo("sha256:1");
        assertThat(pulls()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "linux/arm64, 0",
        "arm64, 0",
        "linux/arm64/v8, 0",
        "aarch64, 0",
        "linux/amd64, 1",
        "linux/arm64/v9, 1",
        "windows/arm64, 1"
    })
    void anImageForAnotherPlatformIsNoReasonNotToPull(String platform, int pulls) {
        images.pull("x").platform(platform).ensure();
        assertThat(pulls()).isEqualTo(pulls);
    }
}
