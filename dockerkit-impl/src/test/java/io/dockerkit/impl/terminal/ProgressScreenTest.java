package io.dockerkit.impl.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.image.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is seen on the screen; the screens expected here were captured from a tmux that was sent the same events. */
class ProgressScreenTest {
    @Test
    void barsMoveInPlaceWhileLayersComeIn() {
        assertThat(screen(80, 24, pull().subList(0, 13)))
                .isEqualTo(
                        """
                        24.04: Pulling from library/ubuntu
                        9c704ecd0c69: Already exists
                        0a9573503463: Downloading [=============>                    ]  12.35MB/29.72MB
                        5f32ed3c3f27: Download complete
                        e2c03c89dcad: Downloading  20.48kB
                        Total: 22.47MB""");
    }

    @Test
    void theSumHasAPercentageOnceAllSizesAreKnown() {
        assertThat(screen(80, 24, pull().subList(0, 17)))
                .isEqualTo(
                        """
                        24.04: Pulling from library/ubuntu
                        9c704ecd0c69: Already exists
                        0a9573503463: Extracting [===============>                  ]     14MB/29.72MB
                        5f32ed3c3f27: Download complete
                        e2c03c89dcad: Download complete
                        Total: 39.84MB/39.84MB 100%""");
    }

    @Test
    void theEndIsTidy() {
        assertThat(screen(80, 24, pull()))
                .isEqualTo(
                        """
                        24.04: Pulling from library/ubuntu
                        9c704ecd0c69: Already exists
                        0a9573503463: Pull complete
                        5f32ed3c3f27: Pull complete
                        e2c03c89dcad: Pull complete
                        Total: 39.84MB/39.84MB 100%
                        Digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                        Status: Downloaded newer image for ubuntu:24.04""");
    }

    @Test
    void aStatusThatIsLongerThanTheScreenWraps() {
        assertThat(screen(40, 24, pull()))
                .isEqualTo(
                        """
                        24.04: Pulling from library/ubuntu
                        9c704ecd0c69: Already exists
                        0a9573503463: Pull complete
                        5f32ed3c3f27: Pull complete
                        e2c03c89dcad: Pull complete
                        Total: 39.84MB/39.84MB 100%
                        Digest: sha256:0123456789abcdef012345678
                        9abcdef0123456789abcdef0123456789abcdef
                        Status: Downloaded newer image for ubunt
                        u:24.04""");
    }

    @Test
    void moreLayersThanRowsStayOnTheScreen() {
        assertThat(screen(60, 8, many()))
                .isEqualTo(
                        """
                        More layers: 4 done, 3 waiting
                        000000abc004: Downloading [========>     ]      5MB/8MB
                        000000abc005: Downloading [=========>    ]      6MB/8MB
                        000000abc006: Pulling fs layer
                        000000abc007: Pulling fs layer
                        000000abc008: Pulling fs layer
                        Total: 43MB/48MB 89%""");
    }

    @Test
    void aSecondPullBeginsBelowOneThatFailed() {
        List<Progress.Event> events = new ArrayList<>(pull().subList(0, 9));
        events.add(event("latest", "Pulling from library/busybox"));
        events.add(event("0a9573503463", "Downloading", 1_000_000, 29_720_000));
        assertThat(screen(80, 9, events))
                .isEqualTo(
                        """
                        9c704ecd0c69: Already exists
                        0a9573503463: Downloading [=============>                    ]  12.35MB/29.72MB
                        5f32ed3c3f27: Downloading [==========>                       ]    3.2MB/10.1MB
                        e2c03c89dcad: Waiting
                        Total: 15.55MB/39.82MB 39%
                        latest: Pulling from library/busybox
                        0a9573503463: Downloading [=>                                ]      1MB/29.72MB
                        Total: 1MB/29.72MB 3%""");
    }

    /** A pull as an engine reports it. */
    static List<Progress.Event> pull() {
        return List.of(
                event("24.04", "Pulling from library/ubuntu"),
                event("9c704ecd0c69", "Already exists"),
                event("0a9573503463", "Pulling fs layer"),
                event("5f32ed3c3f27", "Pulling fs layer"),
                event("e2c03c89dcad", "Pulling fs layer"),
                event("e2c03c89dcad", "Waiting"),
                event("0a9573503463", "Downloading", 1_048_576, 29_720_000),
                event("5f32ed3c3f27", "Downloading", 3_200_000, 10_100_000),
                event("0a9573503463", "Downloading", 12_345_678, 29_720_000),
                event("5f32ed3c3f27", "Verifying Checksum"),
                event("5f32ed3c3f27", "Download complete"),
                event("e2c03c89dcad", "Downloading", 10_120, 0),
                event("e2c03c89dcad", "Downloading", 20_480, 0),
                event("e2c03c89dcad", "Download complete"),
                event("0a9573503463", "Downloading", 29_720_000, 29_720_000),
                event("0a9573503463", "Download complete"),
                event("0a9573503463", "Extracting", 14_000_000, 29_720_000),
                event("0a9573503463", "Pull complete"),
                event("5f32ed3c3f27", "Extracting", 10_100_000, 10_100_000),
                event("5f32ed3c3f27", "Pull complete"),
                event("e2c03c89dcad", "Pull complete"),
                event("", "Digest: sha256:" + "0123456789abcdef".repeat(4)),
                event("", "Status: Downloaded newer image for ubuntu:24.04"));
    }

    /** A pull of twelve layers, given up in the middle. */
    static List<Progress.Event> many() {
        List<Progress.Event> events = new ArrayList<>();
        events.add(event("latest", "Pulling from team/app"));
        for (int i = 0; i < 12; i++) {
            events.add(event(id(i), "Pulling fs layer"));
        }
        for (int i = 0; i < 6; i++) {
            events.add(event(id(i), "Downloading", 1_000_000L * (i + 1), 8_000_000));
        }
        for (int i = 0; i < 4; i++) {
            events.add(event(id(i), "Pull complete"));
        }
        return events;
    }

    static String id(int layer) {
        return String.format("%012x", 0xabc000 + layer);
    }

    static Progress.Event event(String id, String status) {
        return event(id, status, 0, 0);
    }

    static Progress.Event event(String id, String status, long current, long total) {
        return new Progress.Event(id, status, current, total);
    }

    private static String screen(int columns, int rows, List<Progress.Event> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong time = new AtomicLong();
        Progress bars =
                new ProgressBars(
                        new PrintStream(bytes, false, StandardCharsets.UTF_8),
                        columns,
                        rows,
                        () -> time.addAndGet(200_000_000));
        events.forEach(bars::update);
        return new Screen(columns, rows).write(bytes.toString(StandardCharsets.UTF_8)).toString();
    }

    /** A terminal that understands what the bars send, and refuses the rest. */
    static final class Screen {
        private final char[][] cells;
        private int row;
        private int column;

        Screen(int columns, int rows) {
            cells = new char[rows][columns];
            for (char[] line : cells) {
                Arrays.fill(line, ' ');
            }
        }

        Screen write(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\033') {
                    int end = i + 2;
                    while (!Character.isLetter(text.charAt(end))) {
                        end++;
                    }
                    obey(text.charAt(end), text.substring(i + 2, end));
                    i = end;
                } else {
                    put(c);
                }
            }
            return this;
        }

        /** What DockerKit and docker draw with; colours, and whether the cursor is seen, make no difference. */
        private void obey(char command, String number) {
            switch (command) {
                case 'A' -> row = Math.max(0, row - count(number));
                case 'B' -> row = Math.min(cells.length - 1, row + count(number));
                case 'G' -> column = Math.max(0, count(number) - 1);
                case 'm' -> {
                    // a colour
                }
                default -> {
                    if (command == 'K' && number.equals("2")) {
                        Arrays.fill(cells[row], ' ');
                    } else if (!number.equals("?25")) {
                        throw new AssertionError("unknown: " + number + command);
                    }
                }
            }
        }

        private static int count(String number) {
            return number.isEmpty() ? 1 : Integer.parseInt(number);
        }

        private void put(char c) {
            if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                down();
            } else if (Character.isISOControl(c)) {
                throw new AssertionError("unknown: " + (int) c);
            } else {
                if (column == cells[row].length) {
                    column = 0;
                    down();
                }
                cells[row][column++] = c;
            }
        }

        private void down() {
            if (++row == cells.length) {
                row--;
                System.arraycopy(cells, 1, cells, 0, row);
                cells[row] = new char[cells[0].length];
                Arrays.fill(cells[row], ' ');
            }
        }

        /** Returns what is on the screen, without the blanks at the end of lines and the empty lines at its end. */
        @Override
        public String toString() {
            return Arrays.stream(cells)
                    .map(line -> new String(line).stripTrailing() + "\n")
                    .collect(Collectors.joining())
                    .stripTrailing();
        }
    }
}
