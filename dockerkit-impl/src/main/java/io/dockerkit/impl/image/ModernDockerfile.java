package io.dockerkit.impl.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells from a failure that the Dockerfile was written for BuildKit, or for a newer BuildKit than the engine has. Stateless and
 * thread-safe.
 */
final class ModernDockerfile {
    private static final Pattern FLAG =
            Pattern.compile("(?i)requires BuildKit|unknown flags?(?:\\(s\\))?: ");
    private static final Pattern INSTRUCTION = Pattern.compile("(?i)unknown instruction: ");
    private static final Pattern HEREDOC = Pattern.compile("<<-?[\"']?\\w");

    /** How BuildKit rejects what its Dockerfile frontend does not know yet. */
    private static final Pattern NEWER =
            Pattern.compile(
                    "(?i)unknown flag|unknown instruction|unexpected key '|unsupported mount type"
                            + "|unsupported sharing value");

    private static final Pattern PARSE_ERROR = Pattern.compile("(?i)dockerfile parse error");
    private static final Pattern HEREDOC_LINE =
            Pattern.compile("(?im)^\\s*(?:ONBUILD\\s+)?(?:RUN|COPY|ADD)\\s.*" + HEREDOC.pattern());
    private static final Pattern CONTEXTS =
            Pattern.compile("(?i)unsupported frontend capability \\S*frontend\\.contexts");
    private static final Pattern SYNTAX =
            Pattern.compile("(?im)\\A(?:\\s*#.*\\R)*\\s*#\\s*syntax\\s*=");

    private static final String SYNTAX_LINE =
            "begin the Dockerfile with the line \"# syntax=docker/dockerfile:1\", and the engine fetches what reads it";

    private ModernDockerfile() {}

    /**
     * Returns what to do, if a Dockerfile for a newer BuildKit explains the words of the engine's BuildKit.
     *
     * @param dockerfile the text of the Dockerfile, or the empty text if it is not known here
     */
    static Optional<String> newerHint(String words, String dockerfile) {
        if (SYNTAX.matcher(dockerfile).find()) {
            return Optional.empty();
        }
        if (CONTEXTS.matcher(words).find()) {
            return Optional.of(
                    "this engine's BuildKit knows no named contexts (buildContext, --build-context) by itself: "
                            + SYNTAX_LINE
                            + ", or use Docker 23 or newer");
        }
        if (NEWER.matcher(words).find()) {
            return Optional.of("if this is newer than the engine's BuildKit, " + SYNTAX_LINE);
        }
        // each line of a heredoc that is not known as one is read as an instruction
        return PARSE_ERROR.matcher(words).find() && HEREDOC_LINE.matcher(dockerfile).find()
                ? Optional.of(
                        "if the engine's BuildKit is older than heredocs (<<EOF), " + SYNTAX_LINE)
                : Optional.empty();
    }

    /** Returns what to do, if a Dockerfile for BuildKit explains the engine's words. */
    static Optional<String> hint(String words) {
        if (FLAG.matcher(words).find() || HEREDOC.matcher(words).find()) {
            return Optional.of(
                    "the Dockerfile needs BuildKit, and the engine's own builder was used: leave out builder(CLASSIC) and the options that only that builder has, or use an engine with BuildKit");
        }
        return INSTRUCTION.matcher(words).find()
                ? Optional.of(
                        "if the line is part of a heredoc (<<EOF), the Dockerfile needs BuildKit, and the engine's own builder was used")
                : Optional.empty();
    }
}
