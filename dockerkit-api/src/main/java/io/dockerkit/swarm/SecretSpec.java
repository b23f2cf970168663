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
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.SecretBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@code docker secret create}. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec. {@code toString()} and messages do not show the content.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class SecretSpec extends CommandOptions<SecretSpec>
        implements FlagOptions<SecretSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker secret create",
                            List.of(
                                    Flag.one(
                                                    "driver",
                                                    "the name of a secret driver",
                                                    "Driver that keeps the content")
                                            .shorthand('d')
                                            .since("1.31")
                                            .writes(Words.textAt("Driver/Name")),
                                    Flag.many("label", "key or key=value", "Label of the secret")
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

    private final SecretBackend backend;
    private final Content content;

    private SecretSpec(SecretBackend backend, CommandLine line, Content content) {
        super(line);
        this.backend = backend;
        this.content = content;
    }

    static SecretSpec of(SecretBackend backend, String name) {
        return of(backend, CommandLine.of(TABLE, List.of(name)));
    }

    static SecretSpec of(SecretBackend backend, CommandLine line) {
        return new SecretSpec(backend, line.requireOperands(1, 2, "SECRET [file|-]"), Content.NONE);
    }

    @Override
    protected SecretSpec with(CommandLine next) {
        return new SecretSpec(backend, next, content);
    }

    @Override
    protected Object besides() {
        return content;
    }

    private SecretSpec from(String operand, Content next) {
        return new SecretSpec(backend, line().operands(List.of(line().operand(0), operand)), next);
    }

    /**
     * Sets the content: {@code docker secret create NAME -} with the content as standard input.
     *
     * @param bytes 1 to 512,000; copied
     * @throws InvalidOptionException if there are none, or more
     */
    public SecretSpec content(byte[] bytes) {
        return from(Content.STDIN, Content.of(bytes, MOST));
    }

    /** Sets the content, a text that is stored as UTF-8, as {@link #content(byte[])} does. */
    public SecretSpec content(String text) {
        return content(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the content from a file when the secret is created: {@code docker secret create NAME FILE}. */
    public SecretSpec file(Path file) {
        return from(Checks.file("secret file", "file", file), Content.NONE);
    }

    /** Lets a driver keep the content, of which there must be none then: {@code --driver}. */
    public SecretSpec driver(String driver) {
        return flag("driver", Checks.text("--driver", "driver", driver));
    }

    /** Sets a label: {@code --label key=value}. */
    public SecretSpec label(String key, String value) {
        return flag("label", Checks.pair("--label", "key", key, value));
    }

    /** Sets labels: {@code --label}, once for each. */
    public SecretSpec labels(Map<String, String> labels) {
        SecretSpec spec = this;
        for (Map.Entry<String, String> label : Checks.entries("labels", labels).entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec;
    }

    /** Sets the driver that fills in the content for each task, {@code golang} for instance: {@code --template-driver}. */
    public SecretSpec templateDriver(String driver) {
        return flag("template-driver", Checks.text("--template-driver", "driver", driver));
    }

    /**
     * Creates the secret.
     *
     * @throws InvalidOptionException if there is no content and no driver, or both
     * @throws io.dockerkit.LocalFileException if the file cannot be read
     * @throws io.dockerkit.NameInUseException if a secret has the name
     */
    @CanIgnoreReturnValue
    public Secret execute() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        draft.put("Name", line().operand(0));
        boolean driven = line().flags().isSet("driver");
        if (driven && line().operands().size() > 1) {
            throw new InvalidOptionException(
                    "--driver",
                    line().flags().value("driver").orElse(""),
                    "the driver keeps the content; leave content(…) and file(…) out");
        }
        if (!driven) {
            draft.put("Data", content.base64("secret", line(), MOST));
        }
        line().flags().writeTo(draft);
        NounBackend.requireEngineOf(line(), backend);
        return backend.create(draft.body(), line().flags().needs(), toString());
    }

    private static final int MOST = 512_000;
}
