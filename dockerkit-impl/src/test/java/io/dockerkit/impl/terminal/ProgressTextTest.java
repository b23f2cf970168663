package io.dockerkit.impl.terminal;

import static io.dockerkit.impl.terminal.ProgressScreenTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.image.Progress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class ProgressTextTest {
    private static final Progress.Event THIRD =
            event("9c704ecd0c69", "Downloading", 3_200_000, 10_100_000);
    private static final Progress.Event HALF =
            event("0a9573503463", "Extracting", 5_000_000, 10_000_000);

    @Test
    void at40ColumnsABarHasItsPercentage() {
        assertThat(lines(40, 10, THIRD, HALF))
                .containsExactly(
                        "9c704ecd0c69: Downloading [=>     ]  31%",
                        "0a9573503463: Extracting [===>   ]  50%", "Total: 13.2MB/20.1MB 65%");
    }

    @Test
    void at80ColumnsABarHasItsSizes() {
        assertThat(lines(80, 10, THIRD, HALF))
                .containsExactly(
                        "9c704ecd0c69: Downloading [==========>                        ]    3.2MB/10.1MB",
                        "0a9573503463: Extracting [=================>                 ]      5MB/10MB",
                        "Total: 13.2MB/20.1MB 65%");
    }

    @Test
    void at120ColumnsABarIsAsLongAsDockers() {
        assertThat(lines(120, 10, THIRD, HALF))
                .containsExactly(
                        "9c704ecd0c69: Downloading [===============>                                   ]    3.2MB/10.1MB",
                        "0a9573503463: Extracting [=========================>                         ]      5MB/10MB",
                        "Total: 13.2MB/20.1MB 65%");
    }

    @Test
    void withoutATotalOnlyTheBytesAreShown() {
        assertThat(lines(80, 10, event("9c704ecd0c69", "Downloading", 3_200_000, 0)))
                .containsExactly("9c704ecd0c69: Downloading    3.2MB", "Total: 3.2MB");
    }

    @Test
    void aTotalThatIsExceededIsNotBelieved() {
        assertThat(lines(60, 10, event("9c704ecd0c69", "Pushing", 3_200_000, 1_000_000)))
                .containsExactly(
                        "9c704ecd0c69: Pushing [==============>]    3.2MB", "Total: 3.2MB");
    }

    @Test
    void anExtractionWithoutATotalCountsSeconds() {
        assertThat(lines(80, 10, THIRD, event("9c704ecd0c69", "Extracting", 7, 0)))
                .containsExactly("9c704ecd0c69: Extracting 7 s", "Total: 10.1MB/10.1MB 100%");
    }

    @Test
    void thereIsNoSumWhereNothingIsLoaded() {
        assertThat(lines(80, 10, event("9c704ecd0c69", "Already exists")))
                .containsExactly("9c704ecd0c69: Already exists");
        assertThat(lines(80, 10)).isEmpty();
    }

    @Test
    void anExtractionIsNotCountedIntoTheSum() {
        assertThat(lines(80, 10, THIRD, event("9c704ecd0c69", "Extracting", 1, 10_100_000)))
                .last()
                .isEqualTo("Total: 10.1MB/10.1MB 100%");
    }

    @Test
    void aSecondTryCountsFromItsOwnBytes() {
        assertThat(
                        lines(
                                80,
                                10,
                                THIRD,
                                event("9c704ecd0c69", "Retrying in 1 second"),
                                event("9c704ecd0c69", "Downloading", 1_010_000, 10_100_000)))
                .last()
                .isEqualTo("Total: 1.01MB/10.1MB 10%");
    }

    @Test
    void moreLayersThanRowsAreCounted() {
        Progress.Event[] events =
                Stream.of(
                                layers(0, 10, "Pull complete"),
                                layers(10, 14, "Verifying Checksum"),
                                layers(14, 20, "Waiting"))
                        .flatMap(s -> s)
                        .toArray(Progress.Event[]::new);
        assertThat(lines(80, 7, events))
                .containsExactly(
                        "More layers: 10 done, 4 waiting",
                        "layer10: Verifying Checksum",
                        "layer11: Verifying Checksum",
                        "layer12: Verifying Checksum",
                        "layer13: Verifying Checksum",
                        "layer14: Waiting",
                        "layer15: Waiting");
        assertThat(lines(80, 3, events))
                .containsExactly(
                        "More layers: 10 done, 2 under way, 6 waiting",
                        "layer12: Verifying Checksum",
                        "layer13: Verifying Checksum");
        assertThat(lines(80, 1, events))
                .containsExactly("More layers: 10 done, 4 under way, 6 waiting");
        assertThat(lines(80, 20, events)).hasSize(20).doesNotContain("More layers");
    }

    @Test
    void onOneRowTheSumIsShown() {
        assertThat(lines(80, 1, THIRD, HALF)).containsExactly("Total: 13.2MB/20.1MB 65%");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 26, 33, 34, 39, 40, 53, 54, 55, 56, 57, 79, 109, 110, 200})
    void noLineIsLongerThanTheWidth(int width) {
        assertThat(
                        lines(
                                width,
                                10,
                                event("9c704ecd0c69", "Downloading", 1_234_000, 1_235_000_000),
                                event("a", "A status in many words " + "x".repeat(300), 1, 2),
                                event("an id of many words, longer than a line", "Waiting"),
                                event("0a9573503463", "Downloading", 1_234_000, 0)))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        assertThat(lines(80, 10, event("a\nb", "up\033[2A\r"))).containsExactly("a b: up [2A ");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "999, 999B",
        "1000, 1kB",
        "1024, 1.024kB",
        "10120, 10.12kB",
        "3200000, 3.2MB",
        "29716032, 29.72MB",
        "999960, 1000kB",
        "123456789012, 123.5GB",
        "9223372036854775807, 9.223EB"
    })
    void sizesArePrintedAsDockerPrintsThem(long bytes, String text) {
        assertThat(ProgressSize.human(bytes)).isEqualTo(text);
    }

    private static Stream<Progress.Event> layers(int from, int to, String status) {
        return IntStream.range(from, to).mapToObj(i -> event("layer" + i, status));
    }

    private static List<String> lines(int width, int height, Progress.Event... events) {
        ProgressLayers layers = new ProgressLayers();
        for (Progress.Event event : events) {
            layers.update(event);
        }
        return ProgressText.lines(layers.all(), width, height);
    }
}
