package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands in front of {@code docker} on a line: a prompt, and programs that run another. Stateless and thread-safe. */
final class CommandStart {
    private static final Set<String> SKIPPED =
            Set.of("$", "%", "#", "time", "winpty", "nohup", "exec", "command", "doas", "sudo");
    private static final Pattern SUDO_FLAG =
            Pattern.compile("-[AbEHknPS]+|--(?:preserve-env(?:=.*)?|set-home|non-interactive|)");
    private static final Set<String> SUDO_VALUE = Set.of("-u", "-g", "--user", "--group");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");

    /** Only for the shells of Windows, which change paths otherwise. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("MSYS_NO_PATHCONV", "MSYS2_ARG_CONV_EXCL", "DOCKER_BUILDKIT");

    private static final Map<String, String> REMEDIES =
            Map.of(
                    "DOCKER_HOST",
                    "Docker.connect(…) chooses the engine",
                    "DOCKER_CONTEXT",
                    "Docker.connect(…) chooses the engine",
                    "DOCKER_DEFAULT_PLATFORM",
                    "write --platform behind the command");

    private CommandStart() {}

    /** Returns the index of the first word that is neither a prompt nor a program such as sudo or time. */
    static int of(List<String> words) {
        int at = 0;
        String program = "";
        while (at < words.size()) {
            String word = words.get(at);
            if (program.equals("sudo") && SUDO_VALUE.contains(word)) {
                at += 2;
            } else if (SKIPPED.contains(word)) {
                program = word;
                at++;
            } else if (isTaken(program, word)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean isTaken(String program, String word) {
        return (program.equals("sudo") && SUDO_FLAG.matcher(word).matches())
                || (program.equals("time") && word.equals("-p"))
                || (ASSIGNMENT.matcher(word).matches() && WITHOUT_EFFECT.contains(Words.key(word)));
    }

    /** Returns the error for a line that begins with another word than {@code docker}. */
    static InvalidOptionException notDocker(String word, String form) {
        if (ASSIGNMENT.matcher(word).matches()) {
            String name = Words.key(word);
            return new InvalidOptionException(
                    "command line",
                    name + "=…",
                    "a variable in front of the command is not set here: "
                            + REMEDIES.getOrDefault(
                                    name,
                                    "leave it out; if the container is to have it, write -e "
                                            + name
                                            + "=… behind run"));
        }
        return new InvalidOptionException(
                "command line",
                word,
                form + ", with no other word than sudo, time or a prompt in front");
    }
}
