package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker stack config}. No file is read until {@link #execute()}, and no request is sent at all.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class StackConfigSpec extends CommandOptions<StackConfigSpec>
        implements FlagOptions<StackConfigSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker stack config",
                            List.of(
                                    StackFlags.COMPOSE_FILE,
                                    Flag.toggle(
                                            "skip-interpolation", "Leave variables as they are")))
                    .flagsAnywhere();

    private final @Nullable String text;

    private StackConfigSpec(CommandLine line, @Nullable String text) {
        super(line);
        this.text = text;
    }

    static StackConfigSpec of(CommandLine line) {
        return new StackConfigSpec(line.requireOperands(0, 0, ""), null);
    }

    @Override
    protected StackConfigSpec with(CommandLine next) {
        return new StackConfigSpec(next, text);
    }

    @Override
    protected Object besides() {
        return Objects.requireNonNullElse(text, "");
    }

    /** Adds a Compose file: {@code --compose-file}. */
    public StackConfigSpec composeFile(Path file) {
        return with(StackFlags.with(line(), Checks.file("--compose-file", "file", file)));
    }

    /** Sets the text of a Compose file that is in memory: {@code --compose-file -}. */
    public StackConfigSpec compose(String yaml) {
        return new StackConfigSpec(
                StackFlags.withText(line()), Objects.requireNonNull(yaml, "yaml"));
    }

    /** Leaves variables as they are: {@code --skip-interpolation}. */
    public StackConfigSpec skipInterpolation() {
        return flag("skip-interpolation", "true");
    }

    /**
     * Reads the files and returns what they say together, as YAML with all short forms made long.
     *
     * @throws io.dockerkit.InvalidOptionException if there is no file, a file is wrong, or {@code io.dockerkit:dockerkit-compose},
     *     which reads them, is not on the class path
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    @CanIgnoreReturnValue
    public String execute() {
        return StackFlags.load(line(), text, !line().flags().isSet("skip-interpolation")).yaml();
    }
}
