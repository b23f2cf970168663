package io.dockerkit.impl.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of a Dockerfile, and which of them a step of BuildKit carries out. Stateless and thread-safe. */
final class DockerfileLines {
    /** {@code [stage 2/3] RUN make}, behind which the instruction stands. */
    private static final Pattern STEP = Pattern.compile("(?s)\\[[^\\]]*\\] (.*)");

    private static final Pattern ESCAPE = Pattern.compile("(?i)#\\s*escape\\s*=\\s*(\\S)\\s*");
    private static final Pattern HEREDOC = Pattern.compile("<<-?\\s*[\"']?(\\w+)[\"']?");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\w+|\\{[^}]*\\})");

    /** An instruction: where it begins, and its words, one blank between them. */
    private record Instruction(int line, String text) {}

    private DockerfileLines() {}

    /**
     * Returns the number of the line, from 1 on, or 0 if no instruction or more than one fits.
     *
     * @param dockerfile the text, or the empty text if it is not known
     * @param step the step's name
     */
    static int find(String dockerfile, String step) {
        Matcher named = STEP.matcher(step);
        if (!named.matches()) {
            return 0;
        }
        String wanted = blanks(named.group(1));
        List<Integer> lines = new ArrayList<>();
        for (Instruction instruction : instructions(dockerfile)) {
            if (fits(instruction.text(), wanted)) {
                lines.add(instruction.line());
            }
        }
        return lines.size() == 1 ? lines.get(0) : 0;
    }

    /** Returns the instructions, each on one line with one blank between its words. */
    static List<String> instructionsOf(String dockerfile) {
        return instructions(dockerfile).stream().map(Instruction::text).toList();
    }

    /** BuildKit shows values in place of variables, the instruction in upper case, and of a heredoc what it begins with. */
    private static boolean fits(String text, String wanted) {
        String[] parts = text.split(" ", 2);
        String instruction =
                parts[0].toUpperCase(Locale.ROOT) + (parts.length > 1 ? " " + parts[1] : "");
        boolean heredoc = HEREDOC.matcher(instruction).find();
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        Matcher variable = VARIABLE.matcher(instruction);
        while (variable.find()) {
            pattern.append(Pattern.quote(instruction.substring(end, variable.start())))
                    .append(".*");
            end = variable.end();
        }
        pattern.append(Pattern.quote(instruction.substring(end))).append(heredoc ? ".*" : "");
        return wanted.matches("(?s)" + pattern);
    }

    private static List<Instruction> instructions(String dockerfile) {
        List<Instruction> instructions = new ArrayList<>();
        List<String> lines = dockerfile.lines().toList();
        String escape = escape(lines);
        for (int at = 0; at < lines.size(); at++) {
            if (isNothing(lines.get(at))) {
                continue;
            }
            int start = at + 1;
            StringBuilder text = new StringBuilder();
            String part = lines.get(at).strip();
            while (part.endsWith(escape)) {
                text.append(part, 0, part.length() - 1).append(' ');
                do {
                    at++;
                } while (at < lines.size() && isNothing(lines.get(at)));
                part = at < lines.size() ? lines.get(at).strip() : "";
            }
            text.append(part);
            instructions.add(new Instruction(start, blanks(text.toString())));
            Matcher heredoc = HEREDOC.matcher(text);
            while (heredoc.find()) {
                do {
                    at++;
                } while (at < lines.size() && !lines.get(at).strip().equals(heredoc.group(1)));
            }
        }
        return instructions;
    }

    private static String escape(List<String> lines) {
        for (String line : lines) {
            Matcher escape = ESCAPE.matcher(line.strip());
            if (escape.matches()) {
                return escape.group(1);
            }
            if (!line.startsWith("#")) {
                break;
            }
        }
        return "\\";
    }

    private static boolean isNothing(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#");
    }

    private static String blanks(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
