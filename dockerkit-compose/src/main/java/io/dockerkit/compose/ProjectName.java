package io.dockerkit.compose;

/** The name of a project in lines of docker compose. Stateless and thread-safe. */
final class ProjectName {
    private static final String COMMAND = "docker compose";

    private ProjectName() {}

    /** Returns a line of docker compose with the name of its project, unless that is not known. */
    static String in(String line, String project) {
        return line.startsWith(COMMAND) && !project.isEmpty()
                ? COMMAND + " --project-name " + project + line.substring(COMMAND.length())
                : line;
    }
}
