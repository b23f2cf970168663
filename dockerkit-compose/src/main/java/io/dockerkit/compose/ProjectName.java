package io.dockerkit.compose;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import java.util.regex.Pattern;

/** The rule for names of projects, {@code --project-name}. Stateless and thread-safe. */
final class ProjectName {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]*");
    private static final String COMMAND = "docker compose";

    private ProjectName() {}

    /**
     * Returns the name.
     *
     * @throws InvalidOptionException if docker compose would not take it
     */
    static String check(String name) {
        Checks.text("--project-name", "name", name);
        if (!FORM.matcher(name).matches()) {
            throw new InvalidOptionException(
                    "--project-name",
                    name,
                    "accepted form: lower-case letters, digits, - and _, the first one a letter or a digit");
        }
        return name;
    }

    /** Returns a line of docker compose with the name of its project, unless that is not known. */
    static String in(String line, String project) {
        return line.startsWith(COMMAND) && !project.isEmpty()
                ? COMMAND + " --project-name " + project + line.substring(COMMAND.length())
                : line;
    }
}
