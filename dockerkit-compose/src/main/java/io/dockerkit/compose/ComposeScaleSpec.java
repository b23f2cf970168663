package io.dockerkit.compose;

import io.dockerkit.DockerException;
import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.converge.Change;
import io.dockerkit.compose.converge.Up;
import io.dockerkit.compose.converge.UpOptions;
import io.dockerkit.compose.project.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@code docker compose scale}: changes how many containers services have. No file is read and no request is sent until {@link
 * #execute()}.
 *
 * <pre>{@code
 * compose.scale("web", 3).service("worker", 5).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeScaleSpec extends FileCommand<ComposeScaleSpec>
        implements FlagOptions<ComposeScaleSpec> {
    private static final FlagTable TABLE =
            new FlagTable("docker compose scale", List.of(NO_DEPS)).flagsAnywhere();

    private ComposeScaleSpec(
            Compose compose, CommandLine line, Consumer<? super ComposeProgress> progress) {
        super(compose, line, progress);
    }

    static ComposeScaleSpec of(Compose compose) {
        return new ComposeScaleSpec(compose, line(TABLE, List.of()), event -> {});
    }

    @Override
    protected ComposeScaleSpec with(CommandLine next) {
        return new ComposeScaleSpec(compose(), next, progress());
    }

    @Override
    List<String> services() {
        return line().operands().stream().map(Words::key).sorted().toList();
    }

    /**
     * Sets how many containers one more service has.
     *
     * @throws InvalidOptionException if the number is negative
     */
    public ComposeScaleSpec service(String service, int number) {
        List<String> operands = new ArrayList<>(line().operands());
        operands.removeIf(operand -> Words.key(operand).equals(service));
        operands.add(scaling(service, number));
        return with(line().operands(operands));
    }

    /** Leaves the services that the given ones depend on alone: {@code --no-deps}. */
    public ComposeScaleSpec noDeps() {
        return flag("no-deps", "true");
    }

    /** Reports what happens, from several threads at the same time. Not a flag of the CLI. */
    public ComposeScaleSpec onProgress(Consumer<? super ComposeProgress> consumer) {
        return new ComposeScaleSpec(
                compose(), line(), Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Creates and starts what is missing, removes what is too many, the highest numbers first, and returns the handle of the
     * project. Containers whose configuration has changed are replaced, as by {@code up()}.
     *
     * @throws InvalidOptionException if a file is wrong, there is no such service, or a service with a {@code container_name} is
     *     to have more than one container; nothing is changed then
     */
    @CanIgnoreReturnValue
    public ComposeProject execute() {
        Map<String, Integer> scales = new LinkedHashMap<>();
        line().operands()
                .forEach(
                        operand ->
                                scales.put(
                                        Words.key(operand),
                                        Integer.parseInt(Words.value(operand))));
        try {
            Project project = project();
            Up.on(compose().docker(), report())
                    .execute(
                            project,
                            new Change(isSet("no-deps"), "", false, scales, false),
                            UpOptions.ofScale(services(), toString()));
            return Bringing.handle(this, project);
        } catch (DockerException failed) {
            throw failed.during(toString());
        }
    }
}
