package io.dockerkit.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.EngineException;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's words cannot forge a line of a log or steer a terminal. */
@Tag("locale")
class EngineWordsTest {
    @Test
    void controlCharactersAreEscaped() {
        assertThat(EngineWords.printable("a\nb\r\u001b[31m\u0000\u0085\u2028\u202e\u2066\tz"))
                .isEqualTo("a\\nb\\r\\u001b[31m\\u0000\\u0085\\u2028\\u202e\\u2066\tz");
    }

    @Test
    void theEndOfTheLastLineIsNoPartOfAMessage() {
        assertThat(EngineWords.printable("exit status 7\r\n\n")).isEqualTo("exit status 7");
        assertThat(EngineWords.printable("\n")).isEmpty();
        assertThat(EngineWords.printable("a\n b\n")).isEqualTo("a\\n b");
    }

    @Test
    void otherWordsAreLeftAsTheyAre() {
        String words = "No such container: wëb → \uD83D\uDC33";
        assertThat(EngineWords.printable(words)).isSameAs(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"no\\n2026 ERROR forged \\u001b[2J\"}",
                "no\n2026 ERROR forged \u001b[2J"
            })
    void messagesAndTheEnginesOwnWordsHaveNone(String body) {
        Rest rest = new Rest(new CannedWire((call, upgraded) -> Canned.json(500, body)), "1.47");
        ContainerCommands containers =
                new ContainerCommands(new ContainerApi(rest, new ImageApi(rest), Map::of));
        assertThatThrownBy(containers::list)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.engineMessage())
                                        .isEqualTo("no\\n2026 ERROR forged \\u001b[2J"))
                .hasMessage("cannot list the containers: no\\n2026 ERROR forged \\u001b[2J");
    }
}
