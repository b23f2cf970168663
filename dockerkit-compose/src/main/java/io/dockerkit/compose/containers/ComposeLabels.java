package io.dockerkit.compose.containers;

import java.util.Map;

/** The labels by which compose knows what belongs to a project. */
public final class ComposeLabels {
    private static final String PREFIX = "com.docker.compose.";

    /** The project's name. */
    public static final String PROJECT = PREFIX + "project";

    /** The service's name. */
    public static final String SERVICE = PREFIX + "service";

    /** The version of the program that made it. */
    public static final String VERSION = PREFIX + "version";

    /** The project's directory. */
    public static final String WORKING_DIRECTORY = PREFIX + "project.working_dir";

    /** The project's files, absolute, with commas between them. */
    public static final String CONFIG_FILES = PREFIX + "project.config_files";

    /** The files of {@code --env-file}, with commas between them. */
    public static final String ENVIRONMENT_FILE = PREFIX + "project.environment_file";

    /** {@code True} for a container of {@code run}, else {@code False}. */
    public static final String ONE_OFF = PREFIX + "oneoff";

    /** The hash of the service's configuration. */
    public static final String CONFIG_HASH = PREFIX + "config-hash";

    /** The number of the container in its service, from 1. */
    public static final String CONTAINER_NUMBER = PREFIX + "container-number";

    /** What the service depends on: {@code service:condition:restart,…}. */
    public static final String DEPENDENCIES = PREFIX + "depends_on";

    /** The digest of the image. */
    public static final String IMAGE = PREFIX + "image";

    /** The random name of a container of {@code run}. */
    public static final String SLUG = PREFIX + "slug";

    /** The container that this one replaces. */
    public static final String REPLACE = PREFIX + "replace";

    /** The network's key in the project. */
    public static final String NETWORK = PREFIX + "network";

    /** The volume's key in the project. */
    public static final String VOLUME = PREFIX + "volume";

    private ComposeLabels() {}

    /** Returns the number that a label holds; 0 for none. */
    static int number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /**
     * Returns what docker compose prints before a line of a container's log: its name without that of the project, or the whole
     * name if it is not the usual one.
     */
    static String prefix(Map<String, String> labels, String name) {
        String project = labels.getOrDefault(PROJECT, "");
        String usual =
                project
                        + "-"
                        + labels.getOrDefault(SERVICE, "")
                        + "-"
                        + labels.getOrDefault(CONTAINER_NUMBER, "");
        return name.equals(usual) ? name.substring(project.length() + 1) : name;
    }
}
