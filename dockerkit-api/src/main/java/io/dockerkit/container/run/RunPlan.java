package io.dockerkit.container.run;

import io.dockerkit.DockerException;
import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.container.Container;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Wait;
import io.dockerkit.container.flags.ContainerRequestWriter;
import io.dockerkit.container.flags.RunLine;
import io.dockerkit.image.Progress;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.ProcessStreams;
import io.dockerkit.spi.Started;
import io.dockerkit.spi.StdinSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that a spec of a run says: the {@code docker run} line, and the options that docker has no flag for. Two are equal if
 * they say the same to docker and feed the same to standard input; progress, time-out and waits do not count.
 *
 * <p>Immutable and thread-safe.
 */
final class RunPlan {
    private final RunLine line;
    private final Extras extras;

    /** What is asked of DockerKit, and not of docker. */
    private record Extras(
            Progress progress,
            @Nullable Duration timeout,
            ProcessStreams streams,
            @Nullable Wait ready,
            DetachedSpec.IfExists ifExists) {
        static final Extras NONE =
                new Extras(
                        Progress.none(),
                        null,
                        ProcessStreams.KEPT,
                        null,
                        DetachedSpec.IfExists.FAIL);

        Extras progress(Progress next) {
            return new Extras(next, timeout, streams, ready, ifExists);
        }

        Extras timeout(Duration next) {
            return new Extras(progress, next, streams, ready, ifExists);
        }

        Extras streams(ProcessStreams next) {
            return new Extras(progress, timeout, next, ready, ifExists);
        }

        Extras ready(Wait next) {
            return new Extras(progress, timeout, streams, next, ifExists);
        }

        Extras ifExists(DetachedSpec.IfExists next) {
            return new Extras(progress, timeout, streams, ready, next);
        }
    }

    private RunPlan(RunLine line, Extras extras) {
        this.line = line;
        this.extras = extras;
    }

    /** Returns the plan of a line, without other options. */
    static RunPlan of(RunLine line) {
        return new RunPlan(Objects.requireNonNull(line, "line"), Extras.NONE);
    }

    private RunPlan line(RunLine next) {
        return new RunPlan(next, extras);
    }

    private RunPlan extras(Extras next) {
        return new RunPlan(line, next);
    }

    /** Sets a flag that the caller names; {@code --detach} is a type here and not a flag. */
    RunPlan flag(String name, String value) {
        return line(line.flag(name, value));
    }

    RunPlan detached() {
        return line(line.with("detach", "true"));
    }

    RunPlan renamed(UnaryOperator<String> names) {
        return line(line.renamed(names));
    }

    String image() {
        return line.image();
    }

    RunPlan image(String other) {
        return line(line.image(other));
    }

    Optional<String> name() {
        return line.flags().value("name");
    }

    RunPlan command(List<String> words) {
        return line(line.command(words));
    }

    RunPlan progress(Progress listener) {
        return extras(extras.progress(Objects.requireNonNull(listener, "progress")));
    }

    RunPlan timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return extras(extras.timeout(Checks.positive("timeout", limit)));
    }

    /** Refuses the options of DockerKit's own that a terminal operation cannot honour. */
    void requireOnly(String terminal, String... honoured) {
        Duration timeout = extras.timeout;
        OwnOptions.of(extras.streams, timeout == null ? null : Checks.human(timeout))
                .with("waitFor", extras.ready)
                .with(
                        "ifExists",
                        extras.ifExists == DetachedSpec.IfExists.FAIL ? null : extras.ifExists)
                .requireOnly(terminal, honoured);
    }

    /** A stream that {@code --attach} leaves out never comes. */
    void requireAttached() {
        List<String> attached = line.flags().all("attach");
        OwnOptions left = new OwnOptions();
        left.with("stdoutTo", extras.streams.stdout() == null ? null : "a stream");
        left.with("stderrTo", extras.streams.stderr() == null ? null : "a stream");
        if (!attached.isEmpty()) {
            left.requireOnly(
                    "a run with --attach " + String.join(" --attach ", attached),
                    attached.contains("stdout") ? "stdoutTo" : "",
                    attached.contains("stderr") ? "stderrTo" : "");
        }
    }

    /** The signals of this process go to a run that {@code execute()} waits for; with a terminal, keys take their place. */
    void requireNoSigProxy() {
        FlagValues flags = line.flags();
        if (flags.value("sig-proxy").orElse("").equals("true") && !flags.isSet("tty")) {
            throw new InvalidOptionException(
                    "--sig-proxy",
                    "true",
                    "attach() cannot honour it: only execute() passes signals on to the container");
        }
    }

    RunPlan stdin(StdinSource source) {
        Objects.requireNonNull(source, "source");
        return line(line.with("interactive", "true")).streams(extras.streams.stdin(source));
    }

    RunPlan streams(ProcessStreams next) {
        return extras(extras.streams(next));
    }

    ProcessStreams streams() {
        return extras.streams;
    }

    RunPlan waitFor(Wait wait) {
        return extras(extras.ready(wait));
    }

    Optional<Wait> readiness() {
        return Optional.ofNullable(extras.ready);
    }

    RunPlan ifExists(DetachedSpec.IfExists policy) {
        return extras(extras.ifExists(policy));
    }

    DetachedSpec.IfExists ifExists() {
        return extras.ifExists;
    }

    /** Waits as the spec asks; a container that was made for it and does not become ready is removed. */
    void awaitReady(Started started) {
        Wait wait = extras.ready;
        if (wait == null) {
            return;
        }
        try {
            started.container().waitFor(wait);
        } catch (RuntimeException | Error failed) {
            if (started.fresh()) {
                removeQuietly(started.container(), failed);
            }
            throw failed;
        }
    }

    private static void removeQuietly(Container container, Throwable because) {
        try {
            if (container instanceof ScopedContainer scoped) {
                scoped.close();
            } else {
                container.remove(options -> options.force().volumes());
            }
        } catch (DockerException stays) {
            because.addSuppressed(stays);
        }
    }

    CommandLine commandLine() {
        return line.line();
    }

    boolean isDetached() {
        return line.flags().isSet("detach");
    }

    private CreateRequest request() {
        FlagValues flags = line.flags();
        HostContext host = line.line().host();
        RequestDraft draft = ContainerRequestWriter.INSTANCE.write(line.line());
        Map<String, String> needs = new LinkedHashMap<>(flags.needs());
        needs.putAll(draft.needs());
        // an empty policy is the CLI's third way to say never
        String pull = flags.value("pull").orElse("missing");
        return new CreateRequest(
                line.image(),
                draft.query(),
                draft.body(),
                pull.isEmpty() ? "never" : pull,
                flags.isSet("quiet") ? Progress.none() : extras.progress,
                extras.timeout,
                extras.streams,
                flags.value("sig-proxy").orElse("").equals("true"),
                flags.value("detach-keys").orElse(""),
                flags.value("cidfile")
                        .filter(file -> !file.isEmpty())
                        .map(file -> HostFiles.resolve(host.directory(), file))
                        .orElse(null),
                flags.isSet("use-api-socket"),
                needs,
                line.redacted());
    }

    /** Carries out the request; an error of any kind carries the line. */
    <T> T ask(ContainerBackend backend, Function<CreateRequest, T> terminal) {
        try {
            CreateRequest request = request();
            NounBackend.requireEngineOf(line.line(), backend);
            return terminal.apply(request);
        } catch (DockerException failed) {
            throw failed.during(line.redacted());
        }
    }

    String toCommandLine() {
        return line.toCommandLine();
    }

    String redacted() {
        return line.redacted();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunPlan that
                && line.equals(that.line)
                && Objects.equals(extras.streams.stdin(), that.extras.streams.stdin());
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }
}
