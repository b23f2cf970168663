package io.dockerkit.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Json;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("locale")
class JsonTreeTest {
    private static final String ANSWER =
            "{\"Id\":\"3f\",\"HostConfig\":{\"Memory\":64,\"Binds\":null,\"a/b\":1,\"Devices\":[{\"Path\":\"/x\"}]},"
                    + "\"Limit\":18446744073709551615,\"Port\":\"8080\",\"Tty\":true,\"Share\":1.9}";

    private static Json answer() {
        try {
            return JsonTree.strict(JsonText.read(ANSWER));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/HostConfig/Memry|did you mean /HostConfig/Memory?",
                "/hostconfig/Memory|did you mean /HostConfig/Memory?",
                "/HostConfig/memory|did you mean /HostConfig/Memory?",
                "/Memory|did you mean /HostConfig/Memory?",
                "/HostConfig/a~1c|did you mean /HostConfig/a~1b?",
                "/HostConfig/Devices/3/Path|/HostConfig/Devices has 1 elements",
                "/HostConfig/Binds/0|/HostConfig/Binds is null",
                "/Id/x|/Id is a single value",
                "/Quite/Another|the answer has Id, HostConfig, Limit, Port, Tty, Share"
            })
    void aMissingFieldIsAnErrorThatNamesTheNearest(String pointer, String advice) {
        List<Consumer<Json>> readers =
                List.of(
                        Json::text,
                        Json::number,
                        Json::bool,
                        Json::items,
                        Json::fields,
                        Json::texts,
                        Json::textFields);
        for (Consumer<Json> reader : readers) {
            assertThatThrownBy(() -> reader.accept(answer().at(pointer)))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("the engine's answer has no " + pointer)
                    .hasMessageContaining(advice)
                    .hasMessageContaining("exists()");
        }
        assertThat(answer().at(pointer).exists()).isFalse();
        assertThat(answer().at(pointer)).hasToString("");
    }

    @Test
    void theWholePointerIsNamedAlsoWhereItWasGivenInParts() {
        assertThatThrownBy(() -> answer().at("/HostConfig").at("/Memry").number())
                .hasMessageContaining("no /HostConfig/Memry; did you mean /HostConfig/Memory?");
        Json device = answer().at("/HostConfig/Devices").items().get(0);
        assertThatThrownBy(() -> device.at("/Pat").text())
                .hasMessageContaining("did you mean /HostConfig/Devices/0/Path?");
        Json host = answer().fields().get("HostConfig");
        assertThatThrownBy(() -> host.at("/Memry").text())
                .hasMessageContaining("no /HostConfig/Memry");
    }

    @Test
    void nullReadsAsEmptyOfAnyKind() {
        Json binds = answer().at("/HostConfig/Binds");
        assertThat(binds.exists()).isFalse();
        assertThat(binds.text()).isEmpty();
        assertThat(binds.number()).isZero();
        assertThat(binds.bool()).isFalse();
        assertThat(binds.items()).isEmpty();
        assertThat(binds.fields()).isEmpty();
    }

    @Test
    void aFieldOfAnotherKindIsAnErrorThatNamesItsKind() {
        assertThatThrownBy(() -> answer().at("/Id").number())
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("/Id is a text and not a number; read it by text()");
        assertThatThrownBy(() -> answer().at("/HostConfig").text())
                .hasMessageContaining(
                        "/HostConfig is an object and not a text; read it by fields()");
        assertThatThrownBy(() -> answer().at("/Tty").items())
                .hasMessageContaining("/Tty is a boolean and not an array");
    }

    @Test
    void numbersAreReadAsTheyAre() {
        assertThat(answer().at("/HostConfig/Memory").number()).isEqualTo(64);
        assertThat(answer().at("/Port").number()).isEqualTo(8080);
        assertThat(answer().at("/Limit").number()).isEqualTo(Long.MAX_VALUE);
        assertThat(answer().at("/Limit").text()).isEqualTo("18446744073709551615");
        assertThat(answer().at("/Share").number()).isEqualTo(1);
        assertThat(answer().at("/Tty").text()).isEqualTo("true");
    }

    @Test
    void aLenientOneNeverFails() throws IOException {
        Json lenient = JsonTree.lenient(JsonText.read(ANSWER));
        assertThat(lenient.at("/No/Such").number()).isZero();
        assertThat(lenient.at("/Id").number()).isZero();
        assertThat(lenient.at("/Id").fields()).isEqualTo(Map.of());
        assertThat(lenient.at("/HostConfig").text()).isEmpty();
    }
}
