package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.ConfigBackend;
import io.dockerkit.spi.NounBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@code docker config create}. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ConfigSpec extends CommandOptions<ConfigSpec>
        implements FlagOptions<ConfigSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker config create",
                            List.of(
                                    Flag.many("label", "key or key=value", "Label of the config")
                                            .shorthand('l')
                                            .checked(Words::checkLabel)
                                            .writes(Words.pairsAt("Labels")),
                                    Flag.one(
                                                    "template-driver",
                                                    "the name of a template driver, golang for instance",
                                                    "Driver that fills in the content")
                                            .since("1.37")
                                            .writes(Words.textAt("Templating/Name"))))
                    .flagsAnywhere();

    private final ConfigBackend backend;
    private final Content content;

    private ConfigSpec(ConfigBackend backend, CommandLine line, Content content) {
        super(line);
        this.backend = backend;
        this.content = content;
    }

    static ConfigSpec of(ConfigBackend backend, String name) {
        return of(backend, CommandLine.of(TABLE, List.of(name)));
    }

    static ConfigSpec of(ConfigBackend backend, CommandLine line) {
        return new ConfigSpec(backend, line.requireOperands(1, 2, "CONFIG file|-"), Content.NONE);
    }

    @Override
    protected ConfigSpec with(CommandLine next) {
        return new ConfigSpec(backend, next, content);
    }

    @Override
    protected Object besides() {
        return content;
    }

    private ConfigSpec from(String operand, Content next) {
        return new ConfigSpec(backend, line().operands(List.of(line().operand(0), operand)), next);
    }

    /**
     * Sets the content: {@code docker config create NAME -} with the content as standard input.
     *
     * @param bytes 1 to 1,024,000; copied
     * @throws InvalidOptionException if there are none, or more
     */
    public ConfigSpec content(byte[] bytes) {
        return from(Content.STDIN, Content.of(bytes, MOST));
    }

    /** Sets the content, a text that is stored as UTF-8, as {@link #content(byte[])} does. */
    public ConfigSpec content(String text) {
        return content(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the content from a file when the config is created: {@code docker config create NAME FILE}. */
    public ConfigSpec file(Path file) {
        return from(Checks.file("config file", "file", file), Content.NONE);
    }

    /** Sets a label: {@code --label key=value}. */
    public ConfigSpec label(String key, String value) {
        return flag("label", Checks.pair("--label", "key", key, value));
    }

    /** Sets labels: {@code --label}, once for each. */
    public ConfigSpec labels(Map<String, String> labels) {
        ConfigSpec spec = this;
        for (Map.Entry<String, String> label : Checks.entries("labels", labels).entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec;
    }

    /** Sets the driver that fills in the content for each task, {@code golang} for instance: {@code --template-driver}. */
    public ConfigSpec templateDriver(String driver) {
        return flag("template-driver", Checks.text("--template-driver", "driver", driver));
    }

    /**
     * Creates the config.
     *
     * @throws InvalidOptionException if there is no content
     * @throws io.dockerkit.LocalFileException if the file cannot be read
     * @throws io.dockerkit.NameInUseException if a config has the name
     */
    @CanIgnoreReturnValue
    public Config execute() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        draft.put("Name", line().operand(0));
        draft.put("Data", content.base64("config", line(), MOST));
        line().flags().writeTo(draft);
        NounBackend.requireEngineOf(line(), backend);
        return backend.create(draft.body(), line().flags().needs(), toString());
    }

    private static final int MOST = 1_024_000;
}
