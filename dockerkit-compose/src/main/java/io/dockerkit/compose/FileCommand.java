package io.dockerkit.compose;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Numbers;
import io.dockerkit.compose.converge.Report;
import io.dockerkit.compose.project.Project;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker compose} command on a project that files describe: its flags, and the services that it is about.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class FileCommand<S> extends CommandOptions<S> {
    private static final String COMMAND = "docker compose";
    private static final List<String> POLICIES =
            List.of("always", "missing", "never", "build", "if_not_present");

    static final Flag BUILD = Flag.toggle("build", "Build all images first");
    static final Flag NO_BUILD = Flag.toggle("no-build", "Build no image");
    static final Flag NO_DEPS =
            Flag.toggle("no-deps", "Leave the services that they depend on alone");
    static final Flag PULL =
            Flag.one("pull", String.join(", ", POLICIES), "When images are pulled")
                    .checked(FileCommand::policy);
    static final Flag QUIET_PULL = Flag.toggle("quiet-pull", "Show no progress of pulls");
    static final Flag REMOVE_ORPHANS =
            Flag.toggle(
                    "remove-orphans", "Remove containers of services that the files do not name");
    static final Flag SCALE =
            Flag.many("scale", "service=number", "Number of containers of a service")
                    .checked(FileCommand::checkScale);
    static final Flag TIMEOUT =
            Flag.one("timeout", "seconds", "Time before a container is killed")
                    .shorthand('t')
                    .checked(Numbers::check);

    private final Compose compose;
    private final Consumer<? super ComposeProgress> progress;

    FileCommand(Compose compose, CommandLine line, Consumer<? super ComposeProgress> progress) {
        super(line);
        this.compose = Objects.requireNonNull(compose, "compose");
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /** Returns the line of a command on these services; no service stands for all. */
    static CommandLine line(FlagTable table, List<String> services) {
        services.forEach(service -> Checks.text("service", "services", service));
        return CommandLine.of(table, services);
    }

    private static String policy(String value) {
        if (!POLICIES.contains(value)) {
            throw new IllegalArgumentException("it is none of " + String.join(", ", POLICIES));
        }
        return value;
    }

    private static String checkScale(String value) {
        int equals = value.indexOf('=');
        if (equals < 1 || !value.substring(equals + 1).matches("\\d{1,9}")) {
            throw new IllegalArgumentException("not a service and a number");
        }
        return value;
    }

    static String scaling(String service, int number) {
        return Checks.key("--scale", "service", service)
                + "="
                + Checks.between("--scale", number, 0, 999_999_999);
    }

    Compose compose() {
        return compose;
    }

    Consumer<? super ComposeProgress> progress() {
        return progress;
    }

    Report report() {
        return (subject, status, detail) ->
                progress.accept(new ComposeProgress(subject, status, detail));
    }

    /** A report of what happens, without the output of builds. */
    Report quietReport() {
        return (subject, status, detail) -> {
            if (!status.equals("Building") || detail.isEmpty()) {
                progress.accept(new ComposeProgress(subject, status, detail));
            }
        };
    }

    /** The services that it is about; empty for all. */
    List<String> services() {
        return line().operands();
    }

    /** Reads the files. */
    Project project() {
        return compose.project(services());
    }

    boolean isSet(String flag) {
        return line().flags().knows(flag) && line().flags().isSet(flag);
    }

    /** Returns the value of a flag; empty if it is not set, or the command does not have it. */
    String value(String flag) {
        return line().flags().knows(flag) ? line().flags().value(flag).orElse("") : "";
    }

    List<String> values(String flag) {
        return line().flags().knows(flag) ? line().flags().all(flag) : List.of();
    }

    @Nullable Duration seconds(String flag) {
        String seconds = value(flag);
        return seconds.isEmpty() ? null : Duration.ofSeconds(Numbers.parse(seconds));
    }

    static String seconds(String flag, Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return String.valueOf(Checks.seconds("--" + flag, limit));
    }

    @Override
    protected Object besides() {
        return compose;
    }

    /** Returns the equivalent command line, with all values as they are. */
    @Override
    public String toCommandLine() {
        return withFiles(super.toCommandLine());
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return withFiles(super.toString());
    }

    private String withFiles(String text) {
        return text.startsWith(COMMAND) ? compose + text.substring(COMMAND.length()) : text;
    }
}
