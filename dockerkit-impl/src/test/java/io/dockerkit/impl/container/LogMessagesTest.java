package io.dockerkit.impl.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.LogLine;
import io.dockerkit.spi.LogsRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the engine's messages become lines, byte for byte as an engine sends them. */
@Tag("locale")
class LogMessagesTest {
    private static final String TIME = "2026-11-28T07:15:45.123456789Z";
    private static final int MESSAGE = 16 * 1024;

    private static LogsRequest asking(String... flags) {
        Map<String, String> query = new HashMap<>();
        for (String flag : flags) {
            query.put(flag, "1");
        }
        return new LogsRequest(query, 1, "docker logs c");
    }

    private static List<LogLine> lines(byte[] stream, int step, boolean tty, LogsRequest request)
            throws IOException {
        InputStream slow =
                new ByteArrayInputStream(stream) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(length, step));
                    }
                };
        LogMessages messages = new LogMessages(slow, tty, request, "container c");
        List<LogLine> lines = new ArrayList<>();
        for (LogLine line = messages.next(); line != null; line = messages.next()) {
            lines.add(line);
        }
        return lines;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] frames(int kind, String... messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String message : messages) {
            byte[] payload = utf8(message);
            all.writeBytes(
                    ByteBuffer.allocate(8).put((byte) kind).putInt(4, payload.length).array());
            all.writeBytes(payload);
        }
        return all.toByteArray();
    }

    /** As an engine sends a terminal's line: a head before each 16 KiB. */
    private static String inMessages(String head, String line) {
        StringBuilder sent = new StringBuilder();
        for (int at = 0; at < line.length(); at += MESSAGE) {
            sent.append(head).append(line, at, Math.min(line.length(), at + MESSAGE));
        }
        return (line.length() % MESSAGE == 0 ? sent.append(head) : sent).append('\n').toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 1 << 20})
    void aLongLineOfATerminalIsOneLineWithoutTheTimesBetween(int step) throws IOException {
        for (int length : new int[] {1, MESSAGE - 1, MESSAGE, MESSAGE + 1, 40_000, 2 * MESSAGE}) {
            String text = "x".repeat(length - 1);
            String sent = inMessages(TIME + " ", text + "\r") + inMessages(TIME + " ", "next\r");
            List<LogLine> lines = lines(utf8(sent), step, true, asking("timestamps"));
            assertThat(lines)
                    .as("length " + length)
                    .extracting(LogLine::text)
                    .containsExactly(text, "next");
            assertThat(lines)
                    .allSatisfy(line -> assertThat(line.time()).contains(Instant.parse(TIME)));
        }
    }

    @Test
    void aLongLineOfATerminalIsOneLineWithoutTheDetailsBetween() throws IOException {
        String text = "y".repeat(40_000);
        for (String head : new String[] {"a=b,c=d ", " "}) {
            List<LogLine> lines =
                    lines(utf8(inMessages(head, text + "\r")), 999, true, asking("details"));
            assertThat(lines).extracting(LogLine::text).containsExactly(text);
        }
        List<LogLine> both =
                lines(
                        utf8(inMessages(TIME + " a=b ", text)),
                        999,
                        true,
                        asking("timestamps", "details"));
        assertThat(both).extracting(LogLine::text).containsExactly(text);
        assertThat(both.get(0).details()).containsExactly(Map.entry("a", "b"));
        assertThat(both.get(0).time()).contains(Instant.parse(TIME));
    }

    @Test
    void whatIsNoHeadAfter16KibibytesStaysText() throws IOException {
        String text = "z".repeat(MESSAGE) + "2026 is no time, whatever stands here";
        assertThat(lines(utf8(TIME + " " + text + "\n"), 100, true, asking("timestamps")))
                .extracting(LogLine::text)
                .containsExactly(text);
        assertThat(
                        lines(
                                utf8(TIME + " " + "z".repeat(MESSAGE) + "ab"),
                                100,
                                true,
                                asking("timestamps")))
                .extracting(LogLine::text)
                .containsExactly("z".repeat(MESSAGE) + "ab");
    }

    @Test
    void aTerminalsLineWithoutAHeadIsText() throws IOException {
        assertThat(lines(utf8("bare\r\n"), 3, true, asking("timestamps")))
                .containsExactly(new LogLine(LogLine.Source.STDOUT, "bare", null, Map.of(), false));
        assertThat(lines(utf8("end"), 3, true, asking()))
                .extracting(LogLine::text)
                .containsExactly("end");
    }

    @Test
    void theMessagesOfALongLineArePutTogether() throws IOException {
        byte[] sent =
                frames(1, TIME + " " + "a".repeat(MESSAGE), TIME + " " + "b\n", TIME + " second\n");
        assertThat(lines(sent, 5000, false, asking("timestamps")))
                .extracting(LogLine::text)
                .containsExactly("a".repeat(MESSAGE) + "b", "second");
    }

    @Test
    void theTwoStreamsAreKeptApartAndEndWithTheStream() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(frames(1, "out"));
        sent.writeBytes(frames(2, "error\n"));
        sent.writeBytes(frames(1, " goes on"));
        assertThat(lines(sent.toByteArray(), 3, false, asking()))
                .extracting(line -> line.source() + " " + line.text())
                .containsExactly("STDERR error", "STDOUT out goes on");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLineWithoutAnEndComesInPiecesOfOneMebibyteAndNoCharacterIsTorn(boolean tty)
            throws IOException {
        String text = "a" + "€".repeat(1_000_000);
        byte[] sent = tty ? utf8(text + "\r\n") : frames(1, text + "\n");
        List<LogLine> lines = lines(sent, 1 << 20, tty, asking());
        assertThat(lines).extracting(LogLine::partial).containsExactly(true, true, false);
        StringBuilder whole = new StringBuilder();
        lines.forEach(line -> whole.append(line.text()));
        assertThat(whole.toString()).isEqualTo(text);
        assertThat(lines)
                .allSatisfy(
                        line ->
                                assertThat(utf8(line.text()).length)
                                        .isLessThanOrEqualTo(PartialLine.LONGEST));
    }

    @Test
    void aFrameThatIsReadInPartsHasOneHead() throws IOException {
        String text = "with some words and ".repeat(20_000);
        assertThat(lines(frames(1, TIME + " " + text + "\n"), 1 << 20, false, asking("timestamps")))
                .extracting(LogLine::text)
                .containsExactly(text);
    }
}
