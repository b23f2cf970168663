package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The picture of the performance page has the figures of the page's table; {@code dev/bench --chart} draws it. */
class ChartTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| (.*?) \\| ([\\d.]+) (us|ms|MB/s) \\| ([\\d.]+) (us|ms|MB/s) \\| (.*?) \\|");

    private static List<Row> rows;
    private static Document picture;

    private record Row(
            String metric, double ours, String unit, double peers, String peersUnit, String peer) {
        /** In one unit. */
        double ratio() {
            double scale = unit.equals(peersUnit) ? 1 : unit.equals("us") ? 0.001 : 1000;
            return ours * scale / peers;
        }
    }

    @BeforeAll
    static void read() throws Exception {
        String page = Files.readString(DOCS.resolve("performance.md"));
        rows =
                ROW.matcher(page)
                        .results()
                        .filter(row -> !row.group(6).equals("limit"))
                        .map(
                                row ->
                                        new Row(
                                                row.group(1),
                                                Double.parseDouble(row.group(2)),
                                                row.group(3),
                                                Double.parseDouble(row.group(4)),
                                                row.group(5),
                                                row.group(6)))
                        .sorted((a, b) -> Boolean.compare(isRate(a), isRate(b)))
                        .toList();
        picture =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(DOCS.resolve("performance.svg").toFile());
    }

    private static boolean isRate(Row row) {
        return row.unit().equals("MB/s");
    }

    private static List<Element> elements(String name) {
        NodeList all = picture.getElementsByTagName(name);
        return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i)).toList();
    }

    @Test
    void thePictureShowsEachRowThatHasAPeerAndNothingElse() {
        assertThat(rows).hasSizeGreaterThan(10);
        List<String> texts = elements("text").stream().map(Element::getTextContent).toList();
        // and two titles
        assertThat(texts).hasSize(rows.size() * 3 + 2);
        String page = String.join("\n", texts);
        int at = 0;
        for (Row row : rows) {
            String shown =
                    Pattern.quote(row.metric())
                            + "\\n([\\d.]+) "
                            + row.unit()
                            + " DockerKit\\n([\\d.]+) "
                            + row.peersUnit()
                            + " "
                            + Pattern.quote(row.peer());
            var found = Pattern.compile(shown).matcher(page);
            assertThat(found.find(at)).as(shown).isTrue();
            assertThat(Double.parseDouble(found.group(1))).as(shown).isEqualTo(row.ours());
            assertThat(Double.parseDouble(found.group(2))).as(shown).isEqualTo(row.peers());
            at = found.end();
        }
    }

    @Test
    void theBarsAreAsLongAsTheFiguresSay() {
        List<Integer> widths =
                elements("g").stream()
                        .map(bar -> (Element) bar.getElementsByTagName("rect").item(0))
                        .map(bar -> Integer.parseInt(bar.getAttribute("width")))
                        .toList();
        assertThat(widths).hasSize(rows.size() * 2);
        int longest = widths.stream().mapToInt(Integer::intValue).max().orElseThrow();
        for (int i = 0; i < rows.size(); i++) {
            double ratio = rows.get(i).ratio();
            double longer = Math.max(ratio, 1);
            assertThat((double) widths.get(i * 2))
                    .as("%s", rows.get(i))
                    .isCloseTo(ratio / longer * longest, within(1.0));
            assertThat((double) widths.get(i * 2 + 1))
                    .as("%s", rows.get(i))
                    .isCloseTo(1 / longer * longest, within(1.0));
        }
    }

    @Test
    void thePictureIsReadableOnLightAndOnDarkPages() {
        assertThat(elements("style").get(0).getTextContent())
                .contains(".page { fill: #ffffff; }", "@media (prefers-color-scheme: dark)")
                .contains(".page { fill: #0d1117; }");
    }
}
