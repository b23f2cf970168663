#!/usr/bin/env python3
"""Records what a command shows on a terminal, as an SVG that plays it and then stays at the end.

usage: record-terminal.py [--columns N] [--rows N] [--title TEXT] FILE COMMAND [ARGUMENT...]

It understands what the demo and the progress bars use: colours and bold, carriage return, line feed, moves of the cursor,
and erasing. The colours of the SVG follow the reader's preference for light or dark.
"""
import argparse
import fcntl
import html
import os
import pty
import re
import select
import struct
import sys
import termios
import time

COLOURS = {30: "dim", 31: "red", 32: "green", 33: "yellow", 34: "blue", 35: "magenta", 36: "cyan", 90: "dim",
           91: "red", 92: "green", 93: "yellow", 94: "blue", 95: "magenta", 96: "cyan"}
SEQUENCE = re.compile(r"\x1b\[([?0-9;]*)([A-Za-z])|\x1b\][^\x07]*\x07|\x1b[()][A-Z0-9]|\x1b[=>]")
LONGEST_PAUSE = 1.5
FRAMES_PER_SECOND = 8
WIDTH, HEIGHT, MARGIN = 8.4, 18, 14


class Screen:
    """The characters that are seen, each with its style; what leaves at the top is lost."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.lines = [self.blank() for _ in range(rows)]
        self.row = self.column = 0
        self.style = ()
        self.rest = ""

    def blank(self):
        return [(" ", ())] * self.columns

    def feed(self, text):
        text = self.rest + text
        self.rest = ""
        at = 0
        while at < len(text):
            if text[at] == "\x1b":
                found = SEQUENCE.match(text, at)
                if not found:
                    if len(text) - at < 32:
                        self.rest = text[at:]
                        return
                    at += 1
                    continue
                if found.group(2):
                    self.control(found.group(2), found.group(1))
                at = found.end()
            else:
                self.put(text[at])
                at += 1

    def put(self, character):
        if character == "\n":
            self.line_feed()
        elif character == "\r":
            self.column = 0
        elif character == "\b":
            self.column = max(0, self.column - 1)
        elif character == "\t":
            self.column = min(self.columns - 1, self.column // 8 * 8 + 8)
        elif character >= " ":
            if self.column == self.columns:
                self.column = 0
                self.line_feed()
            self.lines[self.row][self.column] = (character, self.style)
            self.column += 1

    def line_feed(self):
        if self.row + 1 < self.rows:
            self.row += 1
        else:
            self.lines = self.lines[1:] + [self.blank()]

    def control(self, letter, parameters):
        if parameters.startswith("?"):
            return
        numbers = [int(n) if n else 0 for n in parameters.split(";")] if parameters else [0]
        count = max(1, numbers[0])
        if letter == "A":
            self.row = max(0, self.row - count)
        elif letter == "B":
            self.row = min(self.rows - 1, self.row + count)
        elif letter == "C":
            self.column = min(self.columns - 1, self.column + count)
        elif letter == "D":
            self.column = max(0, self.column - count)
        elif letter == "G":
            self.column = min(self.columns, count) - 1
        elif letter == "K":
            first, last = {0: (self.column, self.columns), 1: (0, self.column + 1)}.get(numbers[0], (0, self.columns))
            self.lines[self.row][first:last] = [(" ", ())] * (min(last, self.columns) - first)
        elif letter == "J":
            for row in range(self.row + 1 if numbers[0] == 0 else 0, self.rows):
                self.lines[row] = self.blank()
        elif letter == "m":
            for number in numbers:
                if number == 0:
                    self.style = ()
                elif number == 1:
                    self.style += ("bold",)
                elif number == 2:
                    self.style += ("dim",)
                elif number in COLOURS:
                    self.style += (COLOURS[number],)
                elif number == 39:
                    self.style = tuple(s for s in self.style if s not in COLOURS.values())

    def text(self):
        return tuple(tuple(line) for line in self.lines)


def record(command, columns, rows):
    """Runs the command on a terminal; returns its exit code and the screens with their times."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    screen, frames, start = Screen(columns, rows), [], time.monotonic()
    decode = ""
    pending = b""
    while True:
        select.select([terminal], [], [])
        try:
            data = os.read(terminal, 65536)
        except OSError:
            data = b""
        if not data:
            break
        pending += data
        decode = pending.decode("utf-8", errors="ignore")
        pending = b"" if decode.encode() == pending else pending[len(decode.encode()):]
        screen.feed(decode)
        now = time.monotonic() - start
        if frames and now - frames[-1][0] < 1 / FRAMES_PER_SECOND:
            frames[-1] = (frames[-1][0], screen.text())
        else:
            frames.append((now, screen.text()))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), frames


def spans(line):
    """The line as pieces of one style, without the blanks at its end."""
    pieces = []
    for column, (character, style) in enumerate(line):
        if pieces and pieces[-1][1] == style:
            pieces[-1][2] += character
        else:
            pieces.append([column, style, character])
    while pieces and not pieces[-1][2].strip():
        pieces.pop()
    return pieces


def group(screen, rows):
    rendered = []
    for row, line in enumerate(screen[:rows]):
        for column, style, text in spans(line):
            if not text.strip():
                continue
            stripped = text.rstrip()
            rendered.append(
                '<text x="%g" y="%g"%s textLength="%g">%s</text>'
                % (MARGIN + column * WIDTH, MARGIN + 34 + row * HEIGHT,
                   ' class="%s"' % " ".join(sorted(set(style))) if style else "",
                   len(stripped) * WIDTH, html.escape(stripped)))
    return "\n".join(rendered)


def svg(frames, columns, title):
    times = [0.0]
    for before, after in zip(frames, frames[1:]):
        times.append(times[-1] + min(after[0] - before[0], LONGEST_PAUSE))
    rows = max(max((r + 1 for r, line in enumerate(screen) if spans(line)), default=1) for _, screen in frames)
    width, height = columns * WIDTH + 2 * MARGIN, rows * HEIGHT + 2 * MARGIN + 30
    total = max(times[-1], 0.1)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" role="img" aria-label="%s">'
        % (width, height, html.escape(title)),
        "<style>",
        ":root{--back:#f6f8fa;--text:#1f2328;--dim:#656d76;--red:#cf222e;--green:#116329;--yellow:#7d4e00;--blue:#0550ae;"
        "--magenta:#8250df;--cyan:#1b7c83}",
        "@media(prefers-color-scheme:dark){:root{--back:#0d1117;--text:#e6edf3;--dim:#8b949e;--red:#ff7b72;--green:#3fb950;"
        "--yellow:#d29922;--blue:#79c0ff;--magenta:#bc8cff;--cyan:#39c5cf}}",
        "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--text);white-space:pre}",
        ".bold{font-weight:bold}",
        "".join(".%s{fill:var(--%s)}" % (c, c) for c in ("dim", "red", "green", "yellow", "blue", "magenta", "cyan")),
        ".frame{visibility:hidden}",
        "@keyframes show{from{visibility:visible}to{visibility:visible}}",
        ".frame{animation:show linear both}",
        ".last{animation:stay 1ms both}@keyframes stay{to{visibility:visible}}",
        "@media(prefers-reduced-motion:reduce){.frame{animation:none}.last{visibility:visible}}",
        "</style>",
        '<rect width="100%" height="100%" rx="8" style="fill:var(--back)"/>',
        '<text x="%g" y="%g" class="dim">%s</text>' % (MARGIN, MARGIN + 10, html.escape(title)),
    ]
    for number, (_, screen) in enumerate(frames):
        last = number == len(frames) - 1
        begin = times[number]
        if last:
            parts.append('<g class="frame last" style="animation-delay:%.2fs">' % begin)
        else:
            parts.append(
                '<g class="frame" style="animation-name:show;animation-fill-mode:none;animation-delay:%.2fs;'
                'animation-duration:%.2fs">' % (begin, times[number + 1] - begin))
        parts.append(group(screen, rows))
        parts.append("</g>")
    parts.append("</svg>")
    return "\n".join(parts) + "\n", total


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--columns", type=int, default=100)
    arguments.add_argument("--rows", type=int, default=30)
    arguments.add_argument("--title", default="")
    arguments.add_argument("file")
    arguments.add_argument("command", nargs=argparse.REMAINDER)
    given = arguments.parse_args()
    code, frames = record(given.command, given.columns, given.rows)
    if code != 0 or not frames:
        sys.exit("the command ended with exit code %d after %d screens; nothing is written" % (code, len(frames)))
    text, seconds = svg(frames, given.columns, given.title or " ".join(given.command))
    with open(given.file, "w", encoding="utf-8") as out:
        out.write(text)
    print("%s: %d screens, %.1f s, %d bytes" % (given.file, len(frames), seconds, len(text.encode())))


main()
