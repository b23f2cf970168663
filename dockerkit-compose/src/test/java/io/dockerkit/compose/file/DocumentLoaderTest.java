package io.dockerkit.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentLoaderTest {
    private static DocumentRequest request(String... texts) {
        return new DocumentRequest(
                Arrays.stream(texts)
                        .map(text -> new DocumentRequest.Source("-", null, text))
                        .toList(),
                Path.of("/project"),
                Map.of("N", "X Y"),
                null,
                true,
                true,
                List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "name: Shop,shop",
        "name: '_-My.App $N',myappxy",
        "name: 12,12",
        "name: '',",
        "a: b,"
    })
    void theNameOfTheProjectIsTheLastInTheFiles(String text, String expected) {
        assertThat(DocumentLoader.projectName(request("name: first\n---\nname: ''\n", text)))
                .isEqualTo(expected == null ? "first" : expected);
        assertThat(DocumentLoader.projectName(request("services: {}"))).isNull();
    }

    @Test
    void theNameIsAmongTheVariables() {
        Document document =
                DocumentLoader.load(
                        request("name: shop\nservices: {s: {image: $COMPOSE_PROJECT_NAME}}"));
        assertThat(document.environment())
                .isEqualTo(Map.of("N", "X Y", "COMPOSE_PROJECT_NAME", "shop"));
        assertThat(document.root().plain())
                .isEqualTo(Documents.yaml("name: shop\nservices: {s: {image: shop}}"));
    }

    @Test
    void nodesKnowTheirFilesLinesAndColumns() {
        Document document =
                DocumentLoader.load(
                        new DocumentRequest(
                                List.of(
                                        new DocumentRequest.Source(
                                                "a.yaml", null, "services:\n  s:\n    image: x\n"),
                                        new DocumentRequest.Source(
                                                "b.yaml",
                                                null,
                                                "services:\n  s:\n    ports:\n      - 80:80\n")),
                                Path.of("/project"),
                                Map.of(),
                                "p",
                                true,
                                true,
                                List.of()));
        var service = document.root().get("services").get("s");
        assertThat(service.get("image").place()).hasToString("a.yaml, line 3, column 5");
        assertThat(service.get("ports").place()).hasToString("b.yaml, line 3, column 5");
        assertThat(service.get("ports").list().get(0).get("target").place())
                .hasToString("b.yaml, line 4, column 9");
    }

    @Test
    void theVersionIsDropped() {
        assertThat(Documents.load("version: '3.8'\nservices: {s: {image: x}}"))
                .isEqualTo(Documents.yaml("services: {s: {image: x}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n"})
    void anEmptyFileIsRefused(String text) {
        assertThatThrownBy(() -> Documents.load(text))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("1.yaml")
                .hasMessageContaining("is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a]", "text", "---\n---\nx-a: b\n"})
    void aFileThatIsNoMappingIsRefused(String text) {
        assertThatThrownBy(() -> Documents.load(text))
                .hasMessageContaining("the top level in 1.yaml, line ")
                .hasMessageContaining("must be a mapping with services");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertThatThrownBy(
                        () ->
                                Documents.load(
                                        "services:\n  s:\n    command: a\n    command: !reset b\n"))
                .hasMessageContaining("1.yaml")
                .hasMessageContaining("line 4")
                .hasMessageContaining("the key \"command\" is already in line 3");
    }

    @Test
    void anchorsAndMergesAreFollowed() {
        assertThat(
                        Documents.load(
                                """
                                x-common: &common
                                  image: x
                                  environment: &env {A: 1}
                                services:
                                  a: {<<: *common, tty: true}
                                  b:
                                    <<: *common
                                    environment: {<<: *env, B: 2}
                                """))
                .isEqualTo(
                        Documents.yaml(
                                """
                                x-common: {image: x, environment: {A: 1}}
                                services:
                                  a: {tty: true, image: x, environment: {A: 1}}
                                  b: {image: x, environment: {A: 1, B: 2}}
                                """));
    }
}
