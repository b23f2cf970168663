package io.dockerkit.compose;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.FlagTable;
import java.util.List;
import java.util.Objects;

/**
 * A {@code docker compose} command on a project that exists: its flags, and the services that it is about.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class ProjectCommand<S> extends CommandOptions<S> {
    private final ComposeProject project;

    ProjectCommand(ComposeProject project, CommandLine line) {
        super(line);
        this.project = Objects.requireNonNull(project, "project");
    }

    /** Returns the line of a command on these services; no service stands for all. */
    static CommandLine line(FlagTable table, List<String> services) {
        return CommandLine.of(table, services);
    }

    ComposeProject project() {
        return project;
    }

    /** The services that it is about; empty for all. */
    List<String> services() {
        return line().operands();
    }

    /** The services that it is about, each of which the files have if they are known. */
    List<String> knownServices() {
        return project.known(services());
    }

    boolean isSet(String flag) {
        return line().flags().isSet(flag);
    }

    @Override
    protected Object besides() {
        return project;
    }

    /** Returns the equivalent command line, with all values as they are. */
    @Override
    public String toCommandLine() {
        return ofProject(super.toCommandLine());
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ofProject(super.toString());
    }

    private String ofProject(String text) {
        return ProjectName.in(text, project.resources().nameIfKnown());
    }
}
