package io.dockerkit.impl.image;

import java.util.Optional;
import java.util.regex.Pattern;

/** Tells from a failure of the engine's own builder that the Dockerfile was written for BuildKit. Stateless and thread-safe. */
final class ModernDockerfile {
    private static final Pattern FLAG =
            Pattern.compile("(?i)requires BuildKit|unknown flags?(?:\\(s\\))?: ");
    private static final Pattern INSTRUCTION = Pattern.compile("(?i)unknown instruction: ");
    private static final Pattern HEREDOC = Pattern.compile("<<-?[\"']?\\w");

    private ModernDockerfile() {}

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
